// A terminal that Management no longer lists stays for the retention, and both its staying and its going are logged.
import { beforeEach, expect, test } from 'vitest';
import type { LogLevel } from '#shared/log-line.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { ManagedTerminal } from '../../../src/main/history/current-management.ts';
import { keepLapsed } from '../../../src/main/poll-loops/lapsed-terminals.ts';
import { DAY_MS, NOW_MS } from '../history/usage-walks.ts';
import { buildManaged } from '../tables/current-rows.ts';

let logged: string[];
let shown: readonly ManagedTerminal[];
beforeEach(() => {
  logged = [];
  shown = [];
});

/** One complete walk that lists these terminals. */
function walk(ids: readonly string[], atMs: number, retentionDays = 1): readonly (readonly [string, boolean])[] {
  const ports = { now: () => atMs, settings: () => ({ ...defaultSettings, retentionDays }), log: (level: LogLevel, text: string) => void logged.push(`${String(level)} ${text}`) };
  shown = keepLapsed(shown, ids.map((deviceId) => buildManaged({ deviceId })), ports);
  return shown.map((row) => [row.deviceId, row.lastListedAtMs !== null] as const);
}

test('it stays as it was for a day after the walk that missed it, then goes; both are logged at Info 1', () => {
  walk(['uta', 'utb'], NOW_MS);
  expect(walk(['utb'], NOW_MS + 60_000)).toEqual([['utb', false], ['uta', true]]);
  expect(walk(['utb'], NOW_MS + 60_000 + DAY_MS)).toEqual([['utb', false], ['uta', true]]);
  expect(shown.at(-1)).toEqual(buildManaged({ deviceId: 'uta', lastListedAtMs: NOW_MS + 60_000 }));
  expect(walk(['utb'], NOW_MS + 60_001 + DAY_MS)).toEqual([['utb', false]]);
  expect(logged).toEqual([
    '1 One user terminal is no longer listed by the Management API; in the table for up to 1 d: uta', '1 One user terminal is gone from the Management API for over 1 d and no longer kept: uta',
  ]);
});

test('it is listed again when it comes back, and the setting counts as it is now', () => {
  walk(['uta', 'utb'], NOW_MS);
  walk(['utb'], NOW_MS + 60_000, 3);
  expect(walk(['utb'], NOW_MS + 2 * DAY_MS, 3)).toEqual([['utb', false], ['uta', true]]);
  expect(walk(['uta', 'utb'], NOW_MS + 3 * DAY_MS, 3)).toEqual([['uta', false], ['utb', false]]);
  expect(walk(['utb'], NOW_MS + 5 * DAY_MS, 3)).toEqual([['utb', false], ['uta', true]]);
  expect(walk(['utb'], NOW_MS + 6 * DAY_MS + 1, 1)).toEqual([['utb', false]]);
});

test('many are one line, with the first twenty by name', () => {
  walk(Array.from({ length: 25 }, (_, index) => `ut${String(index)}`), NOW_MS);
  walk([], NOW_MS + 1);
  expect(logged).toEqual([expect.stringMatching(/^1 25 user terminals are no longer listed .*: ut0, ut1, .*, ut19 and 5 more$/)]);
});
