// An amount on disk in the unit that suits it, in powers of ten as disks are sold.
import { notAvailable } from './format-number.ts';

const units = ['kB', 'MB', 'GB', 'TB'] as const;

/** 1_234_567 → "1.2 MB", 999 → "1 kB", 0 → "0 kB", 12_340_000_000 → "12.3 GB"; null → "N/A". */
export function formatBytes(bytes: number | null): string {
  if (bytes === null || !Number.isFinite(bytes)) return notAvailable;
  if (bytes <= 0) return '0 kB';
  let value = bytes / 1e3;
  let unit = 0;
  // By the figure that is shown: 999.96 MB are 1.0 GB.
  while (value >= (unit === 0 ? 999.5 : 999.95) && unit < units.length - 1) {
    value /= 1e3;
    unit++;
  }
  return `${unit === 0 ? Math.max(1, Math.round(value)) : value.toFixed(1)} ${units[unit]}`;
}
