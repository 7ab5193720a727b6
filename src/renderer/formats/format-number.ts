// Numbers as the pages show them (pages.md, "Formats"). Without units: those stand in the header or beside the figure.
// A value that is not zero never shows as zero.

/** What every page shows for a value that is not there. */
export const notAvailable = 'N/A';

/** Fixed decimals; 0.0004 with 3 decimals → "<0.001", -0.0004 → ">-0.001", null → "N/A". */
export function formatDecimals(value: number | null, decimals: number): string {
  if (value === null || !Number.isFinite(value)) return notAvailable;
  const text = value.toFixed(decimals);
  if (value !== 0 && Number(text) === 0) {
    const least = (10 ** -decimals).toFixed(decimals);
    return value > 0 ? `<${least}` : `>-${least}`;
  }
  return value === 0 ? (0).toFixed(decimals) : text;
}

/** Percent of 0–100: signal 0 decimals, obstruction 2, drop rate 3. */
export function formatPercent(percent: number | null, decimals: number): string {
  return formatDecimals(percent, decimals);
}

/** Throughput: 1 decimal, 2 below 1 Mbps. */
export function formatMbps(mbps: number | null): string {
  return formatFinerBelow(mbps, 1, 1, 2);
}

/** Latency in ms: 0 decimals, 1 below 10 ms. */
export function formatMs(ms: number | null): string {
  return formatFinerBelow(ms, 10, 0, 1);
}

/** Bytes as GB (10⁹ bytes), 2 decimals. */
export function formatGigabytes(bytes: number | null): string {
  return formatDecimals(bytes === null ? null : bytes / 1e9, 2);
}

/** Data usage, which the API gives in GB, 2 decimals. */
export function formatUsage(usageGB: number | null): string {
  return formatDecimals(usageGB, 2);
}

/** Degrees, 5 decimals. */
export function formatCoordinate(degrees: number | null): string {
  return formatDecimals(degrees, 5);
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Whole things: 10000 → "10,000". */
export function formatCount(count: number | null): string {
  return count === null || !Number.isFinite(count) ? notAvailable : grouped.format(count);
}

/** The finer form only while the rounded figure stays below the limit: 0.996 is "1.0", not "1.00". */
function formatFinerBelow(value: number | null, limit: number, decimals: number, finerDecimals: number): string {
  if (value === null || !Number.isFinite(value)) return notAvailable;
  const isFine = value !== 0 && Math.abs(Number(value.toFixed(finerDecimals))) < limit;
  return formatDecimals(value, isFine ? finerDecimals : decimals);
}
