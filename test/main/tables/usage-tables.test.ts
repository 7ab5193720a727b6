// Services and usage are joined from lines, products, terminals, accounts and usage; currencies never mix, and missing is never 0.
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Product } from '../../../src/main/history/current-management.ts';
import { noUsageNews, type OverageLine, type UsageDay, type UsageMonth, type UsageNews } from '../../../src/main/history/current-usage.ts';
import { createFleetTables, type FleetTables } from '../../../src/main/tables/fleet-tables.ts';
import type { AccountContext } from '../../../src/main/tables/terminal-state.ts';
import { DAY_MS, msOf } from '../history/usage-walks.ts';
import { buildManaged, buildManagement, buildServiceLine } from './current-rows.ts';

const account: AccountContext = { credentialId: 'c1', accountNumber: 'ACC-1', accountName: 'Example Maritime', pollingEnabled: true, caughtUp: true, telemetryFailure: null, managementCurrent: true };
let fleet: FleetTables;

beforeEach(() => {
  fleet = createFleetTables({ settings: () => ({ offlineAfterMs: 600_000, telemetryPollMs: 60_000 }), now: () => msOf('2026-11-27'), schedule: (run) => run() });
  fleet.setAccounts(new Map([['c1', account]]));
});

const product = (part: Partial<Product> = {}): Product => ({
  productKey: 'c1/p', productReferenceId: 'p', credentialId: 'c1', name: 'Global Priority - 50GB', price: 250, currency: 'EUR', topUpProductId: 't', topUpPrice: 50, topUpCurrency: 'EUR', topUpGB: 50, ...part,
});

function month(start = '2026-11-05', part: Partial<UsageMonth> = {}): UsageMonth {
  return {
    usageKey: `ACC-1/SL-1/${start}`, credentialId: 'c1', serviceLineNumber: 'SL-1', cycleStartMs: msOf(start), cycleEndMs: msOf(start) + 30 * DAY_MS, side: 'mobile',
    priorityGB: 53.4, standardGB: 1.1, optInPriorityGB: 3.4, nonBillableGB: 0.31, usageLimitGB: 50, overageKnown: true, lastUpdatedAtMs: msOf('2026-11-27'), ...part,
  };
}

function line(key: string, part: Partial<OverageLine> = {}): OverageLine {
  return {
    overageKey: key, credentialId: 'c1', serviceLineNumber: 'SL-1', cycleStartMs: msOf('2026-11-05'), cycleEndMs: msOf('2026-12-05'), productId: 'over', overageType: 'Priority per GB',
    usageLimitGB: 50, consumedGB: 50, overageGB: 3.4, pricePerGB: 2, overagePrice: 6.8, currency: 'EUR', activeFromMs: msOf('2026-11-05'), ...part,
  };
}

function usageDay(date: string, part: Partial<UsageDay> = {}): UsageDay {
  return {
    usageKey: `ACC-1/SL-1/${date}`, credentialId: 'c1', serviceLineNumber: 'SL-1', dateMs: msOf(date), fixedPriorityGB: null, fixedStandardGB: null, mobilePriorityGB: 1, mobileStandardGB: 0,
    optInPriorityGB: 0, nonBillableGB: 0, totalGB: 1, lastUpdatedAtMs: msOf(date), ...part,
  };
}

const tell = (part: Partial<UsageNews>) => fleet.applyManagement({ credentialId: 'c1', usage: { ...noUsageNews, ...part } });
const service = (number = 'SL-1') => fleet.states.services.get(number);
const daily = () => [...fleet.states.dailyDataUsage.values()];

describe('a service', () => {
  test('joins plan, account, terminals and the usage of its current cycle', () => {
    fleet.applyManagement(buildManagement({
      products: [product()], terminals: [buildManaged(), buildManaged({ deviceId: 'ut-2' })],
      serviceLines: [buildServiceLine({ startDate: '2026-05-05T16:51:18.596009+00:00', optInProductId: 'o', recurringBlocks: ['2 × 50 GB'], recurringBlocksGB: 100, oneTimeBlocks: [], oneTimeBlocksGB: 0 })],
    }));
    tell({ months: [month('2026-10-05', { priorityGB: 9 }), month()], overageLines: [line('a')] });
    expect(service()).toEqual({
      serviceLineNumber: 'SL-1', serviceName: 'MV Example', accountName: 'Example Maritime', accountNumber: 'ACC-1', credentialId: 'c1', stale: false,
      productName: 'Global Priority - 50GB', productReferenceId: 'p', price: 250, priceCurrency: 'EUR', active: true, startAtMs: Date.parse('2026-05-05T16:51:18.596Z'), endAtMs: null, publicIp: false,
      optedIn: true, optInCoolDown: null, recurringBlocks: ['2 × 50 GB'], recurringBlocksGB: 100, oneTimeBlocks: [], oneTimeBlocksGB: 0,
      cycleStartMs: msOf('2026-11-05'), cycleEndMs: msOf('2026-12-05'), usageLimitGB: 50, usedThisCycleGB: 54.5, overageGB: 3.4, overagePrice: 6.8, overageCurrency: 'EUR', usageUpdatedAtMs: msOf('2026-11-27'),
      terminals: 2, topUpProductId: 't', topUpPrice: 50, topUpCurrency: 'EUR', topUpGB: 50, lastTopUpAtMs: null,
    });
  });

  test('without usage, plan or terminal has N/A there and 0 terminals; a limit of 0 is 0', () => {
    fleet.applyManagement(buildManagement({ terminals: [] }));
    expect(service()).toMatchObject({ productName: null, price: null, priceCurrency: null, usedThisCycleGB: null, overageGB: null, overagePrice: null, usageLimitGB: null, terminals: 0, recurringBlocks: null, topUpProductId: null });
    tell({ months: [month('2026-11-05', { usageLimitGB: 0, priorityGB: 0, standardGB: 0 })] });
    expect(service()).toMatchObject({ usageLimitGB: 0, usedThisCycleGB: 0, overageGB: 0, overagePrice: null });
    tell({ months: [month('2026-11-05', { standardGB: null, overageKnown: false })] });
    expect(service()).toMatchObject({ usedThisCycleGB: null, overageGB: null });
  });

  test('that has ended still shows, inactive; one that the account no longer lists goes, its usage stays', () => {
    fleet.applyManagement(buildManagement({ serviceLines: [buildServiceLine({ active: false, endDate: '2026-11-01T00:00:00Z' })] }));
    tell({ months: [month()] });
    expect(service()).toMatchObject({ active: false, endAtMs: msOf('2026-11-01'), usedThisCycleGB: 54.5 });
    tell({ reset: true, months: [month('2026-10-05', { cycleEndMs: msOf('2026-11-27') })] });
    expect(service()).toMatchObject({ cycleStartMs: null, usedThisCycleGB: null, overageGB: null });
    fleet.applyManagement(buildManagement());
    expect(service()).toMatchObject({ cycleStartMs: msOf('2026-10-05'), usedThisCycleGB: 54.5 });
    fleet.applyManagement(buildManagement({ serviceLines: [] }));
    expect(service()).toBeUndefined();
    expect([...fleet.states.monthlyDataUsage.values()]).toMatchObject([{ serviceName: 'SL-1', totalGB: 54.81 }]);
  });

  test('follows its terminals: a swap keeps the count, a second one raises it, a move changes both lines', () => {
    const lines = [buildServiceLine(), buildServiceLine({ serviceLineNumber: 'SL-2' })];
    fleet.applyManagement(buildManagement({ serviceLines: lines, terminals: [buildManaged({ deviceId: 'ut-old' })] }));
    fleet.applyManagement(buildManagement({ terminals: [buildManaged({ deviceId: 'ut-new' })], serviceLines: undefined }));
    expect(service()?.terminals).toBe(1);
    fleet.applyManagement(buildManagement({ terminals: [buildManaged({ deviceId: 'ut-new' }), buildManaged({ deviceId: 'ut-second' })], serviceLines: undefined }));
    expect(service()?.terminals).toBe(2);
    fleet.applyManagement(buildManagement({ terminals: [buildManaged({ deviceId: 'ut-new' }), buildManaged({ deviceId: 'ut-second', serviceLineNumber: 'SL-2' })], serviceLines: undefined }));
    expect([service()?.terminals, service('SL-2')?.terminals]).toEqual([1, 1]);
  });

  test('adds overage of its current cycle only, and within one currency only', () => {
    fleet.applyManagement(buildManagement());
    tell({ months: [month()], overageLines: [line('a'), line('b', { overageGB: 1.6, overagePrice: 3.2 }), line('old', { cycleStartMs: msOf('2026-10-05'), overagePrice: 99 })] });
    expect(service()).toMatchObject({ overageGB: 5, overagePrice: 10, overageCurrency: 'EUR' });
    tell({ overageLines: [line('b', { overageGB: 1.6, overagePrice: 3.2, currency: 'USD' })] });
    expect(service()).toMatchObject({ overageGB: 5, overagePrice: null, overageCurrency: null });
    tell({ removed: { months: [], days: [], overageLines: ['b'] }, overageLines: [line('a', { currency: null })] });
    expect(service()).toMatchObject({ overageGB: 3.4, overagePrice: null, overageCurrency: null });
    tell({ overageLines: [line('a', { overagePrice: null })] });
    expect(service()).toMatchObject({ overagePrice: null, overageCurrency: 'EUR' });
  });

  test('takes a changed price, and only of its own credential’s plan', () => {
    fleet.applyManagement(buildManagement({ products: [product()] }));
    fleet.applyManagement({ credentialId: 'c2', products: [product({ credentialId: 'c2', productKey: 'c2/p', price: 1 })] });
    expect(service()?.price).toBe(250);
    fleet.applyManagement({ credentialId: 'c1', products: [product({ price: 260, currency: 'USD' })] });
    expect(service()).toMatchObject({ price: 260, priceCurrency: 'USD' });
    fleet.applyManagement({ credentialId: 'c1', products: [] });
    expect(service()).toMatchObject({ price: null, productName: null, productReferenceId: 'p' });
  });
});

test('months and days stand on the side they were stored with; a total with a missing part is N/A', () => {
  tell({ months: [month(), month('2026-10-05', { side: 'fixed' }), month('2026-09-05', { side: null, nonBillableGB: null })], days: [usageDay('2026-11-06')] });
  expect([...fleet.states.monthlyDataUsage.values()]).toMatchObject([
    { mobilePriorityGB: 53.4, mobileStandardGB: 1.1, fixedPriorityGB: null, fixedStandardGB: null, optInPriorityGB: 3.4, totalGB: 54.81 },
    { fixedPriorityGB: 53.4, mobilePriorityGB: null }, { fixedPriorityGB: null, mobilePriorityGB: null, totalGB: null },
  ]);
  expect(daily()).toMatchObject([{ dateMs: msOf('2026-11-06'), mobilePriorityGB: 1, fixedPriorityGB: null, totalGB: 1 }]);
});

test('a new nickname reaches every row of the line, an overage line takes the name of the plan it is of', () => {
  tell({ months: [month()], days: [usageDay('2026-11-06')], overageLines: [line('a', { productId: 'p' })] });
  const names = () => [service(), [...fleet.states.monthlyDataUsage.values()][0], daily()[0], fleet.states.overageLines.get('a')].map((row) => row?.serviceName);
  expect(names()).toEqual([undefined, 'SL-1', 'SL-1', 'SL-1']);
  fleet.applyManagement(buildManagement({ products: [product()] }));
  expect(names()).toEqual(['MV Example', 'MV Example', 'MV Example', 'MV Example']);
  expect(fleet.states.overageLines.get('a')).toMatchObject({ productName: 'Global Priority - 50GB', currency: 'EUR', overagePrice: 6.8 });
  fleet.applyManagement(buildManagement({ serviceLines: [buildServiceLine({ nickname: 'MV Renamed' })] }));
  expect(names()).toEqual(['MV Renamed', 'MV Renamed', 'MV Renamed', 'MV Renamed']);
});

describe('stale', () => {
  const stale = () => [service()?.stale, [...fleet.states.monthlyDataUsage.values()][0]?.stale, daily()[0]?.stale, fleet.states.overageLines.get('a')?.stale];
  beforeEach(() => {
    fleet.applyManagement(buildManagement());
    tell({ months: [month()], days: [usageDay('2026-11-06')], overageLines: [line('a')] });
  });

  test('is everything while the Management poll fails, is off or has not run yet', () => {
    expect(stale()).toEqual([false, false, false, false]);
    fleet.setAccounts(new Map([['c1', { ...account, managementCurrent: false }]]));
    expect(stale()).toEqual([true, true, true, true]);
    fleet.setAccounts(new Map([['c1', account]]));
    expect(stale()).toEqual([false, false, false, false]);
  });

  test('is only what the failing list fills', () => {
    fleet.applyManagement({ credentialId: 'c1', failing: ['data-usage'] });
    expect(stale()).toEqual([false, true, true, true]);
    fleet.applyManagement({ credentialId: 'c1', failing: ['service-lines'] });
    expect(stale()).toEqual([true, false, false, false]);
    fleet.applyManagement({ credentialId: 'c1', failing: [] });
    expect(stale()).toEqual([false, false, false, false]);
  });

  test('a failing telemetry poll leaves them alone', () => {
    fleet.setAccounts(new Map([['c1', { ...account, telemetryFailure: 'host unreachable', caughtUp: false }]]));
    expect(stale()).toEqual([false, false, false, false]);
  });
});

describe('rows', () => {
  const counts = () => (['services', 'overageLines', 'monthlyDataUsage', 'dailyDataUsage'] as const).map((name) => fleet.states[name].size);

  test('of a credential that is not shown disappear, and are there again with it', () => {
    fleet.applyManagement(buildManagement());
    tell({ months: [month()], days: [usageDay('2026-11-06')], overageLines: [line('a')] });
    fleet.setAccounts(new Map());
    expect(counts()).toEqual([0, 0, 0, 0]);
    fleet.setAccounts(new Map([['c1', { ...account, accountName: 'Renamed' }]]));
    expect(counts()).toEqual([1, 1, 1, 1]);
    expect(daily()[0]?.accountName).toBe('Renamed');
  });

  test('go when they are told gone, or with a reset; those of another credential stay', () => {
    fleet.setAccounts(new Map([['c1', account], ['c2', { ...account, credentialId: 'c2' }]]));
    fleet.applyManagement(buildManagement());
    fleet.applyManagement({ credentialId: 'c2', usage: { ...noUsageNews, months: [month('2026-11-05', { usageKey: 'ACC-2/SL-1/x', credentialId: 'c2', priorityGB: 1, standardGB: 1 })] } });
    tell({ months: [month()], days: [usageDay('2026-11-06'), usageDay('2026-11-07')], overageLines: [line('a')] });
    expect(service()?.usedThisCycleGB).toBe(54.5);
    tell({ removed: { months: ['ACC-1/SL-1/2026-11-05'], days: ['ACC-1/SL-1/2026-11-06'], overageLines: ['a', 'never there'] } });
    expect(counts()).toEqual([1, 0, 1, 1]);
    expect(service()).toMatchObject({ usedThisCycleGB: null, overageGB: null });
    tell({ reset: true, months: [month()] });
    expect(counts()).toEqual([1, 0, 2, 0]);
    fleet.clear();
    expect(counts()).toEqual([0, 0, 0, 0]);
  });

  test('of days before the cut go, and older ones that come late stay away', () => {
    tell({ days: [usageDay('2026-11-06'), usageDay('2026-11-07')] });
    expect(fleet.dailyUsageFromMs()).toBeNull();
    tell({ days: [usageDay('2026-11-08'), usageDay('2026-11-05')], daysFromMs: msOf('2026-11-07') });
    expect(daily().map(({ dateMs }) => dateMs)).toEqual([msOf('2026-11-07'), msOf('2026-11-08')]);
    tell({ daysFromMs: null });
    expect(fleet.dailyUsageFromMs()).toBe(msOf('2026-11-07'));
  });

  test('many are built in slices, each once', () => {
    const slices: (() => void)[] = [];
    const sliced = createFleetTables({ settings: () => ({ offlineAfterMs: 1, telemetryPollMs: 1 }), schedule: (run) => slices.push(run) });
    sliced.setAccounts(new Map([['c1', account]]));
    const days = Array.from({ length: 5_500 }, (_, index) => usageDay(new Date(msOf('2026-11-07') - index * DAY_MS).toISOString().slice(0, 10)));
    sliced.applyManagement({ credentialId: 'c1', usage: { ...noUsageNews, days } });
    const runAll = () => {
      let runs = 0;
      for (let run = slices.shift(); run && runs < 100; run = slices.shift(), runs += 1) run();
      return runs;
    };
    expect(runAll()).toBeGreaterThanOrEqual(6);
    expect(sliced.states.dailyDataUsage.size).toBe(5_500);
    sliced.setAccounts(new Map([['c1', { ...account, managementCurrent: false }]]));
    expect(runAll()).toBeGreaterThanOrEqual(6);
    expect([...sliced.states.dailyDataUsage.values()].every(({ stale }) => stale === true)).toBe(true);
  });
});

test('in whatever order news comes, the rows are the same, and no sum is NaN', () => {
  const amount = fc.option(fc.double({ min: 0, max: 1_000, noNaN: true }), { nil: null });
  const lines = fc.uniqueArray(fc.record({ key: fc.constantFrom('a', 'b', 'c'), overageGB: amount, overagePrice: amount, currency: fc.constantFrom('EUR', 'USD', null) }), { selector: ({ key }) => key });
  fc.assert(
    fc.property(lines, amount, amount, fc.integer({ min: 0, max: 5 }), (overage, priorityGB, standardGB, turn) => {
      const news = [
        buildManagement({ products: [product()] }), { credentialId: 'c1', usage: { ...noUsageNews, months: [month('2026-11-05', { priorityGB, standardGB })] } },
        { credentialId: 'c1', usage: { ...noUsageNews, overageLines: overage.map(({ key, ...part }) => line(key, part)) } },
      ];
      const shown = [...news.slice(turn % 3), ...news.slice(0, turn % 3)];
      const rows = [news, turn > 2 ? shown.reverse() : shown].map((order) => {
        fleet.clear();
        for (const each of order) fleet.applyManagement(each);
        return service();
      });
      expect(rows[1]).toEqual(rows[0]);
      expect(Object.values(rows[0] ?? {}).some((value) => Number.isNaN(value))).toBe(false);
      const currencies = new Set(overage.map(({ currency }) => currency));
      if (currencies.size !== 1) expect(rows[0]?.overagePrice).toBeNull();
    }),
  );
});
