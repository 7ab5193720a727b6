// Which headers of an exchange are shown with their values. A list of those allowed: a header nobody thought of stays masked.
import type { ShownHeader } from '#shared/exchange.ts';
import { maskMark, type Redactor } from './masked-text.ts';

const shown: ReadonlySet<string> = new Set([
  'accept', 'accept-encoding', 'accept-ranges', 'age', 'allow', 'alt-svc', 'cache-control', 'cf-cache-status', 'cf-ray', 'connection', 'content-encoding',
  'content-language', 'content-length', 'content-type', 'date', 'etag', 'expires', 'host', 'keep-alive', 'last-modified', 'location', 'pragma',
  'proxy-authenticate', 'ratelimit', 'ratelimit-limit', 'ratelimit-policy', 'ratelimit-remaining', 'ratelimit-reset', 'request-id', 'retry-after', 'server',
  'server-timing', 'strict-transport-security', 'traceparent', 'trailer', 'transfer-encoding', 'upgrade', 'user-agent', 'vary', 'via', 'www-authenticate',
  'x-cache', 'x-content-type-options', 'x-correlation-id', 'x-powered-by', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'x-request-id',
]);

type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** In the order given; a header sent several times comes several times. */
export function buildShownHeaders(headers: HeaderValues, mask: Redactor): ShownHeader[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const values = value === undefined ? [] : typeof value === 'string' ? [value] : value;
    return values.map((one) => ({ name: mask(name), value: shownValue(name.toLowerCase(), one, mask) }));
  });
}

function shownValue(name: string, value: string, mask: Redactor): string {
  if (name === 'authorization') return `${/^(bearer|basic)\b/i.exec(value)?.[0] ?? ''} ${maskMark}`.trim();
  if (!shown.has(name)) return maskMark;
  return mask(name === 'location' ? withoutQueryValues(value) : value);
}

/** Of an address that leads elsewhere the names of its query stay: codes and states of a sign-in are secrets too. */
function withoutQueryValues(location: string): string {
  const [, address = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(location) ?? [];
  return address + rest.replace(/=[^&#]*/g, `=${maskMark}`).replace(/#.*$/s, `#${maskMark}`);
}
