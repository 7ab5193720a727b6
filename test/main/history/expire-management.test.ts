import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openManagementHistory, type ManagementHistory } from '../../../src/main/history/management-history.ts';
import type { LogLevel } from '../../../src/shared/log-line.ts';
import { buildRecord, buildWalk, terminal } from './management-walks.ts';
import { readClosedFile } from './read-closed-file.ts';

const DAY_MS = 86_400_000;
/** Less is not kept: lapsed terminals need 30 days. */
const KEPT_DAYS = 31;

async function open(folder: string, historyDays?: number): Promise<{ readonly history: ManagementHistory; readonly lines: [LogLevel, string][] }> {
  const lines: [LogLevel, string][] = [];
  const opened = await openManagementHistory({ folder, log: (level, text) => lines.push([level, text]), ...(historyDays === undefined ? {} : { historyDays: () => historyDays }) });
  if (!opened.ok) throw new Error(opened.error.message);
  return { history: opened.value, lines };
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'groundtrack-expire-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const round = fc.record({
  credentialId: fc.constantFrom('c1', 'c2'), kind: fc.constantFrom('user-terminals' as const, 'service-lines' as const), complete: fc.nat(4).map((n) => n > 0), failed: fc.nat(6).map((n) => n === 0),
  days: fc.constantFrom(0, 1, 1, 1, 3), listed: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')), nickname: fc.constantFrom('one', 'two'), end: fc.nat(12).map((n) => n === 0),
});

test('whatever was known within the retention is answered after it as before', { timeout: 120_000 }, async () => {
  let removed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 60, maxLength: 80 }), (rounds) => inFolder(async (folder) => {
      let { history } = await open(folder);
      let nowMs = 1_000 * DAY_MS + 7;
      const dates = new Set<number>();
      for (const { credentialId, kind, complete, failed, days, listed, nickname, end } of rounds) {
        nowMs += days * DAY_MS + 60_000;
        const record = buildRecord(kind, nowMs, credentialId);
        if (failed) await history.recordFailure(record, 'refused');
        else {
          await history.recordWalk(record, buildWalk(kind, listed.map((id) => (kind === 'user-terminals' ? terminal(id, { nickname }) : { serviceLineNumber: id, nickname })), { complete }));
          if (complete) dates.add(Math.floor(nowMs / DAY_MS));
        }
        if (end) await history.endCredential(credentialId, nowMs);
      }
      // The last one is of the day that is looked at.
      const last = buildWalk('products', [{ productReferenceId: 'p' }]);
      await history.recordWalk(buildRecord('products', nowMs), last);
      dates.add(Math.floor(nowMs / DAY_MS));
      const oldestMs = Math.min(nowMs - KEPT_DAYS * DAY_MS, [...dates].sort((a, b) => b - a).slice(0, KEPT_DAYS).at(-1)! * DAY_MS);
      const answers = async (): Promise<unknown[]> => {
        const asked: unknown[] = [await history.loadCurrent(nowMs - 30 * DAY_MS)];
        for (let atMs = oldestMs; atMs <= nowMs + DAY_MS; atMs += 1.5 * DAY_MS) asked.push(await history.loadAsOf(atMs));
        return asked;
      };
      const before = await answers();
      await history.close();
      const reopened = await open(folder, 2);
      ({ history } = reopened);
      await history.recordWalk(buildRecord('products', nowMs), last);
      expect(await answers()).toEqual(before);
      removed += reopened.lines.length;
      await history.close();
      expect(await readClosedFile(folder, 'SELECT * FROM versions WHERE walk_id NOT IN (SELECT walk_id FROM walks)')).toEqual([]);
      if (dates.size >= KEPT_DAYS) expect(await readClosedFile(folder, `SELECT * FROM versions WHERE valid_to_ms <= ${oldestMs}`)).toEqual([]);
    })),
    { numRuns: 4, endOnFailure: true },
  );
  expect(removed).toBeGreaterThan(0);
});

test('years of readings shrink to those within the retention, once a day and told in the log', () => inFolder(async (folder) => {
  const first = await open(folder);
  for (let day = 0; day < 60; day++) await first.history.recordWalk(buildRecord('user-terminals', day * DAY_MS + 5), buildWalk('user-terminals', [terminal('a', { nickname: `on day ${day}` })]));
  await first.history.close();
  const { history, lines } = await open(folder, 40);
  for (const ms of [60 * DAY_MS, 60 * DAY_MS + 60_000]) await history.recordWalk(buildRecord('user-terminals', ms), buildWalk('user-terminals', [terminal('a', { nickname: 'on day 59' })]));
  await history.close();
  // Day 20 ended what day 19 had said; what said so of day 20 itself stays, since the range begins at its first hour.
  expect(lines).toEqual([[1, 'Management history older than 40 d removed: 19 versions, 19 readings of lists']]);
  expect(await readClosedFile(folder, 'SELECT count(*)::INTEGER, min(valid_from_ms)::DOUBLE FROM versions')).toEqual([[41, 19 * DAY_MS + 5]]);
}));

test.each([['a clock that runs years ahead', 40, 2_000], ['a console that did not poll for a year', 10, 365]])('%s empties nothing', (_what, days, later) => inFolder(async (folder) => {
  const first = await open(folder);
  for (let day = 0; day < days; day++) await first.history.recordWalk(buildRecord('user-terminals', day * DAY_MS), buildWalk('user-terminals', [terminal('a', { nickname: `on day ${day}` })]));
  await first.history.close();
  const { history, lines } = await open(folder, 60);
  for (const day of [later, later + 1]) await history.recordWalk(buildRecord('user-terminals', day * DAY_MS), buildWalk('user-terminals', [terminal('a')]));
  await history.close();
  expect(lines).toEqual([]);
  expect(await readClosedFile(folder, 'SELECT count(*)::INTEGER FROM versions')).toEqual([[days + 1]]);
}));
