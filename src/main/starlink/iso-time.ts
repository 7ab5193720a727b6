// ISO 8601 times of the Management API and of telemetry/query, to the last digit they give.

/** Day · clock · seconds · fraction · offset. */
const spelling = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:[.,](\d+))?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * '2026-11-22T17:00:15.596009+00:00' → ns since the epoch; null when it is no such time. Digits beyond nanoseconds are cut off. A time without
 * offset is UTC; a blank for the T, no seconds, '+02' and '+0200' are taken, too.
 */
export function parseIsoTimeNs(value: unknown): bigint | null {
  if (typeof value !== 'string') return null;
  const match = spelling.exec(value.trim());
  if (match === null) return null;
  const [, day = '', clock = '', seconds = ':00', fraction = '', offset = 'Z'] = match;
  const ms = Date.parse(`${day}T${clock}${seconds}${fullOffset(offset)}`);
  if (Number.isNaN(ms)) return null;
  return BigInt(ms) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}

/** '+02' and '+0200' → '+02:00'. */
function fullOffset(offset: string): string {
  if (/^z$/i.test(offset)) return 'Z';
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  return `${offset[0] ?? '+'}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
