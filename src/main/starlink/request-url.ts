// Address of a call: percent-encoded path segments, repeated keys for lists.

export type QueryValue = string | number | boolean | readonly string[] | null | undefined;

/**
 * `apiUrl` without a slash at the end, `path` one string per segment, ids as they are.
 * A list becomes repeated keys (`?serviceLineNumbers=A&serviceLineNumbers=B`); null and undefined are left out.
 */
export function buildRequestUrl(apiUrl: string, path: readonly string[], query: Readonly<Record<string, QueryValue>> = {}): URL {
  const url = new URL(`${apiUrl.replace(/\/+$/, '')}/${path.map(encodeSegment).join('/')}`);
  for (const [key, value] of Object.entries(query)) {
    if (value === null || value === undefined) continue;
    for (const single of Array.isArray(value) ? (value as readonly string[]) : [String(value)]) url.searchParams.append(key, single);
  }
  return url;
}

/** encodeURIComponent leaves dots alone, and `new URL` would take a segment of dots, also as `%2e`, for a step up: such an id cannot be asked for. */
function encodeSegment(segment: string): string {
  if (segment === '' || segment === '.' || segment === '..') throw new RangeError(`"${segment}" cannot be a path segment`);
  return encodeURIComponent(segment);
}
