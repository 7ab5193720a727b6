// How a secret may lie in bytes: what a search for leaks looks for.

/** The secret and its first half, raw, as UTF-16, percent- and JSON-escaped, and the part of its base64 that no neighbour changes. */
export function leakSpellings(secret: string): readonly Buffer[] {
  const half = secret.slice(0, Math.ceil(secret.length / 2));
  const texts = [secret, half].flatMap((text) => [text, encodeURIComponent(text), encodeURIComponent(text).toLowerCase(), JSON.stringify(text).slice(1, -1)]);
  const base64 = [0, 1, 2].map((before) => Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64').slice(4, 28));
  return [...new Set([...texts, ...base64])].flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')]);
}

/** The longest part of a secret that looks the same in every spelling but base64. */
export function plainCore(secret: string): string {
  return (secret.match(/[a-z0-9]+/gi) ?? []).reduce((longest, one) => (one.length > longest.length ? one : longest), '');
}
