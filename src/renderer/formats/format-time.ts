// Points in time, durations and ages as the pages show them.
import { notAvailable } from './format-number.ts';

/** The last moment that a Date can hold (ECMAScript), and minus that the first. */
const LAST_TIME_MS = 8.64e15;

export type TimeDisplay = 'utc' | 'local';

/** Epoch ms → "2026-11-22 18:31:07" in UTC or in this machine's zone; null → "N/A". */
export function formatTime(atMs: number | null, display: TimeDisplay): string {
  const parts = partsOf(atMs, display);
  return parts === null ? notAvailable : `${parts.date} ${parts.time}`;
}

/** A UTC day, whatever zone times are shown in: Starlink's billing days and cycles are UTC days. Epoch ms → "2026-11-22". */
export function formatUtcDate(atMs: number | null): string {
  return partsOf(atMs, 'utc')?.date ?? notAvailable;
}

/** Epoch ms → "18:31:07". */
export function formatClock(atMs: number | null, display: TimeDisplay): string {
  return partsOf(atMs, display)?.time ?? notAvailable;
}

/** Name of the zone that a time was shown in: "UTC" or "UTC+01:00". */
export function zoneLabel(atMs: number, display: TimeDisplay): string {
  if (display === 'utc') return 'UTC';
  const offsetMin = -new Date(atMs).getTimezoneOffset();
  const sign = offsetMin < 0 ? '-' : '+';
  const size = Math.abs(offsetMin);
  return `UTC${sign}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** For tooltips: "2026-11-22 18:31:07 UTC · 2026-11-22 19:31:07 UTC+01:00", the chosen zone first; null → "N/A". */
export function formatBothZones(atMs: number | null, display: TimeDisplay): string {
  if (partsOf(atMs, display) === null) return notAvailable;
  return [display, display === 'utc' ? 'local' : 'utc'].map((zone) => `${formatTime(atMs, zone as TimeDisplay)} ${zoneLabel(atMs!, zone as TimeDisplay)}`).join(' · ');
}

/** Seconds → the two greatest units, cut and not rounded: "6d 4h", "4h 12m", "12m 5s", "45s". */
export function formatDuration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return notAvailable;
  if (seconds > 0 && seconds < 1) return '<1s';
  const whole = Math.max(0, Math.floor(seconds));
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor(whole / 3_600) % 24;
  const minutes = Math.floor(whole / 60) % 60;
  if (days > 0) return `${days}d ${hours}h`;
  if (hours > 0) return `${hours}h ${minutes}m`;
  if (minutes > 0) return `${minutes}m ${whole % 60}s`;
  return `${whole}s`;
}

/** Age or wait of so many ms → "14 s", "42 min", "3 h", "6 d"; a negative one counts as none. */
export function formatAge(ageMs: number | null): string {
  if (ageMs === null || !Number.isFinite(ageMs)) return notAvailable;
  const seconds = Math.max(0, Math.floor(ageMs / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  // Two days in hours: "47 h" says more than "1 d".
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** Time left → "0:38", "12:05"; nothing left → "0:00". */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  return `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`;
}

function partsOf(atMs: number | null, display: TimeDisplay): { readonly date: string; readonly time: string } | null {
  if (atMs === null || !(Math.abs(atMs) <= LAST_TIME_MS)) return null;
  if (display === 'utc') return utcParts(Math.trunc(atMs));
  const at = new Date(atMs);
  return {
    date: `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`,
    time: `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`,
  };
}

/** Searching 200,000 days of usage writes as many dates: most are of a few hundred days. */
const dayTexts = new Map<number, string>();
const MOST_DAY_TEXTS = 2_000;
const DAY_MS = 86_400_000;

function utcParts(atMs: number): { readonly date: string; readonly time: string } {
  const day = Math.floor(atMs / DAY_MS);
  let date = dayTexts.get(day);
  if (date === undefined) {
    if (dayTexts.size >= MOST_DAY_TEXTS) dayTexts.clear();
    date = new Date(day * DAY_MS).toISOString().slice(0, -14);
    dayTexts.set(day, date);
  }
  const seconds = Math.floor((atMs - day * DAY_MS) / 1_000);
  return { date, time: `${pad(Math.floor(seconds / 3_600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}` };
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
