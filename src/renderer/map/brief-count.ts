// Counts short enough for a hexagon.

/** 7 → "7", 999 → "999", 1234 → "1.2k", 34567 → "34k". */
export function formatBrief(count: number): string {
  if (count < 1_000) return String(count);
  const thousands = count / 1_000;
  return thousands < 10 ? `${Math.floor(thousands * 10) / 10}k` : `${Math.floor(thousands)}k`;
}
