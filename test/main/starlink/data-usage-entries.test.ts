// A line of a data usage reply: what is documented, what is odd, and that nothing missing becomes 0.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_STRIDE, parseDataUsageEntry, type DataUsageEntry } from '../../../src/main/starlink/data-usage-entries.ts';
import { cycle, day, iso, mobilePlan, msOf, overage, usageLine } from '../history/usage-walks.ts';

function parse(source: unknown): DataUsageEntry {
  const parsed = parseDataUsageEntry(source);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.value;
}

/** Days of a cycle as [date, priority, standard, opt-in, non-billable]. */
function daysOf(entry: DataUsageEntry, index = 0): unknown[][] {
  const days = entry.cycles[index]?.days ?? new Float64Array();
  return Array.from({ length: days.length / DAY_STRIDE }, (_, row) => {
    const [dayMs = NaN, ...values] = days.subarray(row * DAY_STRIDE, (row + 1) * DAY_STRIDE);
    // Anything but a UTC midnight shows its time.
    return [new Date(dayMs).toISOString().replace('T00:00:00.000Z', ''), ...values];
  });
}

// The example of starlink-api.md §9.6.
const documented = {
  accountNumber: 'ACC-511274-31364-54', serviceLineNumber: 'SL-4668820-36443-79', startDate: '2026-10-05T00:00:00+00:00', endDate: '2026-12-05T00:00:00+00:00',
  billingCycles: [{
    startDate: '2026-10-05T00:00:00+00:00', endDate: '2026-11-05T00:00:00+00:00',
    dailyDataUsage: [{ date: '2026-10-05T00:00:00+00:00', priorityGB: 1.82, optInPriorityGB: 0.0, standardGB: 0.0, nonBillableGB: 0.01 }],
    overageLines: [overage({ activeFrom: '2026-10-05T00:00:00+00:00' })], dataPoolUsage: [],
    totalPriorityGB: 53.4, totalStandardGB: 0.0, totalOptInPriorityGB: 3.4, totalNonBillableGB: 0.31,
  }],
  servicePlan: {
    isoCurrencyCode: 'EUR', isMobilePlan: true, activeFrom: null, subscriptionActiveFrom: '2026-05-05T16:51:18+00:00', subscriptionEndDate: null, overageName: '',
    overageDescription: '', isOptedIntoOverage: true, overageLineDeactivatedDate: null, overageLine: null, dataPoolUsage: null, productId: 'p', usageLimitGB: 50.0, dataCategoryMapping: {},
  },
  lastUpdated: '2026-11-22T03:00:00+00:00',
};

test('the documented example is read whole', () => {
  const entry = parse(documented);
  expect(entry).toEqual({
    serviceLineNumber: 'SL-4668820-36443-79', accountNumber: 'ACC-511274-31364-54', lastUpdatedMs: Date.parse('2026-11-22T03:00:00Z'), problems: [],
    plan: { isMobile: true, side: null, currency: 'EUR', usageLimitGB: 50 },
    cycles: [{
      startMs: msOf('2026-10-05'), endMs: msOf('2026-11-05'), priorityGB: 53.4, standardGB: 0, optInPriorityGB: 3.4, nonBillableGB: 0.31, days: expect.any(Float64Array) as Float64Array,
      overageLines: [{
        productId: 'be-overage-gb-eur', activeFromMs: msOf('2026-10-05'), overageType: 'Priority per GB', side: 'mobile', usageLimitGB: 50, consumedGB: 50, overageGB: 3.4,
        pricePerGB: 2, overagePrice: 6.8,
      }],
    }],
  });
  expect(daysOf(entry)).toEqual([['2026-10-05', 1.82, 0, 0, 0.01]]);
});

describe('odd shapes', () => {
  test.each([
    ['no plan', { servicePlan: null }, { plan: null }],
    ['no plan given', { servicePlan: undefined }, { plan: null }],
    ['no cycles', { billingCycles: null }, { cycles: [] }],
    ['a currency that nobody pays in yet', { servicePlan: { ...mobilePlan, isoCurrencyCode: null } }, { plan: { currency: null } }],
    ['a limit of 0, which is not none', { servicePlan: { ...mobilePlan, usageLimitGB: 0 } }, { plan: { usageLimitGB: 0 } }],
    ['the limit of the plan’s overage line before its own', { servicePlan: { ...mobilePlan, overageLine: overage({ usageLimitGB: 40 }) } }, { plan: { usageLimitGB: 40, side: 'mobile' } }],
    ['usage that is not cached', { lastUpdated: null }, { lastUpdatedMs: null }],
    ['fields of tomorrow', { brandNew: { deep: [1] }, billingCycles: [{ ...cycle('2026-11-05'), alsoNew: 1 }] }, { problems: [] }],
  ])('%s', (_, part, expected) => {
    expect(parse(usageLine('SL-1', [cycle('2026-11-05')], part))).toMatchObject({ problems: [], ...expected });
  });

  test('numbers as text are numbers; absent, null and blank are not 0', () => {
    const odd = cycle('2026-11-05', { totalPriorityGB: '53.40', totalStandardGB: null, totalOptInPriorityGB: '', totalNonBillableGB: undefined });
    expect(parse(usageLine('SL-1', [odd]))).toMatchObject({ problems: [], cycles: [{ priorityGB: 53.4, standardGB: null, optInPriorityGB: null, nonBillableGB: null }] });
  });

  test.each([['12,5'], ['0x10'], ['Infinity'], [true], [{}], [[1]], [NaN]])('%j is no number: null, named, and nothing else is lost', (value) => {
    const entry = parse(usageLine('SL-1', [cycle('2026-10-05', { totalPriorityGB: 1 }), cycle('2026-11-05', { totalPriorityGB: value, totalStandardGB: 2 })]));
    expect(entry.cycles).toMatchObject([{ priorityGB: 1 }, { priorityGB: null, standardGB: 2 }]);
    expect(entry.problems).toEqual(['billingCycles.1.totalPriorityGB']);
  });

  test('cycles in any order: the current one is the last by its start', () => {
    const entry = parse(usageLine('SL-1', [cycle('2026-11-05'), cycle('2026-09-05'), cycle('2026-10-05')]));
    expect(entry.cycles.map(({ startMs }) => startMs)).toEqual([msOf('2026-09-05'), msOf('2026-10-05'), msOf('2026-11-05')]);
  });

  test.each([
    ['2026-11-05T00:00:00+00:00', '2026-11-05'], ['2026-11-05T02:00:00+02:00', '2026-11-05'], ['2026-11-05T00:00:00+02:00', '2026-11-04'], ['2026-11-04T20:00:00-05:00', '2026-11-05'],
    ['2026-11-05T23:59:59.999999Z', '2026-11-05'], ['2026-11-05', '2026-11-05'], ['2026-11-05T00:00:00', '2026-11-05'], ['2026-11-05 00:00:00+0000', '2026-11-05'], ['2026-11-05T00:00Z', '2026-11-05'],
  ])('the day of %s is the UTC day %s', (date, expected) => {
    expect(daysOf(parse(usageLine('SL-1', [cycle('2026-11-05', { dailyDataUsage: [{ date, priorityGB: 1 }] })])))).toEqual([[expected, 1, NaN, NaN, NaN]]);
  });

  test('days come in order of time, each once; an unreadable one is named and left out', () => {
    const entry = parse(usageLine('SL-1', [cycle('2026-11-05', { dailyDataUsage: [day('2026-11-07', 7), day('2026-11-06', 1), { priorityGB: 9 }, { date: 'soon' }, day('2026-11-06', 6), null] })]));
    expect(daysOf(entry).map(([date, priority]) => [date, priority])).toEqual([['2026-11-06', 6], ['2026-11-07', 7]]);
    expect(entry.problems).toEqual([
      'billingCycles.0.dailyDataUsage.2.date', 'billingCycles.0.dailyDataUsage.3.date', 'billingCycles.0.dailyDataUsage.4.date (the same day as another; the later one counts)', 'billingCycles.0.dailyDataUsage.5.date',
    ]);
  });

  test('no list of days or overage lines is not an empty one', () => {
    expect(parse(usageLine('SL-1', [cycle('2026-11-05', { dailyDataUsage: null, overageLines: undefined })])).cycles).toMatchObject([{ days: null, overageLines: null }]);
    expect(parse(usageLine('SL-1', [cycle('2026-11-05')])).cycles).toMatchObject([{ days: new Float64Array(), overageLines: [] }]);
  });

  test('several overage lines of one cycle stay several; product and date may be missing', () => {
    const lines = [overage(), overage({ productId: null, activeFrom: null, dataOverageType: 7 }), overage({ dataOverageType: 'LimitWithNoOverageData' }), overage({ dataOverageType: null })];
    expect(parse(usageLine('SL-1', [cycle('2026-11-05', { overageLines: lines })])).cycles[0]?.overageLines).toMatchObject([
      { overageType: 'Priority per GB' }, { productId: null, activeFromMs: null, overageType: 'unknown_overage_type_7' }, { overageType: 'LimitWithNoOverageData' }, { overageType: null },
    ]);
  });

  test.each([
    [1, 2, 'mobile'], [6, 6, 'mobile'], [3, 4, 'fixed'], [7, 0, 'fixed'], [0, 5, null], [8, 9, null], [1, 4, null], [null, 3, 'fixed'], ['2', undefined, 'mobile'], ['FixedRestricted', 'FixedUnrestricted', 'fixed'],
  ])('buckets %j and %j are of the side %s', (restricted, unrestricted, side) => {
    expect(parse(usageLine('SL-1', [cycle('2026-11-05', { overageLines: [overage({ restricted, unrestricted })] })])).cycles[0]?.overageLines).toMatchObject([{ side }]);
  });

  test('a cycle without a start is named and left out; one given twice counts once, as it came last', () => {
    const entry = parse(usageLine('SL-1', [cycle('2026-11-05', { totalPriorityGB: 1 }), { endDate: iso('2026-11-05') }, 'text', cycle('2026-11-05', { totalPriorityGB: 2 })]));
    expect(entry.cycles).toMatchObject([{ priorityGB: 2 }]);
    expect(entry.problems).toEqual(['billingCycles.1.startDate', 'billingCycles.2', 'billingCycles.3.startDate (the same as of another cycle; the later one counts)']);
  });

  test('a row that is none says which it is, where it can', () => {
    expect(parseDataUsageEntry({ serviceLineNumber: 'SL-1', billingCycles: 'none' })).toMatchObject({ ok: false, key: 'SL-1', problem: expect.stringContaining('billingCycles') as string });
    for (const nameless of [null, 7, [], {}, { serviceLineNumber: ' ' }]) expect(parseDataUsageEntry(nameless)).toMatchObject({ ok: false, key: null });
  });
});

test('whatever values come, none is NaN or infinite, and each documented number comes back as it was', () => {
  const value = fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constant(null), fc.constant(undefined), fc.string(), fc.boolean(), fc.constant('12.5'), fc.array(fc.integer()));
  fc.assert(
    fc.property(fc.array(fc.record({ totalPriorityGB: value, totalStandardGB: value, totalNonBillableGB: value, overageLines: fc.constantFrom(null, [], [overage()], ['x']), dailyDataUsage: value }), { maxLength: 5 }), (parts) => {
      const sources = parts.map((part, index) => cycle(`2026-0${String(index + 1)}-05`, part));
      const { cycles } = parse(usageLine('SL-1', sources));
      for (const [index, read] of cycles.entries()) {
        const asked = parts[index]?.totalPriorityGB;
        if (typeof asked === 'number') expect(read.priorityGB).toBe(asked);
        for (const amount of [read.priorityGB, read.standardGB, read.nonBillableGB]) expect(amount === null || Number.isFinite(amount)).toBe(true);
      }
      expect(cycles).toHaveLength(parts.length);
    }),
  );
});
