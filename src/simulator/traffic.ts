// How much a terminal moves: one function of time, which makes the 15 s samples and, integrated, the days of the data usage.
import { dayS } from './billing-cycles.ts';
import type { TerminalKind } from './names.ts';
import { between, hash32, unit } from './seeded-numbers.ts';

/** What the traffic of a terminal hangs on. */
export interface TrafficSource {
  /** Two kits that take turns on one line share it: the people behind them are the same. */
  readonly trafficKey: number;
  readonly kind: TerminalKind;
  /** Downlink on an ordinary working day, averaged over 24 hours. */
  readonly meanMbps: number;
}

/** Uplink is 5 to 17 % of the downlink. */
export const uplinkShare = { least: 0.05, spread: 0.12 } as const;
const meanUplinkShare = uplinkShare.least + uplinkShare.spread / 2;
// Mbps over a day → GB.
const gbPerMbpsDay = dayS / 8 / 1000;
// Rain takes about this much of a wet hour's traffic, and it rains about a sixth of the time.
const meanRainLoss = 0.02;

// Those who use too much reach their limit after so many days of the cycle.
export const quotaUsedUpAfterDays = 17;
/** What is left of their speed from then on. */
export const rateLimitedShare = 0.02;

/** Downlink Mbps wanted: the day, the hour, two slow swells, and bursts, each with a mean of 1. */
export function demandMbps(source: TrafficSource, second: number): number {
  const day = Math.floor(second / dayS);
  const level = dayLevel(source, day);
  if (level === 0) return 0;
  const turn = ((second - day * dayS) / dayS) * 2 * Math.PI;
  return source.meanMbps * level * hourShape(turn) * swell(source.trafficKey, day, turn) * burst(source.trafficKey, Math.floor(second / 15));
}

/** GB of a day (downlink and uplink), or of its first `partS` seconds. */
export function dayTrafficGB(source: TrafficSource, day: number, partS: number = dayS): number {
  const share = partS >= dayS ? 1 : integrateHours((partS / dayS) * 2 * Math.PI) / (2 * Math.PI);
  return source.meanMbps * dayLevel(source, day) * share * gbPerMbpsDay * (1 + meanUplinkShare) * (1 - meanRainLoss);
}

/** 0 on a day off, about 1 on an ordinary day. */
function dayLevel(source: TrafficSource, day: number): number {
  const { trafficKey: key, kind } = source;
  if (isLaidUp(key, day)) return 0;
  // Day 0 of 1970 was a Thursday.
  const weekday = (day + 4) % 7;
  const weekend = weekday === 0 || weekday === 6;
  const week = !weekend ? 1 : kind === 'site' ? 0.35 : kind === 'truck' && key % 4 !== 1 ? 0 : 1;
  return week * (0.45 + 1.1 * unit(key, day, 0xda1));
}

/** One in 29 is laid up for 33 to 45 days every few months: nothing is used then. */
function isLaidUp(key: number, day: number): boolean {
  if (key % 29 !== 7) return false;
  const periodDays = between(90, 150, key, 0x1a1d);
  return (day + hash32(key, 0x1a1e) % periodDays) % periodDays < between(33, 45, key, 0x1a1f);
}

// Least at 03:00, most at 15:00 UTC.
const hourSwing = 0.54;
const hourPhase = (9 / 24) * 2 * Math.PI;

function hourShape(turn: number): number {
  return 1 + hourSwing * Math.sin(turn - hourPhase);
}

function integrateHours(turn: number): number {
  return turn - hourSwing * (Math.cos(turn - hourPhase) - Math.cos(hourPhase));
}

/** Whole periods a day, so that a day's mean stays 1, also together with the hours. */
function swell(key: number, day: number, turn: number): number {
  const phases = hash32(key, day, 0xd21f);
  const slow = Math.sin(turn * (7 + (phases & 7)) + (phases & 0xff) / 40);
  const quick = Math.sin(turn * (31 + ((phases >>> 8) & 15)) + ((phases >>> 16) & 0xff) / 40);
  return 1 + 0.45 * slow + 0.3 * quick;
}

/** Somebody fetches something large: eleven times the mean, one slot in fifty. */
function burst(key: number, slot: number): number {
  const roll = unit(key, slot, 0xb125);
  if (roll > 0.98) return 11;
  if (roll > 0.9) return 3;
  return 0.2 + 0.8 * unit(key, slot, 0xb126);
}
