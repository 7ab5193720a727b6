// Writes to service lines and terminals: what they change, what they refuse, and what is seen of them everywhere else.
import { afterEach, describe, expect, test } from 'vitest';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { connect, field, holdClock, parseStream, type ApiClient, type HeldClock, type Reply } from './simulator-client.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

interface Block { productId: string; count: number; dataAmount: number; expirationDate: string }
interface Line {
  serviceLineNumber: string; nickname: string | null; productReferenceId: string; delayedProductId: string | null; optInProductId: string | null;
  publicIp: boolean; active: boolean; endDate: string | null; startDate: string; addressReferenceId: string;
  dataBlocks: { recurringBlocksCurrentBillingCycle: Block[]; recurringBlocksNextBillingCycle: Block[]; delayedProductRecurringBlocksNextCycle: Block[]; topUpBlocksOneTimePurchase: Block[] };
}
interface Product { productReferenceId: string; price: number; dataProducts: { topUpProduct: { productId: string }; dataBlockProducts: { productId: string }[] } | null }
interface Terminal { userTerminalId: string; kitSerialNumber: string; dishSerialNumber: string; serviceLineNumber: string | null }

interface Bench {
  readonly simulator: Simulator;
  readonly clock: HeldClock;
  readonly client: ApiClient;
  readonly products: readonly Product[];
  readonly lines: readonly Line[];
  /** A line that can be topped up, opted out, and one on a restricted plan. */
  readonly fine: Line;
  readonly restricted: Line;
  line(number?: string): Promise<Line>;
  productOf(line: Line): Product;
  write(method: string, what: string, body?: unknown, number?: string): Promise<Reply>;
  limitGB(number?: string): Promise<number>;
  terminals(): Promise<Terminal[]>;
}

async function setUp(options: SimulatorOptions = {}): Promise<Bench> {
  const clock = holdClock();
  const simulator = await createSimulator({ terminals: 95, accounts: 1, seed: 7, demoCruise: false, rateLimitPerMinute: null, nowNs: clock.nowNs, ...options });
  running.push(simulator);
  const client = await connect(simulator);
  const list = async <T>(path: string): Promise<T[]> => field<T[]>(JSON.parse((await client.get(path)).text), 'content', 'results');
  const [products, lines] = [await list<Product>('/products'), await list<Line>('/service-lines')];
  const productOf = (line: Line): Product => products.find((one) => one.productReferenceId === line.productReferenceId) ?? fail();
  const fine = lines.find((line) => line.active && productOf(line).dataProducts !== null && line.optInProductId === null && line.dataBlocks.topUpBlocksOneTimePurchase.length === 0) ?? fail();
  const at = (number: string): string => `/service-lines/${encodeURIComponent(number)}`;
  return {
    simulator, clock, client, products, lines, fine, productOf,
    restricted: lines.find((line) => line.active && productOf(line).dataProducts === null) ?? fail(),
    line: async (number = fine.serviceLineNumber) => field<Line>(JSON.parse((await client.get(at(number))).text), 'content'),
    write: (method, what, body, number = fine.serviceLineNumber) => client.call(method, at(number) + what, body),
    limitGB: async (number = fine.serviceLineNumber) =>
      field<number>(JSON.parse((await client.post('/data-usage/query', JSON.stringify({ serviceLineNumbers: [number] }))).text), 'content', 'results', 0, 'servicePlan', 'usageLimitGB'),
    terminals: () => list<Terminal>('/user-terminals'),
  };
}

function fail(): never {
  throw new Error('the fleet lacks a line for this test');
}

const wordsOf = (reply: Reply): [number | null, string] => [reply.status, field<string>(JSON.parse(reply.text), 'errors', 0, 'errorMessage')];

test('nickname and public IP: seen in the line and in the list, found by its new name', async () => {
  const { client, fine, line, write } = await setUp();
  expect(JSON.parse((await write('PUT', '/nickname', { nickname: 'MV Nordlys' })).text)).toEqual({ errors: [], warnings: [], information: [], isValid: true });
  await write('PUT', '/public-ip', { publicIp: !fine.publicIp });
  expect(await line()).toEqual({ ...fine, nickname: 'MV Nordlys', publicIp: !fine.publicIp });
  expect(field(JSON.parse((await client.get('/service-lines?searchString=nordlys')).text), 'content', 'results')).toMatchObject([{ serviceLineNumber: fine.serviceLineNumber }]);
  for (const body of [{}, { nickname: '' }, { nickname: 'x', name: 'y' }]) expect((await write('PUT', '/nickname', body)).status).toBe(400);
  expect(wordsOf(await write('PUT', '/nickname', { nickname: 'x' }, 'SL-none'))).toEqual([422, 'The service line was not found on this account.']);
});

test('public IP: addresses are reported as soon as it is on, and one empty row when it is off', async () => {
  const { clock, client, lines, write, terminals } = await setUp();
  await client.stream();
  clock.second += 60;
  const talking = new Set(parseStream((await client.stream()).text).rows.map((row) => row.deviceId));
  const ipRows = async (id: string, seconds: number): Promise<number[]> => {
    clock.second += seconds;
    return parseStream((await client.stream()).text).rows.filter((row) => row.deviceId === `ip-ut${id}`).map((row) => (row.cells['Ipv4'] as string[]).length);
  };
  const without = new Set(lines.filter((one) => one.active && !one.publicIp).map((one) => one.serviceLineNumber));
  let seen = 0;
  for (const terminal of (await terminals()).filter((one) => without.has(one.serviceLineNumber ?? '') && talking.has(`ut${one.userTerminalId}`)).slice(0, 8)) {
    expect(await ipRows(terminal.userTerminalId, 30)).toEqual([]);
    await write('PUT', '/public-ip', { publicIp: true }, terminal.serviceLineNumber ?? '');
    const on = await ipRows(terminal.userTerminalId, 30);
    await write('PUT', '/public-ip', { publicIp: false }, terminal.serviceLineNumber ?? '');
    const off = await ipRows(terminal.userTerminalId, 600);
    // One lease in six is a time without addresses.
    if (on.length === 0) continue;
    seen++;
    expect([on[0], off]).toEqual([1, [0]]);
  }
  expect(seen).toBeGreaterThan(4);
});

describe('top-up', () => {
  test('is bought as often as it is sent; blocks show it and the limit grows; it ends with the cycle', async () => {
    const { clock, fine, productOf, line, limitGB, write } = await setUp();
    const productId = productOf(fine).dataProducts?.topUpProduct.productId ?? '';
    const before = await limitGB();
    for (const count of [2, 3]) expect(JSON.parse((await write('POST', '/data/top-up', { productId, count })).text)).toEqual({ errors: [], warnings: [], information: [], isValid: true });
    const blocks = (await line()).dataBlocks.topUpBlocksOneTimePurchase;
    expect(blocks.map((block) => [block.productId, block.count, block.dataAmount])).toEqual([[productId, 2, 50], [productId, 3, 50]]);
    expect(await limitGB()).toBe(before + 250);
    clock.second = Date.parse(blocks[0]?.expirationDate ?? '') / 1000 + 86_400;
    expect((await line()).dataBlocks.topUpBlocksOneTimePurchase).toEqual([]);
    expect(await limitGB()).toBe(before);
  });

  test('is refused in words, and nothing is bought', async () => {
    const { fine, restricted, lines, productOf, line, write } = await setUp();
    const productId = productOf(fine).dataProducts?.topUpProduct.productId ?? '';
    const ended = lines.find((one) => !one.active) ?? fail();
    expect(wordsOf(await write('POST', '/data/top-up', { productId, count: 1 }, restricted.serviceLineNumber))).toEqual([422, 'The service line must be on a top up plan.']);
    expect(wordsOf(await write('POST', '/data/top-up', { productId: 'other', count: 1 }))).toEqual([422, 'The product other is not available for this service line.']);
    expect(wordsOf(await write('POST', '/data/top-up', { productId, count: 0 }))).toEqual([422, 'The number of data blocks must be at least 1.']);
    expect(wordsOf(await write('POST', '/data/top-up', { productId, count: 1 }, ended.serviceLineNumber))).toEqual([422, 'The service line is not active.']);
    for (const body of [{ productId }, { productId, count: 1.5 }, { productId, count: '2' }, { productId, count: 1, orderId: 7 }]) expect((await write('POST', '/data/top-up', body)).status).toBe(400);
    expect((await line()).dataBlocks).toEqual(fine.dataBlocks);
  });

  test('a rate-limited terminal is fast again in the samples that follow', async () => {
    const { simulator, clock, client, lines, productOf, write, terminals } = await setUp({ startBackS: 0 });
    await client.stream();
    const limited = async (): Promise<string[]> => {
      clock.second += 60;
      return parseStream((await client.stream()).text).rows.filter((row) => row.letter === 'u' && (row.cells['ActiveAlerts'] as number[]).includes(97)).map((row) => row.deviceId);
    };
    let slow = await limited();
    // Its quota is used up on the seventeenth day of a cycle.
    for (let days = 0; days < 31 && slow.length === 0; days++) {
      clock.second += 86_400;
      await client.stream();
      slow = await limited();
    }
    const terminal = (await terminals()).find((one) => `ut${one.userTerminalId}` === slow[0]) ?? fail();
    const line = lines.find((one) => one.serviceLineNumber === terminal.serviceLineNumber) ?? fail();
    await write('POST', '/data/top-up', { productId: productOf(line).dataProducts?.topUpProduct.productId, count: 1 }, line.serviceLineNumber);
    expect(await limited()).not.toContain(slow[0]);
    const used = async (): Promise<number> => field<{ date: string; priorityGB: number; standardGB: number }[]>(
      JSON.parse((await client.post('/data-usage/query', JSON.stringify({ serviceLineNumbers: [line.serviceLineNumber] }))).text), 'content', 'results', 0, 'billingCycles', 1, 'dailyDataUsage',
    ).slice(-2, -1).reduce((sum, day) => sum + day.priorityGB + day.standardGB, 0);
    const before = await used();
    clock.second += 2 * 86_400;
    expect(await used()).toBeGreaterThan(5 * before);
    expect(simulator.ledger.summary().requests['topUp']).toBe(1);
  });
});

describe('opt-in', () => {
  test('cools down: a second switch is refused in words until then', async () => {
    const { clock, line, write } = await setUp({ optInCoolDownS: 3600 });
    const on = JSON.parse((await write('POST', '/data/opt-in')).text) as unknown;
    expect(field(on, 'content')).toMatchObject({ isInOptInCoolDown: true, deactivatedDate: null, activatedDate: '2026-11-23T02:13:20+00:00' });
    expect((await line()).optInProductId).toBe(field(on, 'content', 'productId'));
    clock.second += 3599;
    expect(wordsOf(await write('POST', '/data/opt-out'))).toEqual([422, 'The opt-in state was changed recently. It can be changed again at 2026-11-23T03:13:20+00:00.']);
    clock.second += 1;
    expect(field(JSON.parse((await write('POST', '/data/opt-out')).text), 'content')).toMatchObject({ isInOptInCoolDown: true, deactivatedDate: '2026-11-23T03:13:20+00:00' });
    expect((await line()).optInProductId).toBeNull();
  });

  test('what is beyond the limit from then on is priority data, and costs', async () => {
    const { clock, client, lines, productOf, write, restricted } = await setUp({ optInCoolDownS: 0, terminals: 300 });
    const usage = async (number: string): Promise<{ totalStandardGB: number; totalOptInPriorityGB: number; overageLines: { overagePrice: number }[] }> =>
      field(JSON.parse((await client.post('/data-usage/query', JSON.stringify({ serviceLineNumbers: [number], previousBillingCycles: 0 }))).text), 'content', 'results', 0, 'billingCycles', 0);
    const candidates = lines.filter((one) => one.active && one.optInProductId === null && productOf(one).dataProducts !== null);
    let over: string | undefined;
    for (const one of candidates) if (over === undefined && (await usage(one.serviceLineNumber)).totalStandardGB > 5) over = one.serviceLineNumber;
    const number = over ?? fail();
    const before = await usage(number);
    expect(before.totalOptInPriorityGB).toBe(0);
    await write('POST', '/data/opt-in', undefined, number);
    clock.second += 2 * 86_400;
    const after = await usage(number);
    expect(after.totalOptInPriorityGB).toBeGreaterThan(0);
    expect(after.overageLines[0]?.overagePrice).toBeGreaterThan(0);
    // What was used as standard data stays that.
    expect(after.totalStandardGB).toBeGreaterThanOrEqual(before.totalStandardGB);
    expect(wordsOf(await write('POST', '/data/opt-in', undefined, number))).toEqual([422, 'The service line is opted in already.']);
    expect((await write('POST', '/data/opt-in', undefined, restricted.serviceLineNumber)).status).toBe(422);
  });
});

describe('plans and blocks', () => {
  test('blocks bought on the day of an upgrade from a restricted plan are there and count', async () => {
    const { products, restricted, line, write, limitGB, client, productOf } = await setUp();
    const { serviceLineNumber } = restricted;
    const wanted = products.find((one) => one.productReferenceId.includes('local-priority-500gb')) ?? fail();
    const block = wanted.dataProducts?.dataBlockProducts[0]?.productId ?? '';
    const topUp = wanted.dataProducts?.topUpProduct.productId ?? '';
    expect((await write('PUT', '/product', { productReferenceId: wanted.productReferenceId, recurringDataBlocks: [{ productId: block, count: 1 }] }, serviceLineNumber)).status).toBe(200);
    expect((await write('POST', '/data/top-up', { productId: topUp, count: 2 }, serviceLineNumber)).status).toBe(200);
    const now = await line(serviceLineNumber);
    expect(productOf(now)).toBe(wanted);
    expect(now.dataBlocks).toMatchObject({
      recurringBlocksCurrentBillingCycle: [{ productId: block, count: 1, dataAmount: 50 }], topUpBlocksOneTimePurchase: [{ productId: topUp, count: 2, dataAmount: 50 }],
    });
    expect(await limitGB(serviceLineNumber)).toBe(500 + 50 + 2 * 50);
    const usage: unknown = JSON.parse((await client.post('/data-usage/query', JSON.stringify({ serviceLineNumbers: [serviceLineNumber], previousBillingCycles: 0 }))).text);
    const blocks = field<{ dataBlockType: string; totalAmountGB: number }[]>(usage, 'content', 'results', 0, 'billingCycles', 0, 'dataPoolUsage', 0, 'dataBlocks');
    expect(blocks.map(({ dataBlockType, totalAmountGB }) => [dataBlockType, totalAmountGB])).toEqual([
      ['IncludedWithBaseSubscription', 500], ['RecurringPerBillingCycle', 50], ['OneTimePurchase', 100], ['Overage', 0],
    ]);
  });

  test('an upgrade is at once, a downgrade waits for the bill day; each change splits the overage lines', async () => {
    const { clock, client, fine, products, line, write } = await setUp();
    const sorted = products.filter((one) => one.dataProducts !== null).sort((a, b) => a.price - b.price);
    const dearest = sorted.at(-1)?.productReferenceId ?? '';
    const cheapest = sorted[0]?.productReferenceId ?? '';
    if (fine.productReferenceId !== dearest) {
      expect((await write('PUT', '/product', { productReferenceId: dearest })).status).toBe(200);
      expect(await line()).toMatchObject({ productReferenceId: dearest, delayedProductId: null });
    }
    clock.second += 86_400;
    expect((await write('PUT', '/product', { productReferenceId: cheapest })).status).toBe(200);
    expect(await line()).toMatchObject({ productReferenceId: dearest, delayedProductId: cheapest });
    clock.second += 32 * 86_400;
    expect(await line()).toMatchObject({ productReferenceId: cheapest, delayedProductId: null });
    const parts = field<{ productReferenceId: string }[]>(JSON.parse((await client.get(`/service-lines/${fine.serviceLineNumber}/billing-cycles/partial-periods`)).text), 'content');
    if (fine.productReferenceId !== dearest) expect(parts.map((part) => part.productReferenceId)).toEqual(expect.arrayContaining([fine.productReferenceId, dearest]));
    expect(wordsOf(await write('PUT', '/product', { productReferenceId: cheapest }))).toEqual([422, 'The service line is on this product already.']);
    expect((await write('PUT', '/product', { productReferenceId: 'none' })).status).toBe(422);
  });

  test('recurring blocks change with the next cycle, or at once when asked; lowering takes nothing back', async () => {
    const { clock, fine, productOf, line, write } = await setUp();
    const productId = productOf(fine).dataProducts?.dataBlockProducts[1]?.productId ?? '';
    const counts = async (): Promise<[number, number]> => {
      const { dataBlocks } = await line();
      const countOf = (blocks: Block[]): number => blocks.find((block) => block.productId === productId)?.count ?? 0;
      return [countOf(dataBlocks.recurringBlocksCurrentBillingCycle), countOf(dataBlocks.recurringBlocksNextBillingCycle)];
    };
    await write('PUT', '/data/recurring', { recurringDataBlocks: [{ productId, count: 4 }] });
    expect(await counts()).toEqual([0, 4]);
    await write('PUT', '/data/recurring', { recurringDataBlocks: [{ productId, count: 6 }], applyToCurrentMonth: true });
    expect(await counts()).toEqual([6, 6]);
    await write('PUT', '/data/recurring', { recurringDataBlocks: [{ productId, count: 1 }], applyToCurrentMonth: true });
    expect(await counts()).toEqual([6, 1]);
    clock.second += 32 * 86_400;
    expect(await counts()).toEqual([1, 1]);
    expect((await write('PUT', '/data/recurring', { recurringDataBlocks: [{ productId: 'none', count: 1 }] })).status).toBe(422);
    expect((await write('PUT', '/data/recurring', { dataPoolId: 'pool' })).status).toBe(422);
  });
});

test('a new line can be used at once; a line can be ended now or on its bill day', async () => {
  const { clock, client, fine, lines, line, write } = await setUp();
  const made = await client.call('POST', '/service-lines', { addressReferenceId: fine.addressReferenceId, productReferenceId: fine.productReferenceId });
  expect(made.status).toBe(201);
  const number = field<string>(JSON.parse(made.text), 'content', 'serviceLineNumber');
  expect(lines.map((one) => one.serviceLineNumber)).not.toContain(number);
  expect(field(JSON.parse((await client.get('/service-lines')).text), 'content', 'results', 0, 'serviceLineNumber')).toBe(number);
  expect((await write('DELETE', '?endNow=true', undefined, number)).status).toBe(200);
  expect(await line(number)).toMatchObject({ active: false, endDate: '2026-11-23T02:13:20+00:00' });
  expect((await write('DELETE', '')).status).toBe(200);
  expect((await line()).active).toBe(true);
  clock.second += 32 * 86_400;
  expect((await line()).active).toBe(false);
  expect((await client.call('POST', '/service-lines', { addressReferenceId: '00000000-0000-4000-8000-000000000000', productReferenceId: fine.productReferenceId })).status).toBe(422);
});

test('a terminal is taken off its line and account, and comes back; its rows say so', async () => {
  const { clock, client, write, terminals } = await setUp();
  await client.stream();
  const rowsOf = async (id: string): Promise<ReturnType<typeof parseStream>['rows']> => {
    clock.second += 60;
    return parseStream((await client.stream()).text).rows.filter((row) => row.letter === 'u' && row.deviceId === `ut${id}`);
  };
  const before = await terminals();
  clock.second += 60;
  const talking = new Set(parseStream((await client.stream()).text).rows.map((row) => row.deviceId));
  const terminal = before.find((one) => one.serviceLineNumber !== null && talking.has(`ut${one.userTerminalId}`)) ?? fail();
  const number = terminal.serviceLineNumber ?? '';
  expect(wordsOf(await client.call('DELETE', `/user-terminals/${terminal.kitSerialNumber}`))).toEqual([422, 'The user terminal must be removed from its service line first.']);
  expect((await write('DELETE', `/user-terminals/${terminal.dishSerialNumber}`, undefined, number)).status).toBe(200);
  expect((await terminals()).find((one) => one.userTerminalId === terminal.userTerminalId)?.serviceLineNumber).toBeNull();
  // Without a line it has no service, and says why.
  for (const row of await rowsOf(terminal.userTerminalId)) expect([row.cells['DownlinkThroughput'], row.cells['PingDropRateAvg'], (row.cells['ActiveAlerts'] as number[]).includes(55)]).toEqual([0, 1, true]);
  expect((await client.call('DELETE', `/user-terminals/${terminal.userTerminalId}`)).status).toBe(200);
  expect(await terminals()).toHaveLength(before.length - 1);
  expect(await rowsOf(terminal.userTerminalId)).toEqual([]);
  expect((await client.call('POST', '/user-terminals', { deviceId: terminal.kitSerialNumber })).status).toBe(200);
  expect((await write('POST', '/user-terminals', { deviceId: terminal.userTerminalId }, number)).status).toBe(200);
  expect(await terminals()).toEqual(before);
  const rows = await rowsOf(terminal.userTerminalId);
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) expect((row.cells['ActiveAlerts'] as number[]).includes(55)).toBe(false);
  expect((await client.call('POST', '/user-terminals', { deviceId: 'nobody' })).status).toBe(422);
});
