// Takes tokens and secrets out of any text before it can reach a log, an error or a page.

export type Redactor = (text: string) => string;

const mark = '•••';

/** `Bearer …` and `Basic …` of an Authorization header. */
export const redactAuthorization: Redactor = (text) => text.replace(/\b(bearer|basic)(\s+|%20|\+)[A-Za-z0-9._~+/=-]{4,}/gi, `$1 ${mark}`);

/** Values of client_secret, access_token and their like, in form bodies, JSON and plain sentences. */
export const redactNamedSecrets: Redactor = (text) =>
  text
    .replace(/(["']?(?:client_?secret|client_?assertion|access_?token|refresh_?token|id_?token|password)["']?\s*[:=]\s*)(["'])(?:\\.|(?!\2)[^\\])*(?:\2|$)/gi, `$1$2${mark}$2`)
    .replace(/((?:client_?secret|client_?assertion|access_?token|refresh_?token|id_?token|password)\s*[:=]\s*)[^\s"'&,;}]+/gi, `$1${mark}`);

/** Anything that looks like a JSON web token: base64url of `{"…`, a dot, more base64url. */
export const redactJwts: Redactor = (text) => text.replace(/\beyJ[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*){0,2}/g, mark);

/** A value known to be secret, also in its percent-encoded and form-encoded spellings. Shorter than 4 characters it would only mangle the text. */
export function redactValue(secret: string): Redactor {
  if (secret.length < 4) return (text) => text;
  const percentEncoded = encodeURIComponent(secret);
  const formEncoded = new URLSearchParams({ v: secret }).toString().slice(2);
  const jsonEncoded = JSON.stringify(secret).slice(1, -1);
  const spellings = [...new Set([secret, percentEncoded, formEncoded, jsonEncoded])].sort((a, b) => b.length - a.length);
  return (text) => spellings.reduce((masked, spelling) => masked.split(spelling).join(mark), text);
}

/** One redactor out of many, applied in order. */
export function composeRedactors(redactors: readonly Redactor[]): Redactor {
  return (text) => redactors.reduce((masked, redact) => redact(masked), text);
}

/** What every text of this room goes through. */
export const maskText: Redactor = composeRedactors([redactAuthorization, redactNamedSecrets, redactJwts]);
