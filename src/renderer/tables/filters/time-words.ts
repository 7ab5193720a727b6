// Times and durations as they are typed in filters: "2026-11-01", "2026-11-01T10:30Z", "10m", "1h30m", "6d".
import type { TimeDisplay } from '../../formats/format-time.ts';

/** From the first ms on, up to but not including the last. "2026-11-01" is the whole day. */
export interface Moment {
  readonly fromMs: number;
  readonly toMs: number;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const spoken = /^(?:\d+(?:\.\d+)?\s*(?:ms|min|s|m|h|d|w)\s*)+$/i;

/** "1h30m" → 5,400,000 ms; null for anything else. */
export function parseDuration(text: string): number | null {
  const words = text.trim();
  if (!spoken.test(words)) return null;
  let sum = 0;
  for (const [, amount, unit] of words.matchAll(/(\d+(?:\.\d+)?)\s*(ms|min|s|m|h|d|w)/gi)) sum += Number(amount) * units[unit!.toLowerCase()]!;
  return Number.isFinite(sum) ? sum : null;
}

const iso = /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z)?)?)?$/i;

/** A month, a day, a minute or a second; in the zone that times are shown in unless it ends in Z. null for what is no such time. */
export function parseMoment(text: string, display: TimeDisplay): Moment | null {
  const found = iso.exec(text.trim());
  if (found === null) return null;
  const [, year, month, day, hour, minute, second, zone] = found;
  const parts = [Number(year), Number(month) - 1, Number(day ?? 1), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)] as const;
  const at = (...[y, mo, d, h, mi, s]: [number, number, number, number, number, number]): number => {
    const isUtc = display === 'utc' || zone !== undefined;
    return isUtc ? Date.UTC(y, mo, d, h, mi, s) : new Date(y, mo, d, h, mi, s).getTime();
  };
  const fromMs = at(...parts);
  const check = new Date(Date.UTC(...parts));
  // The 31st of February is no day, though Date makes one of it.
  const isReal = parts[1] === check.getUTCMonth() && parts[2] === check.getUTCDate() && parts[3] === check.getUTCHours() && parts[4] === check.getUTCMinutes() && parts[5] === check.getUTCSeconds();
  if (!isReal || Number.isNaN(fromMs)) return null;
  const [y, mo, d, h, mi, s] = parts;
  const toMs = day === undefined ? at(y, mo + 1, 1, 0, 0, 0)
    : hour === undefined ? at(y, mo, d + 1, 0, 0, 0)
      : second === undefined ? at(y, mo, d, h, mi + 1, 0) : at(y, mo, d, h, mi, s + 1);
  return { fromMs, toMs };
}
