// One short text for what a Management row says, so that only real changes make a new version.
import { createHash } from 'node:crypto';

/**
 * Equal for rows that differ only in the order of fields or of list members: the API promises neither, and its lists
 * (routers, blocks, circuits) are sets. 128 bits of SHA-256 as hex.
 */
export function buildFingerprint(source: unknown): string {
  return createHash('sha256').update(buildCanonicalText(source)).digest('hex').slice(0, 32);
}

/** Of a cycle's days, value by value; they stand in the order of time already. */
export function buildDaysFingerprint(days: Float64Array): string {
  return createHash('sha256').update(new Uint8Array(days.buffer, days.byteOffset, days.byteLength)).digest('base64url').slice(0, 22);
}

function buildCanonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(buildCanonicalText).sort().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${buildCanonicalText(field)}`).join(',')}}`;
}
