// Data usage: cycles, days, plans and blocks, and that it is what the terminals move.
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findCycle, listCycles } from '../../src/simulator/billing-cycles.ts';
import { buildFleet } from '../../src/simulator/fleet.ts';
import { createPlaces } from '../../src/simulator/motion.ts';
import { foldSeed } from '../../src/simulator/seeded-numbers.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { findSilence } from '../../src/simulator/terminal-life.ts';
import { createTerminalSamples } from '../../src/simulator/terminal-sample.ts';
import { connect, field, heldSecond, holdClock, type ApiClient } from './simulator-client.ts';

const running: Simulator[] = [];
let all: LineUsage[] = [];
beforeAll(async () => {
  const simulator = await start();
  all = await fetchUsage(await connect(simulator));
  await running.pop()?.stop();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await createSimulator({ terminals: 400, accounts: 1, seed: 7, demoCruise: false, rateLimitPerMinute: null, nowNs: holdClock().nowNs, ...options });
  running.push(simulator);
  return simulator;
}

interface Day { date: string; priorityGB: number; optInPriorityGB: number; standardGB: number; nonBillableGB: number }
interface Overage { usageLimitGB: number; consumedAmountGB: number; overageAmountGB: number; overagePrice: number; pricePerGB: number; restricted: number; unrestricted: number; activeFrom: string }
interface Block { dataBlockType: string; blocksCount: number; totalAmountGB: number; consumedAmountGB: number }
interface Cycle {
  startDate: string; endDate: string; dailyDataUsage: Day[]; overageLines: Overage[]; dataPoolUsage: { dataBlocks: Block[] }[];
  totalPriorityGB: number; totalStandardGB: number; totalOptInPriorityGB: number; totalNonBillableGB: number;
}
interface LineUsage {
  serviceLineNumber: string; startDate: string; endDate: string; billingCycles: Cycle[]; lastUpdated: string;
  servicePlan: { usageLimitGB: number; isMobilePlan: boolean; isOptedIntoOverage: boolean; overageLine: Overage | null; isoCurrencyCode: string; activeFrom: string | null; dataCategoryMapping: object };
}

const everything = { previousBillingCycles: 12, activeServiceLinesOnly: false };

async function fetchUsage(client: ApiClient, body: object = everything, limit = 250): Promise<LineUsage[]> {
  const rows: LineUsage[] = [];
  for (let page = 0; ; page++) {
    const reply: unknown = JSON.parse((await client.post(`/data-usage/query?page=${page}&limit=${limit}`, JSON.stringify(body))).text);
    rows.push(...field<LineUsage[]>(reply, 'content', 'results'));
    if (!field<boolean>(reply, 'content', 'isLastPage')) continue;
    expect(field(reply, 'content')).toMatchObject({ pageIndex: page, limit, totalCount: rows.length });
    return rows;
  }
}

describe('billing cycles', () => {
  const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 1000;

  test('run from the billing day to the next one, over the ends of months and years', () => {
    expect(findCycle(5, day('2026-11-23'))).toEqual({ startS: day('2026-11-05'), endS: day('2026-12-05') });
    expect(findCycle(28, day('2026-03-01'))).toEqual({ startS: day('2026-02-28'), endS: day('2026-03-28') });
    expect(findCycle(5, day('2027-01-05') - 1)).toEqual({ startS: day('2026-12-05'), endS: day('2027-01-05') });
    expect(findCycle(5, day('2027-01-05'))).toEqual({ startS: day('2027-01-05'), endS: day('2027-02-05') });
  });

  test('go back as far as asked, but not before the line began', () => {
    expect(listCycles(1, day('2026-11-23'), 12, 0)).toHaveLength(13);
    expect(listCycles(1, day('2026-11-23'), 12, day('2026-09-01')).map((cycle) => cycle.startS)).toEqual([day('2026-09-01'), day('2026-10-01'), day('2026-11-01')]);
  });
});

test('the rules of every line, cycle and day', async () => {
  const lines = all;
  expect(lines.length).toBeGreaterThan(380);
  const wrong: string[] = [];
  for (const line of lines) {
    const cycles = line.billingCycles;
    const updatedS = Date.parse(line.lastUpdated) / 1000;
    const check = (rules: Record<string, boolean>): void => {
      for (const [rule, kept] of Object.entries(rules)) if (!kept) wrong.push(`${rule} ${line.serviceLineNumber}`);
    };
    check({
      bounds: line.startDate === cycles[0]?.startDate && line.endDate === cycles.at(-1)?.endDate,
      count: cycles.length <= 13,
      mapping: Object.keys(line.servicePlan.dataCategoryMapping).length === 0,
      updated: heldSecond - updatedS >= 3600 && heldSecond - updatedS <= 9 * 3600,
      sequel: cycles.every((cycle, position) => position === 0 || cycle.startDate === cycles[position - 1]?.endDate),
    });
    for (const cycle of cycles) {
      const sum = (name: keyof Omit<Day, 'date'>): number => cycle.dailyDataUsage.reduce((total, one) => total + one[name], 0);
      const dates = cycle.dailyDataUsage.map((one) => one.date);
      check({
        days: dates.every((date) => date >= cycle.startDate && date < cycle.endDate && date <= line.lastUpdated && date.endsWith('T00:00:00+00:00')) && [...dates].sort().join() === dates.join(),
        used: cycle.dailyDataUsage.every((one) => one.priorityGB + one.standardGB + one.nonBillableGB > 0),
        part: cycle.dailyDataUsage.every((one) => one.optInPriorityGB <= one.priorityGB),
        totals: Math.abs(sum('priorityGB') - cycle.totalPriorityGB) < 0.006 && Math.abs(sum('standardGB') - cycle.totalStandardGB) < 0.006 && Math.abs(sum('optInPriorityGB') - cycle.totalOptInPriorityGB) < 0.006,
        cents: [cycle.totalPriorityGB, cycle.totalStandardGB, cycle.totalOptInPriorityGB, cycle.totalNonBillableGB].every((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6),
        overage: cycle.overageLines.every((one) => one.consumedAmountGB > 0 && one.consumedAmountGB <= one.usageLimitGB && Math.abs(one.overagePrice - one.overageAmountGB * one.pricePerGB) < 0.01),
        limits: cycle.overageLines.every((one) => one.overageAmountGB === 0 || one.consumedAmountGB === one.usageLimitGB),
        overageSum: Math.abs(cycle.overageLines.reduce((total, one) => total + one.overageAmountGB, 0) - cycle.totalOptInPriorityGB) < 0.02,
        consumedSum: cycle.overageLines.length === 0 || Math.abs(cycle.overageLines.reduce((total, one) => total + one.consumedAmountGB + one.overageAmountGB, 0) - cycle.totalPriorityGB) < 0.03,
        blocks: cycle.dataPoolUsage.every((pool) => pool.dataBlocks.every((block) => block.consumedAmountGB <= block.totalAmountGB)),
      });
    }
  }
  expect(wrong).toEqual([]);
});

test('a believable account: every kind of line there is', async () => {
  const lines = all;
  const cycles = lines.flatMap((line) => line.billingCycles);
  const closed = lines.flatMap((line) => line.billingCycles.slice(0, -1));
  const counts = {
    thirteenCycles: lines.filter((line) => line.billingCycles.length === 13).length,
    fewerCycles: lines.filter((line) => line.billingCycles.length < 13).length,
    overLimitOptedIn: cycles.filter((cycle) => cycle.totalOptInPriorityGB > 0).length,
    overLimitOptedOut: cycles.filter((cycle) => cycle.totalStandardGB > 0 && cycle.overageLines.length > 0).length,
    severalOverageLines: cycles.filter((cycle) => cycle.overageLines.length > 1).length,
    idleMonth: closed.filter((cycle) => cycle.dailyDataUsage.length === 0).length,
    daysOff: closed.filter((cycle) => cycle.dailyDataUsage.length > 0 && cycle.dailyDataUsage.length < 28).length,
    restricted: lines.filter((line) => line.servicePlan.usageLimitGB === 0 && line.servicePlan.overageLine === null).length,
    mobile: lines.filter((line) => line.servicePlan.isMobilePlan).length,
    fixed: lines.filter((line) => !line.servicePlan.isMobilePlan).length,
    recurringBlocks: cycles.filter((cycle) => cycle.dataPoolUsage.some((pool) => pool.dataBlocks.some((block) => block.dataBlockType === 'RecurringPerBillingCycle'))).length,
    boughtBlocks: cycles.filter((cycle) => cycle.dataPoolUsage.some((pool) => pool.dataBlocks.some((block) => block.dataBlockType === 'OneTimePurchase'))).length,
    emptyBlocks: cycles.filter((cycle) => cycle.dataPoolUsage.some((pool) => pool.dataBlocks.some((block) => block.blocksCount === 0))).length,
  };
  for (const [name, count] of Object.entries(counts)) expect([name, count > 0]).toEqual([name, true]);
  expect(counts.idleMonth).toBeLessThan(closed.length / 4);
  // Restricted plans use standard data only; buckets tell mobile from fixed.
  for (const line of lines.filter((one) => one.servicePlan.usageLimitGB === 0)) {
    for (const cycle of line.billingCycles) expect([cycle.totalPriorityGB, cycle.overageLines]).toEqual([0, []]);
  }
  for (const line of lines) expect(line.servicePlan.overageLine?.unrestricted ?? null).toBe(line.servicePlan.overageLine === null ? null : line.servicePlan.isMobilePlan ? 2 : 4);
});

test('which lines, which cycles: filters, defaults, a start date', async () => {
  const client = await connect(await start());
  const usual = await fetchUsage(client, {}, 50);
  const lines = field<{ totalCount: number }>(JSON.parse((await client.get('/service-lines')).text), 'content');
  expect(all).toHaveLength(lines.totalCount);
  expect(usual.length).toBeLessThan(all.length);
  const usualNumbers = new Set(usual.map((line) => line.serviceLineNumber));
  const ended = all.filter((line) => !usualNumbers.has(line.serviceLineNumber));
  expect(ended.length).toBeGreaterThan(0);
  for (const line of ended) expect(line.billingCycles.every((cycle) => cycle.dailyDataUsage.every((day) => Date.parse(day.date) < heldSecond * 1000))).toBe(true);
  const older = usual.find((line) => all.find((one) => one.serviceLineNumber === line.serviceLineNumber)?.billingCycles.length === 13);
  expect(older?.billingCycles).toHaveLength(2);
  const number = older?.serviceLineNumber ?? '';
  const [one] = await fetchUsage(client, { serviceLineNumbers: [number, 'SL-none'], previousBillingCycles: 0 });
  expect(one?.billingCycles).toEqual(older?.billingCycles.slice(1));
  const [since] = await fetchUsage(client, { serviceLineNumbers: [number], queryStartDate: '2026-09-12T08:00:00Z' });
  expect(since?.startDate).toBe('2026-09-12T00:00:00+00:00');
  expect(since?.billingCycles.length).toBeGreaterThanOrEqual(3);
  // More than the service keeps gives what it keeps.
  expect((await fetchUsage(client, { serviceLineNumbers: [number], previousBillingCycles: 40 }))[0]?.billingCycles).toHaveLength(13);
  expect((await fetchUsage(client, { serviceLineNumbers: [] })).length).toBe(usual.length);
});

test('paging: sizes, the page behind the last, refusals', async () => {
  const client = await connect(await start());
  const page = async (query: string, body = ''): Promise<unknown> => JSON.parse((await client.post(`/data-usage/query${query}`, body)).text);
  expect(field(await page('?'), 'content')).toMatchObject({ pageIndex: 0, limit: 50 });
  expect(field<unknown[]>(await page('?limit=250'), 'content', 'results')).toHaveLength(250);
  expect(field(await page('?page=99&limit=7'), 'content')).toMatchObject({ results: [], isLastPage: true, pageIndex: 99, limit: 7 });
  for (const [query, body] of [['?limit=0', ''], ['?limit=251', ''], ['?limit=x', ''], ['?page=-1', ''], ['', '{"pageIndex":0}'], ['', '{"previousBillingCycles":"1"}'], ['', '{"serviceLineNumbers":"x"}'], ['', '{"activeServiceLinesOnly":1}'], ['', '{"queryStartDate":"soon"}'], ['', '{']] as const) {
    expect([query, body, (await client.post(`/data-usage/query${query}`, body)).status]).toEqual([query, body, 400]);
  }
});

test('a day of usage is what the samples of that day add up to', async () => {
  const day = Math.floor(heldSecond / 86_400) - 2;
  const [account] = buildFleet({ seed: foldSeed(7), terminals: 400, accounts: 1, serviceAccountsPerAccount: 1 });
  const lines = all;
  const samples = createTerminalSamples(createPlaces());
  const ratios: number[] = [];
  for (const serviceLine of account?.serviceLines.filter((one) => one.userTerminalIds.length === 1).slice(0, 60) ?? []) {
    const terminal = account?.terminals.find((one) => one.userTerminalId === serviceLine.userTerminalIds[0]);
    const days = lines.find((line) => line.serviceLineNumber === serviceLine.serviceLineNumber)?.billingCycles.flatMap((cycle) => cycle.dailyDataUsage);
    if (terminal === undefined || days === undefined || terminal.rotation !== null || terminal.quirks.hotSpot) continue;
    let movedGB = 0;
    for (let second = day * 86_400 + terminal.phase; second < (day + 1) * 86_400; second += 15) {
      if (findSilence(terminal, second) !== null) continue;
      const sample = samples.at(terminal, second);
      movedGB += ((sample.downlinkMbps + sample.uplinkMbps) * 15) / 8 / 1000;
    }
    const used = days.find((one) => Date.parse(one.date) === day * 86_400_000);
    const usedGB = (used?.priorityGB ?? 0) + (used?.standardGB ?? 0);
    // A terminal at rest moves its own housekeeping, which nobody is billed for.
    if (usedGB === 0) expect(movedGB).toBeLessThan(0.2);
    else ratios.push(movedGB / usedGB);
  }
  expect(ratios.length).toBeGreaterThan(30);
  const middle = [...ratios].sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0;
  expect(middle).toBeGreaterThan(0.93);
  expect(middle).toBeLessThan(1.07);
  // Rain, bursts and outages make the difference.
  expect(ratios.filter((ratio) => ratio < 0.75 || ratio > 1.25).length).toBeLessThan(ratios.length / 8);
});

test('a closed day never changes, today grows, and the cycle turns over on the billing day', async () => {
  const clock = holdClock();
  const client = await connect(await start({ nowNs: clock.nowNs }));
  const [before] = await fetchUsage(client, { activeServiceLinesOnly: true, previousBillingCycles: 12 }, 250);
  const number = before?.serviceLineNumber ?? '';
  const daysOf = (line: LineUsage | undefined): Map<string, Day> => new Map(line?.billingCycles.flatMap((cycle) => cycle.dailyDataUsage).map((day) => [day.date, day]));
  clock.second += 10 * 3600;
  const [later] = await fetchUsage(client, { serviceLineNumbers: [number], previousBillingCycles: 12 });
  const today = new Date(heldSecond * 1000).toISOString().slice(0, 10);
  const [old, now] = [daysOf(before), daysOf(later)];
  for (const [date, day] of old) if (!date.startsWith(today) && date < (before?.lastUpdated ?? '').slice(0, 10)) expect(now.get(date)).toEqual(day);
  clock.second = Date.parse(before?.endDate ?? '') / 1000 + 30 * 3600;
  const [next] = await fetchUsage(client, { serviceLineNumbers: [number], previousBillingCycles: 12 });
  expect(next?.billingCycles.at(-1)?.startDate).toBe(before?.endDate);
  expect(daysOf(next).size).toBeGreaterThan(old.size - 31);
});

test('currencies are the accounts’ own', async () => {
  const simulator = await start({ accounts: 6, terminals: 60 });
  const currencies: string[] = [];
  for (let position = 0; position < 6; position++) {
    const lines = await fetchUsage(await connect(simulator, position));
    expect(new Set(lines.map((line) => line.servicePlan.isoCurrencyCode)).size).toBe(1);
    currencies.push(lines[0]?.servicePlan.isoCurrencyCode ?? '');
  }
  expect(currencies).toEqual(['EUR', 'GBP', 'EUR', 'USD', 'EUR', 'AUD']);
});
