// News of usage survives the trip to main, in messages that none of them holds it up.
import { expect, test } from 'vitest';
import { noUsageNews, type UsageDay, type UsageNews } from '../../../src/main/history/current-usage.ts';
import { packUsage, unpackUsage } from '../../../src/main/workers/pack-usage.ts';

const day = (index: number): UsageDay => ({
  usageKey: `k${String(index)}`, credentialId: 'c1', serviceLineNumber: 'SL-1', dateMs: index, fixedPriorityGB: null, fixedStandardGB: null, mobilePriorityGB: 0, mobileStandardGB: 0.1 + 0.2,
  optInPriorityGB: null, nonBillableGB: 1e-9, totalGB: index, lastUpdatedAtMs: 1_795_363_215_123,
});
const rowsOf = (news: UsageNews) => news.months.length + news.days.length + news.overageLines.length + news.removed.days.length;

test('many rows and removals come in messages of at most 2,000, removals first, and only the first resets', () => {
  const news: UsageNews = {
    ...noUsageNews, reset: true, days: Array.from({ length: 4_500 }, (_, index) => day(index)), daysFromMs: 7,
    removed: { months: ['m'], days: Array.from({ length: 2_500 }, (_, index) => `gone${String(index)}`), overageLines: [] },
  };
  const messages = [...packUsage(news)].map(unpackUsage);
  expect(messages.map(rowsOf)).toEqual([2_000, 500, 2_000, 2_000, 500]);
  expect(messages.map(({ reset }) => reset)).toEqual([true, false, false, false, false]);
  expect(messages.every(({ daysFromMs }) => daysFromMs === 7)).toBe(true);
  expect(messages.flatMap(({ days }) => days)).toEqual(news.days);
  expect(messages.flatMap(({ removed }) => removed.days)).toEqual(news.removed.days);
  expect(messages.flatMap(({ removed }) => removed.months)).toEqual(['m']);
});

test('a reset of nothing is one message, no news is none', () => {
  expect([...packUsage({ ...noUsageNews, reset: true })].map(unpackUsage)).toEqual([{ ...noUsageNews, reset: true }]);
  expect([...packUsage(noUsageNews)]).toEqual([]);
});
