// Times, durations, ages and countdowns.
import { describe, expect, it } from 'vitest';
import { formatAge, formatBothZones, formatClock, formatCountdown, formatDuration, formatTime, formatUtcDate, zoneLabel } from '../../../src/renderer/formats/format-time.ts';

const atMs = Date.UTC(2026, 10, 22, 18, 31, 7, 900);

describe('formatTime', () => {
  it('shows UTC as UTC, cut to the second', () => {
    expect(formatTime(atMs, 'utc')).toBe('2026-11-22 18:31:07');
    expect(formatClock(atMs, 'utc')).toBe('18:31:07');
    expect(zoneLabel(atMs, 'utc')).toBe('UTC');
  });
  it('shows local time of the machine with its offset', () => {
    const local = new Date(2026, 0, 3, 4, 5, 6).getTime();
    expect(formatTime(local, 'local')).toBe('2026-01-03 04:05:06');
    expect(zoneLabel(local, 'local')).toMatch(/^UTC[+-]\d\d:\d\d$/);
  });
  it('says N/A for nothing and for a time that no calendar has', () => {
    expect(formatTime(null, 'utc')).toBe('N/A');
    expect(formatTime(1e18, 'utc')).toBe('N/A');
  });
});

describe('formatUtcDate', () => {
  it.each([
    [Date.UTC(2026, 9, 5), '2026-10-05'], [Date.UTC(2026, 9, 6) - 1, '2026-10-05'], [0, '1970-01-01'], [-1, '1969-12-31'], [Date.UTC(2024, 1, 29, 12), '2024-02-29'],
    [Date.UTC(12_026, 0, 1), '+012026-01-01'], [null, 'N/A'], [Number.NaN, 'N/A'], [1e18, 'N/A'],
  ])('shows %s as %s', (ms, text) => {
    expect(formatUtcDate(ms)).toBe(text);
  });
  it('and formatTime agree with the calendar of the engine', () => {
    for (let i = 0; i < 5_000; i++) {
      const ms = (i - 2_000) * 86_399_123;
      expect(formatTime(ms, 'utc')).toBe(new Date(ms).toISOString().slice(0, 19).replace('T', ' '));
    }
  });
});

describe('formatDuration', () => {
  it.each([
    [535_000, '6d 4h'],
    [86_400, '1d 0h'],
    [86_399, '23h 59m'],
    [15_120, '4h 12m'],
    [725, '12m 5s'],
    [45, '45s'],
    [0.4, '<1s'],
    [0, '0s'],
    [null, 'N/A'],
  ])('%s s → %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatAge and formatCountdown', () => {
  it.each([
    [14_900, '14 s'],
    [42 * 60_000, '42 min'],
    [47 * 3_600_000, '47 h'],
    [6 * 86_400_000, '6 d'],
    [-5_000, '0 s'],
    [null, 'N/A'],
  ])('age %s → %s', (ageMs, text) => {
    expect(formatAge(ageMs)).toBe(text);
  });
  it('counts down to nothing and no further', () => {
    expect(formatCountdown(37_200)).toBe('0:38');
    expect(formatCountdown(725_000)).toBe('12:05');
    expect(formatCountdown(-3)).toBe('0:00');
  });
});

describe('formatBothZones', () => {
  it('tells a time in both zones, the chosen one first', () => {
    const [utc, local] = [`2026-11-22 18:31:07 UTC`, `${formatTime(atMs, 'local')} ${zoneLabel(atMs, 'local')}`];
    expect(formatBothZones(atMs, 'utc')).toBe(`${utc} · ${local}`);
    expect(formatBothZones(atMs, 'local')).toBe(`${local} · ${utc}`);
    expect(formatBothZones(null, 'utc')).toBe('N/A');
  });
});
