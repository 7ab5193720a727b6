// ISO 8601 times of the Management API and of telemetry/query, to the last digit they give.

/** '2026-11-22T17:00:15.596009+00:00' → ns since the epoch; null when it is no such time. Digits beyond nanoseconds are cut off. A time without offset is UTC. */
export function parseIsoTimeNs(value: unknown): bigint | null {
  if (typeof value !== 'string') return null;
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})?$/i.exec(value.trim());
  if (match === null) return null;
  const [, seconds = '', fraction = '', offset = 'Z'] = match;
  const ms = Date.parse(`${seconds}${offset.toUpperCase()}`);
  if (Number.isNaN(ms)) return null;
  return BigInt(ms) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}
