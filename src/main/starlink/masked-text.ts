// Takes tokens and secrets out of any text before it can reach a log, an error, an exchange or a page.
import { createSecretSpellings } from './secret-spellings.ts';

export type Redactor = (text: string) => string;

/** Stands where a secret stood. */
export const maskMark = '•••';

/** `Bearer …` and `Basic …` of an Authorization header; not the parameters of a WWW-Authenticate (`Bearer realm="…"`). */
export const redactAuthorization: Redactor = (text) => text.replace(/\b(bearer|basic)(\s+|%20|\+)(?!(?:realm|error|error_description|error_uri|scope|charset|nonce)=)[A-Za-z0-9._~+/=-]{4,}/gi, `$1 ${maskMark}`);

/** Quotes as they are, escaped for JSON inside of JSON, as HTML entities or percent-encoded. */
const quote = '(?:\\\\*["\']|&(?:quot|#34|#39|apos);|%(?:25)?2[27])';
const equals = '\\s*(?:=|%(?:25)?3[Dd]|&#61;)\\s*';
const colon = '\\s*(?:[:=]|%(?:25)?3[AaDd]|&#(?:58|61);)\\s*';
const fullName = '(?:client[-_ ]?secret|client[-_]?assertion|access[-_]?token|refresh[-_]?token|id[-_]?token|subject[-_]?token|api[-_]?key|passwords?|passwd|pwd)';
/** Everyday words: a field of that name is one, “Token: starlink.com refuses connections” is not. */
const shortName = '(?<![a-z_-])(?:secret|token|bearer|assertion)';
/** A list of values is as secret as one. */
const naming = `(?:${fullName}${quote}?${colon}|${shortName}(?:${quote}${colon}|${equals}))(?:\\[\\s*)?`;

// Every pattern below begins with words and never looks far ahead in vain: a body of 64 KiB must not take seconds, whatever it is made of.
const quotedValue = new RegExp(`(${naming})(\\\\*)(["'])(?:(?!\\2\\3)(?:\\\\.|[^\\\\])|\\\\(?!\\2\\3))*?(?:\\2\\3|$)`, 'gis');
const plainValue = new RegExp(`(${naming}${quote}?)(?!["'\\\\\\s&{]|%2[27]|(?:null|true|false)\\b)(?:(?!%(?:25)?2[267C]|%(?:25)?7D)[^\\s"'\\\\&,;<>}\\])])+`, 'gi');
const elementValue = new RegExp(`(<(?:${fullName}|${shortName})\\b[^<>]{0,200}>)[^<]*`, 'gi');
const inputValue = new RegExp(`(name=["']?(?:${fullName}|${shortName})["']?[^<>]{0,200}?\\svalue=)("[^"]*"?|'[^']*'?|[^\\s>]+)`, 'gi');
/** Headers whose whole value is a secret, as a server might echo them: to the end of the line or of the quoted text. The scheme may stay. */
const secretHeader = '(?<![a-z])(?:proxy-authorization|authorization|set-cookie2?|cookie|x-api-key|x-auth-token)';
const echoedHeader = new RegExp(`(${secretHeader}${quote}?${colon}(?:\\[\\s*)?${quote}?)((?:(?:bearer|basic)(?:\\s|%20|\\+)+)?)(?!["'\\\\\\s&])[^"'\\\\\\r\\n<]+`, 'gi');

/** Values of client_secret, access_token and their like, in form bodies, JSON (also inside of JSON), HTML, headers and plain sentences. */
export const redactNamedSecrets: Redactor = (text) =>
  text
    .replace(quotedValue, `$1$2$3${maskMark}$2$3`)
    .replace(plainValue, `$1${maskMark}`)
    .replace(elementValue, `$1${maskMark}`)
    .replace(inputValue, `$1"${maskMark}"`)
    .replace(echoedHeader, `$1$2${maskMark}`);

/** Anything that looks like a JSON web token: base64url of `{"…`, a dot, more base64url. */
export const redactJwts: Redactor = (text) => text.replace(/eyJ[A-Za-z0-9_-]{4,}(?:(?:\.|%2E)[A-Za-z0-9_-]*){0,4}/gi, (found) => (found.startsWith('eyJ') ? maskMark : found));

/** `https://user:password@host`. */
export const redactUserInfo: Redactor = (text) => text.replace(/:\/\/[^\s/?#@"'<>]+@/g, `://${maskMark}@`);

/** No JSON and no page holds a NUL: such bytes are text in two-byte letters, and the NULs between them would hide a secret from every search. */
export const narrowText: Redactor = (text) => (text.includes('\u0000') ? text.replaceAll('\u0000', '') : text);
const WIDE_SHOWS_WITHIN = 16 * 1024;

export interface ValueRedactor {
  (text: string): string;
  /** The same in UTF-8; the very same bytes where nothing is masked. Text in two-byte letters comes back in one-byte ones where something is. */
  bytes(bytes: Uint8Array): Uint8Array;
}

/** Up to 1 MiB every spelling is looked for; a full telemetry reply is only searched for the value as it is, or it would cost seconds. */
const MOST_BYTES_READ_AS_TEXT = 1024 * 1024;

/** A value known to be secret, in every spelling (secret-spellings.ts). Shorter than 4 characters it would only mangle the text. `isCut`: the text ends early, maybe in the middle of the secret. */
export function redactValue(secret: string, { isCut = false } = {}): ValueRedactor {
  if (secret.length < 4) return Object.assign((text: string) => text, { bytes: (bytes: Uint8Array) => bytes });
  const spellings = createSecretSpellings(secret);
  const redact: Redactor = (text) => {
    const searched = narrowText(text);
    const found = spellings.find(searched, isCut);
    if (found.length === 0) return text;
    const parts: string[] = [];
    let from = 0;
    for (const { start, end } of found) {
      parts.push(searched.slice(from, start), maskMark);
      from = end;
    }
    return parts.join('') + searched.slice(from);
  };
  return Object.assign(redact, {
    bytes(bytes: Uint8Array) {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const isWide = buffer.subarray(0, WIDE_SHOWS_WITHIN).includes(0);
      if (!isWide && bytes.length > MOST_BYTES_READ_AS_TEXT && !buffer.includes(secret)) return bytes;
      const text = buffer.toString('utf8');
      const masked = redact(text);
      return masked === text ? bytes : Buffer.from(masked);
    },
  });
}

/** One redactor out of many, applied in order. */
export function composeRedactors(redactors: readonly Redactor[]): Redactor {
  return (text) => redactors.reduce((masked, redact) => redact(masked), text);
}

/** What every text of this room goes through. */
export const maskText: Redactor = composeRedactors([redactAuthorization, redactNamedSecrets, redactJwts, redactUserInfo]);
