// The range of an export as two fields of a form, in the zone that times are shown in.
import { formatTime, type TimeDisplay } from '../formats/format-time.ts';
import { parseMoment } from '../tables/filters/time-words.ts';

export interface ExportRange {
  /** As a field of the browser has it: "2026-11-22T17:00". */
  readonly from: string;
  readonly to: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The last 24 hours, up to the end of this minute. */
export function lastDay(nowMs: number, display: TimeDisplay): ExportRange {
  const toMs = Math.ceil(nowMs / MINUTE_MS) * MINUTE_MS;
  return { from: fieldText(toMs - DAY_MS, display), to: fieldText(toMs, display) };
}

/** Epoch ms, or why there is no such range in words. */
export function readRange({ from, to }: ExportRange, display: TimeDisplay): { readonly fromMs: number; readonly toMs: number } | string {
  const first = parseMoment(from, display);
  const last = parseMoment(to, display);
  if (first === null || last === null) return 'Give both times with date and time of day.';
  return first.fromMs < last.fromMs ? { fromMs: first.fromMs, toMs: last.fromMs } : '“From” has to lie before “To”.';
}

function fieldText(atMs: number, display: TimeDisplay): string {
  return formatTime(atMs, display).slice(0, 16).replace(' ', 'T');
}
