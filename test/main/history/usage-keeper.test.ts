// Usage on a real file under a moving clock: twelve months, sides that never flip, and only what changed is news.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UsageNews } from '../../../src/main/history/current-usage.ts';
import { openManagementHistory, type ManagementHistory } from '../../../src/main/history/management-history.ts';
import type { WalkRecord } from '../../../src/main/history/management-versions.ts';
import { createUsageKeeper } from '../../../src/main/history/usage-keeper.ts';
import type { UsageWalk } from '../../../src/main/starlink/data-usage-api.ts';
import { readClosedFile } from './read-closed-file.ts';
import { buildUsageRecord, buildUsageWalk, cycle, day, DAY_MS, iso, mobilePlan, msOf, NOW_MS, overage, usageLine } from './usage-walks.ts';

// Opening a file takes a second or more on a loaded machine.
let folder: string;
let logged: string[];
let history: ManagementHistory;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'groundtrack-usage-'));
  logged = [];
  history = await open();
});
afterEach(async () => {
  await history.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(mostDays = 200_000): Promise<ManagementHistory> {
  const result = await openManagementHistory({ folder, log: (level, text) => logged.push(`${String(level)} ${text}`), mostDays });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function reopen(mostDays?: number): Promise<void> {
  await history.close();
  history = await open(mostDays);
}

async function record(sources: readonly unknown[], atMs = NOW_MS, part: Partial<WalkRecord> = {}, walk: Partial<UsageWalk> = {}): Promise<UsageNews> {
  const { news, historyError } = await history.usage.record(buildUsageRecord(atMs, part), buildUsageWalk(sources, walk));
  expect(historyError).toBeNull();
  return news;
}

const loadAll = async (atMs = NOW_MS, credentialId = 'c1'): Promise<UsageNews> => {
  const news = (await history.usage.load(atMs)).get(credentialId);
  if (!news) throw new Error(`nothing is known of ${credentialId}`);
  return news;
};
const monthsOf = (news: UsageNews) => news.months.map((row) => [new Date(row.cycleStartMs ?? NaN).toISOString().slice(0, 7), row.priorityGB]).sort();
const daysOf = (news: UsageNews) => news.days.map((row) => [new Date(row.dateMs ?? NaN).toISOString().slice(5, 10), row.mobilePriorityGB ?? row.fixedPriorityGB]).sort();

/** Rows of the closed file, as plain values. */
async function query(sql: string): Promise<unknown[]> {
  await history.close();
  return readClosedFile(folder, sql);
}

describe('what is stored', () => {
  test('comes back after a restart as it was told', async () => {
    const told = await record([usageLine('SL-1', [
      cycle('2026-10-05', { totalPriorityGB: 53.4, dailyDataUsage: [day('2026-10-06', 53.4)], overageLines: [overage({ activeFrom: null, productId: null })] }),
      cycle('2026-11-05', { totalPriorityGB: 7, totalStandardGB: null, dailyDataUsage: [day('2026-11-06', 7, { standardGB: null })] }),
    ])]);
    expect(told).toMatchObject({ reset: true, removed: { months: [], days: [], overageLines: [] }, daysFromMs: null });
    expect(told.months).toMatchObject([{ usageKey: `ACC-1/SL-1/${String(msOf('2026-10-05'))}`, side: 'mobile', priorityGB: 53.4, usageLimitGB: 50 }, { standardGB: null, usageLimitGB: 50, overageKnown: true }]);
    expect(told.overageLines).toMatchObject([{ currency: 'EUR', activeFromMs: null, productId: null, overagePrice: 6.8, cycleEndMs: msOf('2026-11-05') }]);
    expect(told.days).toMatchObject([{ mobilePriorityGB: 7, mobileStandardGB: null, fixedPriorityGB: null, totalGB: null }, { mobilePriorityGB: 53.4, totalGB: 53.4 }]);
    await reopen();
    const stored = await loadAll();
    expect({ ...stored, months: [...stored.months].sort((a, b) => (a.cycleStartMs ?? 0) - (b.cycleStartMs ?? 0)) }).toEqual(told);
  });

  test('is news only where something changed', async () => {
    const line = (priority: number, more: readonly unknown[] = []) => usageLine('SL-1', [cycle('2026-11-05', { totalPriorityGB: priority, dailyDataUsage: [day('2026-11-06', 1), day('2026-11-07', priority - 1), ...more] })]);
    const other = usageLine('SL-2', [cycle('2026-11-05')]);
    await record([line(3), other]);
    expect(await record([other, line(3)], NOW_MS + 300_000)).toMatchObject({ reset: false, months: [], days: [], overageLines: [] });
    const news = await record([line(5, [day('2026-11-08', 0.5)]), other], NOW_MS + 600_000);
    expect(monthsOf(news)).toEqual([['2026-11', 5]]);
    expect(daysOf(news)).toEqual([['11-07', 4], ['11-08', 0.5]]);
    expect(await query('SELECT day_ms, first_stored_ms, updated_ms FROM usage_days ORDER BY day_ms')).toEqual([
      [String(msOf('2026-11-06')), String(NOW_MS), String(NOW_MS)], [String(msOf('2026-11-07')), String(NOW_MS), String(NOW_MS + 600_000)], [String(msOf('2026-11-08')), String(NOW_MS + 600_000), String(NOW_MS + 600_000)],
    ]);
  });

  test('stays where a new look at a day says nothing of it', async () => {
    const look = (part: Readonly<Record<string, unknown>>) => [usageLine('SL-1', [cycle('2026-11-05', { dailyDataUsage: [day('2026-11-06', 1, part)] })])];
    await record(look({ standardGB: 4, nonBillableGB: 0.5 }));
    const news = await record(look({ standardGB: null, nonBillableGB: 0.6 }), NOW_MS + 1_000);
    expect(news.days).toMatchObject([{ mobileStandardGB: 4, nonBillableGB: 0.6, totalGB: 5.6 }]);
    expect((await loadAll()).days).toEqual(news.days);
  });

  test('is dated as Starlink says, else when it changed here; of a cycle that is over only a change counts', async () => {
    const look = (lastUpdated: string | null, priority = 1) => usageLine('SL-1', [cycle('2026-10-05', { totalPriorityGB: 9 }), cycle('2026-11-05', { totalPriorityGB: priority })], { lastUpdated });
    await record([look(iso('2026-11-26'))]);
    expect((await record([look(iso('2026-11-27'))], NOW_MS + 1_000)).months).toMatchObject([{ cycleStartMs: msOf('2026-11-05'), lastUpdatedAtMs: msOf('2026-11-27') }]);
    expect((await record([look(null)], NOW_MS + 2_000)).months).toEqual([]);
    expect((await record([look(null, 2)], NOW_MS + 3_000)).months).toMatchObject([{ lastUpdatedAtMs: NOW_MS + 3_000 }]);
  });
});

describe('what Starlink forgets', () => {
  const full = [usageLine('SL-1', ['2026-09-05', '2026-10-05', '2026-11-05'].map((start, index) => cycle(start, { totalPriorityGB: index + 1, dailyDataUsage: [day(start, index + 1)] }))), usageLine('SL-2', [cycle('2026-11-05', { totalPriorityGB: 8 })])];

  test.each([
    ['a cycle and a line', [usageLine('SL-1', [cycle('2026-11-05', { totalPriorityGB: 3 })])]],
    ['everything', []],
    ['the values', [usageLine('SL-1', [{ startDate: iso('2026-10-05') }, { startDate: iso('2026-11-05'), dailyDataUsage: null, totalPriorityGB: null }])]],
    ['the days', [usageLine('SL-1', [cycle('2026-10-05', { totalPriorityGB: 2 }), cycle('2026-11-05', { totalPriorityGB: 3, dailyDataUsage: [] })])]],
  ])('%s stays on disk and on the screen', async (_, forgetful) => {
    await record(full);
    const news = await record(forgetful, NOW_MS + DAY_MS, { kind: 'past-data-usage' });
    expect(news.removed).toEqual({ months: [], days: [], overageLines: [] });
    await reopen();
    const stored = await loadAll(NOW_MS + DAY_MS);
    expect(monthsOf(stored)).toEqual([['2026-09', 1], ['2026-10', 2], ['2026-11', 3], ['2026-11', 8]]);
    expect(daysOf(stored)).toEqual([['09-05', 1], ['10-05', 2], ['11-05', 3]]);
  });

  test('twelve months after its end a cycle goes, with its days and overage lines; the next one stays', async () => {
    await record([usageLine('SL-1', ['2025-10-27', '2025-11-27', '2026-11-05'].map((start) => cycle(start, { totalPriorityGB: 1, dailyDataUsage: [day(start, 1)], overageLines: [overage()] })))]);
    // It ended on 27 November 2025, 00:00: nine hours over the twelve months, so it was never stored.
    expect(monthsOf(await loadAll())).toEqual([['2025-11', 1], ['2026-11', 1]]);
    const later = msOf('2026-12-27');
    expect((await record([], later)).removed).toEqual({ months: [], days: [], overageLines: [] });
    const news = await record([], later + 1);
    expect(news.removed).toMatchObject({ months: [`ACC-1/SL-1/${String(msOf('2025-11-27'))}`], days: [`ACC-1/SL-1/${String(msOf('2025-11-27'))}`], overageLines: [expect.stringContaining(String(msOf('2025-11-27'))) as string] });
    expect(logged).toContain('1 ACC-1: 1 billing cycles ended more than twelve months ago; their usage is removed');
    expect(await query('SELECT (SELECT count(*)::INTEGER FROM usage_cycles), (SELECT count(*)::INTEGER FROM usage_days), (SELECT count(*)::INTEGER FROM overage_lines)')).toEqual([[1, 1, 1]]);
  });

  test('time goes on while nothing is polled: a start removes what is too old', async () => {
    await record(full);
    await reopen();
    expect(monthsOf(await loadAll(msOf('2027-10-06')))).toEqual([['2026-10', 2], ['2026-11', 3], ['2026-11', 8]]);
  });
});

describe('fixed or mobile', () => {
  const look = (part: Readonly<Record<string, unknown>>, cyclePart: Readonly<Record<string, unknown>> = {}) => [usageLine('SL-1', [cycle('2026-11-05', { totalPriorityGB: 5, dailyDataUsage: [day('2026-11-06', 5)], ...cyclePart })], part)];
  const sides = (news: UsageNews) => [news.months.map(({ side }) => side), news.days.map((row) => [row.fixedPriorityGB, row.mobilePriorityGB])];

  test('is what the plan said at first, for months and days, whatever the plan becomes', async () => {
    expect(sides(await record(look({})))).toEqual([['mobile'], [[null, 5]]]);
    const fixed = { ...mobilePlan, isMobilePlan: false };
    const changed = await record(look({ servicePlan: fixed }, { totalPriorityGB: 6, dailyDataUsage: [day('2026-11-06', 5), day('2026-11-07', 1)] }), NOW_MS + 1_000);
    expect(sides(changed)).toEqual([['mobile'], [[null, 1]]]);
    await reopen();
    await record(look({ servicePlan: fixed }, { totalPriorityGB: 9 }), NOW_MS + 2_000);
    expect(sides(await loadAll())).toEqual([['mobile'], [[null, 1], [null, 5]]]);
    // A new cycle is of the plan that is there when it comes.
    const next = await record([usageLine('SL-1', [cycle('2026-12-05', { totalPriorityGB: 1 })], { servicePlan: fixed })], msOf('2026-12-06'));
    expect(sides(next)).toEqual([['fixed'], []]);
  });

  test('that nobody told is decided once, when it is told, for the days that are there already, too', async () => {
    expect(sides(await record(look({ servicePlan: null })))).toEqual([[null], [[null, null]]]);
    expect((await loadAll()).days).toMatchObject([{ totalGB: 5 }]);
    expect(sides(await record(look({ servicePlan: null }, { overageLines: [overage({ restricted: 3, unrestricted: 4 })] }), NOW_MS + 1_000))).toEqual([['fixed'], [[5, null]]]);
    expect(sides(await record(look({}, { totalPriorityGB: 6 }), NOW_MS + 2_000))).toEqual([['fixed'], []]);
  });
});

test('a day on which one cycle ends and another begins is the sum of both, each on its own side', async () => {
  const noon = '2026-11-05T12:00:00Z';
  await record([usageLine('SL-1', [{ ...cycle('2026-10-05', { dailyDataUsage: [day('2026-11-05', 2)] }), endDate: noon }])]);
  const news = await record([usageLine('SL-1', [{ ...cycle('2026-11-05', { dailyDataUsage: [day('2026-11-05', 3)] }), startDate: noon }], { servicePlan: { ...mobilePlan, isMobilePlan: false } })], NOW_MS + 1_000);
  expect(news.days).toMatchObject([{ dateMs: msOf('2026-11-05'), mobilePriorityGB: 2, fixedPriorityGB: 3, totalGB: 5 }]);
  expect(news.days).toHaveLength(1);
});

describe('overage lines', () => {
  const look = (start: string, overageLines: unknown, more: Readonly<Record<string, unknown>> = {}) => usageLine('SL-1', [cycle(start, { overageLines })], more);
  const keysOf = (news: UsageNews) => news.overageLines.map(({ overageKey }) => overageKey.split('/').slice(3).join('/')).sort();

  test('that are alike in product and date stay two', async () => {
    const twins = [overage({ productId: null, activeFrom: null, overageAmountGB: 1 }), overage({ productId: null, activeFrom: null, overageAmountGB: 2 })];
    expect(keysOf(await record([look('2026-11-05', twins)]))).toEqual(['/', '/#2']);
    expect((await record([look('2026-11-05', twins)], NOW_MS + 1_000)).overageLines).toEqual([]);
  });

  test('keep the currency they were first stored with', async () => {
    await record([look('2026-11-05', [overage()])]);
    const news = await record([look('2026-11-05', [overage({ overageAmountGB: 5 }), overage({ productId: 'us', activeFrom: iso('2026-11-20') })], { servicePlan: { ...mobilePlan, isoCurrencyCode: 'USD' } })], NOW_MS + 1_000);
    expect(news.overageLines.map(({ productId, currency }) => [productId, currency]).sort()).toEqual([['be-overage-gb-eur', 'EUR'], ['us', 'USD']]);
  });

  test('of the current cycle are what the reply lists: one that changed its date is not counted twice', async () => {
    await record([look('2026-11-05', [overage({ activeFrom: null })])]);
    const news = await record([look('2026-11-05', [overage()])], NOW_MS + 1_000);
    expect([news.overageLines.length, news.removed.overageLines.length]).toEqual([1, 1]);
    expect((await record([look('2026-11-05', [])], NOW_MS + 2_000)).removed.overageLines).toHaveLength(1);
    expect((await loadAll()).overageLines).toEqual([]);
  });

  test.each([
    ['an incomplete walk', '2026-11-05', [], { complete: false, gap: 'moved' }],
    ['a reply that does not speak of them', '2026-11-05', null, {}],
  ])('are not taken away by %s', async (_, start, lines, walk) => {
    await record([look(start, [overage()])]);
    expect((await record([look(start, lines)], NOW_MS + 1_000, {}, walk)).removed.overageLines).toEqual([]);
    expect((await loadAll()).overageLines).toHaveLength(1);
  });

  test('of a cycle that is over stay when Starlink forgets them', async () => {
    const later = (lines: unknown) => [usageLine('SL-1', [cycle('2026-10-05', { overageLines: lines }), cycle('2026-11-05')])];
    await record(later([overage()]));
    await record(later([]), NOW_MS + 1_000, { kind: 'past-data-usage' });
    expect((await loadAll()).overageLines).toHaveLength(1);
  });
});

describe('the account', () => {
  test('keeps its usage: another credential of it shows it, the old one shows nothing', async () => {
    await record([usageLine('SL-1', [cycle('2026-11-05', { totalPriorityGB: 5, dailyDataUsage: [day('2026-11-06', 5)] })])]);
    await history.usage.end('c1');
    expect((await history.usage.load(NOW_MS)).size).toBe(0);
    const news = await record([], NOW_MS + 1_000, { credentialId: 'c2' });
    expect(news).toMatchObject({ reset: true, months: [{ credentialId: 'c2', priorityGB: 5 }], days: [{ credentialId: 'c2', mobilePriorityGB: 5 }] });
  });

  test('of a credential that changes takes the screen with it and leaves the old usage stored', async () => {
    await record([usageLine('SL-1', [cycle('2026-11-05', { totalPriorityGB: 5 })])]);
    const other = await record([usageLine('SL-1', [cycle('2026-11-05', { totalPriorityGB: 7 })])], NOW_MS + 1_000, { accountNumber: 'ACC-9' });
    expect([other.reset, monthsOf(other)]).toEqual([true, [['2026-11', 7]]]);
    expect(monthsOf(await loadAll())).toEqual([['2026-11', 7]]);
    expect(await query('SELECT account_number, priority_gb FROM usage_cycles ORDER BY ALL')).toEqual([['ACC-1', 5], ['ACC-9', 7]]);
  });

  test('remembers across a restart when its past cycles were last read whole, and not those of another', async () => {
    const past = { kind: 'past-data-usage' } as const;
    await record([]);
    expect(await history.usage.pastReadMs('c1', 'ACC-1')).toBeNull();
    await record([], NOW_MS + 1_000, past, { complete: false, gap: 'moved' });
    expect(await history.usage.pastReadMs('c1', 'ACC-1')).toBeNull();
    await record([], NOW_MS + 2_000, past);
    await record([], NOW_MS + 3_000);
    await reopen();
    expect(await history.usage.pastReadMs('c1', 'ACC-1')).toBe(NOW_MS + 2_000);
    expect(await history.usage.pastReadMs('c1', 'ACC-9')).toBeNull();
    await record([], NOW_MS + 4_000, { accountNumber: 'ACC-9' });
    expect(await history.usage.pastReadMs('c1', 'ACC-9')).toBeNull();
  });

  test('tells whether a cycle has just ended', async () => {
    await record([usageLine('SL-1', [cycle('2026-10-05'), cycle('2026-11-05')])]);
    expect(await history.usage.hasJustEnded('c1', NOW_MS)).toBe(false);
    expect(await history.usage.hasJustEnded('c1', msOf('2026-12-05') - 1)).toBe(false);
    expect(await history.usage.hasJustEnded('c1', msOf('2026-12-05'))).toBe(true);
    expect(await history.usage.hasJustEnded('c1', msOf('2026-12-07'))).toBe(false);
  });
});

describe('more days than a table should hold', () => {
  const lines = (count: number, days: readonly string[]) => Array.from({ length: count }, (_, index) => usageLine(`SL-${String(index)}`, [cycle('2026-11-05', { totalPriorityGB: days.length, dailyDataUsage: days.map((date) => day(date, 1)) })]));
  const first = (news: UsageNews) => [news.daysFromMs === null ? null : new Date(news.daysFromMs).toISOString().slice(0, 10), news.days.length];

  test('are shown from a whole day on; the others stay on disk, and the cut moves with new days', async () => {
    await reopen(10);
    expect(first(await record(lines(4, ['2026-11-06', '2026-11-07'])))).toEqual([null, 8]);
    expect(first(await record(lines(4, ['2026-11-06', '2026-11-07', '2026-11-08']), NOW_MS + 1_000))).toEqual(['2026-11-07', 4]);
    expect(logged.filter((line) => line.includes('shows those from 2026-11-07 on'))).toHaveLength(1);
    await reopen(10);
    expect(first(await loadAll())).toEqual(['2026-11-07', 8]);
    await reopen();
    expect(first(await loadAll())).toEqual([null, 12]);
  });

  test('on a single day: that day is shown all the same', async () => {
    await reopen(3);
    expect(first(await record(lines(4, ['2026-11-06', '2026-11-07'])))).toEqual(['2026-11-07', 4]);
  });
});

describe('without a file', () => {
  test('the current cycle’s days and all cycles read are news; what was read counts as known', async () => {
    const keeper = createUsageKeeper(null, { log: () => undefined });
    const walk = buildUsageWalk([usageLine('SL-1', [cycle('2026-10-05', { dailyDataUsage: [day('2026-10-06', 1)] }), cycle('2026-11-05', { dailyDataUsage: [day('2026-11-06', 2), day('2026-11-07', 3, { standardGB: null })] })])]);
    const { news, historyError } = await keeper.record(buildUsageRecord(NOW_MS, { kind: 'past-data-usage' }), walk);
    expect(historyError).toBeNull();
    expect([news.reset, news.months.length, daysOf(news), news.days.map(({ totalGB }) => totalGB)]).toEqual([true, 2, [['11-06', 2], ['11-07', 3]], [2, null]]);
    expect((await keeper.record(buildUsageRecord(NOW_MS + 1_000), walk)).news).toMatchObject({ reset: false, months: [], days: [] });
    expect(await keeper.pastReadMs('c1', 'ACC-1')).toBe(NOW_MS);
    expect(monthsOf((await keeper.load(NOW_MS)).get('c1')!)).toHaveLength(2);
  });

  test('whose writes fail is not told as stored: the next walk tries all of it again', async () => {
    let isFull = true;
    const empty = { read: () => Promise.resolve(new Map()) as never, write: () => (isFull ? Promise.reject(new Error('No space left on device')) : Promise.resolve({ days: [], goneDays: [] } as never)) };
    const keeper = createUsageKeeper(empty, { log: () => undefined });
    const walk = buildUsageWalk([usageLine('SL-1', [cycle('2026-11-05', { dailyDataUsage: [day('2026-11-06', 2)] })])]);
    const failed = await keeper.record(buildUsageRecord(NOW_MS), walk);
    expect(failed.historyError).toBe('No space left on device');
    expect([failed.news.reset, failed.news.months.length, daysOf(failed.news)]).toEqual([true, 1, [['11-06', 2]]]);
    isFull = false;
    const again = await keeper.record(buildUsageRecord(NOW_MS + 1_000), walk);
    expect([again.historyError, again.news.reset, again.news.months.length]).toEqual([null, true, 1]);
  });
});
