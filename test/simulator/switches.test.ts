// Writes whose answer is lost before or after they took effect, late telemetry, a clock that runs fast, and what is switched while running.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createClock } from '../../src/simulator/clock.ts';
import { createSimulator, type Fault, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { connect, field, heldSecond, holdClock, identityOf, parseStream, send, type ApiClient, type Reply } from './simulator-client.ts';
import { patient } from '../patient.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await createSimulator({ terminals: 30, accounts: 1, seed: 7, demoCruise: false, rateLimitPerMinute: null, nowNs: holdClock().nowNs, ...options });
  running.push(simulator);
  return simulator;
}

interface Purse {
  topUp(signal?: AbortSignal): Promise<Reply>;
  blocks(): Promise<number>;
}

/** A line that can be topped up. */
async function openPurse(client: ApiClient): Promise<Purse> {
  const products = field<{ productReferenceId: string; dataProducts: { topUpProduct: { productId: string } } | null }[]>(JSON.parse((await client.get('/products')).text), 'content', 'results');
  const lines = field<{ serviceLineNumber: string; productReferenceId: string; active: boolean; dataBlocks: { topUpBlocksOneTimePurchase: unknown[] } }[]>(JSON.parse((await client.get('/service-lines')).text), 'content', 'results');
  const topUpOf = (reference: string): string | undefined => products.find((one) => one.productReferenceId === reference)?.dataProducts?.topUpProduct.productId;
  const line = lines.find((one) => one.active && one.dataBlocks.topUpBlocksOneTimePurchase.length === 0 && topUpOf(one.productReferenceId) !== undefined);
  const path = `/service-lines/${line?.serviceLineNumber ?? ''}`;
  const body = JSON.stringify({ productId: topUpOf(line?.productReferenceId ?? ''), count: 1 });
  return {
    topUp: (signal) => client.post(`${path}/data/top-up`, body, signal === undefined ? {} : { signal }),
    blocks: async () => field<unknown[]>(JSON.parse((await client.get(path)).text), 'content', 'dataBlocks', 'topUpBlocksOneTimePurchase').length,
  };
}

describe('a write whose outcome the client cannot know', () => {
  const lost: readonly (readonly [string, Fault, number | null])[] = [
    ['connection broken', { kind: 'reset', call: 'topUp', times: 1 }, null],
    ['gateway timeout', { kind: 'status', status: 504, call: 'topUp', times: 1 }, 504],
    ['captive portal', { kind: 'html', call: 'topUp', times: 1 }, 200],
    ['200 that says invalid', { kind: 'invalid', call: 'topUp', times: 1 }, 200],
  ];
  test.each(lost)('%s: before, nothing was bought; after, it was', async (_, fault, status) => {
    const simulator = await start();
    const client = await connect(simulator);
    const purse = await openPurse(client);
    simulator.setFault(fault);
    expect((await purse.topUp()).status).toBe(status);
    expect(await purse.blocks()).toBe(0);
    simulator.setFault({ ...fault, afterEffect: true } as Fault);
    expect((await purse.topUp()).status).toBe(status);
    expect(await purse.blocks()).toBe(1);
    expect((await purse.topUp()).status).toBe(200);
    expect(await purse.blocks()).toBe(2);
  });

  test('silence until the client gives up, before and after', async () => {
    const simulator = await start();
    const client = await connect(simulator);
    const purse = await openPurse(client);
    for (const [afterEffect, bought] of [[false, 0], [true, 1]] as const) {
      simulator.setFault({ kind: 'reset', hold: true, afterEffect, call: 'topUp', times: 1 });
      const asked = simulator.ledger.summary().requests['topUp'] ?? 0;
      const leaving = new AbortController();
      const reply = purse.topUp(leaving.signal);
      await vi.waitFor(() => expect(simulator.ledger.summary().requests['topUp']).toBe(asked + 1), patient);
      await vi.waitFor(async () => expect(await purse.blocks()).toBe(bought), patient);
      leaving.abort();
      expect((await reply).status).toBeNull();
      expect(await purse.blocks()).toBe(bought);
    }
  });

  test('a client that gives up on a slow answer has bought nothing', async () => {
    const simulator = await start();
    const client = await connect(simulator);
    const purse = await openPurse(client);
    simulator.setFault({ kind: 'delay', delayMs: 60_000, call: 'topUp', times: 1 });
    const leaving = new AbortController();
    const reply = purse.topUp(leaving.signal);
    await vi.waitFor(() => expect(simulator.ledger.summary().requests['topUp']).toBe(1), patient);
    leaving.abort();
    expect((await reply).status).toBeNull();
    expect(await purse.blocks()).toBe(0);
  });
});

test('a view-only credential reads everything and writes nothing', async () => {
  const simulator = await start();
  const client = await connect(simulator);
  const purse = await openPurse(client);
  simulator.setFault({ kind: 'forbidden', feature: 'ServicePlan', permission: 'Edit' });
  const refused = await purse.topUp();
  expect([refused.status, field(JSON.parse(refused.text), 'content')]).toMatchObject([403, { requiredPermission: { featureAccess: 9, permission: 1 }, permissionString: 'Edit' }]);
  expect(await purse.blocks()).toBe(0);
  expect((await client.get('/service-lines')).status).toBe(200);
});

test('telemetry that comes late loses nothing', async () => {
  const clock = holdClock();
  const simulator = await start({ nowNs: clock.nowNs, serviceAccountsPerAccount: 2 });
  const [late, prompt] = [await connect(simulator, 0), await connect(simulator, 1)];
  const poll = async (client: ApiClient): Promise<string[]> => parseStream((await client.stream()).text).rows.map(identityOf);
  await Promise.all([poll(late), poll(prompt)]);
  const undo = simulator.setFault({ kind: 'telemetryDelay', delayS: 1800, account: simulator.credentials[0]?.clientId ?? '' });
  clock.second += 900;
  const first = await poll(prompt);
  expect([await poll(late), first.length > 1000]).toEqual([[], true]);
  const newest = async (client: ApiClient): Promise<number> => Math.max(...Object.values(field<Record<string, { timestamp: string }>>(
    JSON.parse((await client.post('/telemetry/query', '{"includeUserTerminals":true}')).text), 'content', 'userTerminals')).map((entry) => Date.parse(entry.timestamp) / 1000));
  expect([await newest(late), await newest(prompt)].map((second) => Math.round((clock.second - second) / 100))).toEqual([18, 0]);
  clock.second += 1000;
  expect((await poll(late)).length).toBeGreaterThan(50);
  undo();
  await poll(late);
  clock.second += 60;
  await Promise.all([poll(late), poll(prompt)]);
  const rowsOf = (clientId: string): number => simulator.ledger.summary().accounts.find((one) => one.clientId === clientId)?.rows ?? 0;
  expect(rowsOf(simulator.credentials[0]?.clientId ?? '')).toBe(rowsOf(simulator.credentials[1]?.clientId ?? ''));
  expect(rowsOf(simulator.credentials[0]?.clientId ?? '')).toBeGreaterThan(5000);
});

test('slow linger: a full batch waits for the whole linger', async () => {
  const simulator = await start({ startBackS: 600 });
  const client = await connect(simulator);
  simulator.setFault({ kind: 'slowLinger', times: 1 });
  const leaving = new AbortController();
  const waiting = client.stream({ batchSize: 10, maxLingerMs: 60_000 }, { signal: leaving.signal });
  await vi.waitFor(() => expect(simulator.streamsInHand()).toBe(1), patient);
  const prompt = await client.stream({ batchSize: 10, maxLingerMs: 60_000 });
  expect(parseStream(prompt.text).rows).toHaveLength(10);
  expect(simulator.streamsInHand()).toBe(1);
  leaving.abort();
  expect((await waiting).status).toBeNull();
});

describe('the simulated clock', () => {
  test('starts where it is told, runs as fast as it is told, jumps, and never runs back', () => {
    let baseMs = 1_000_000;
    const clock = createClock({ nowNs: () => BigInt(baseMs) * 1_000_000n, startAtMs: Date.parse('2026-11-01T00:00:00Z'), speed: 60 });
    const now = (): string => new Date(Number(clock.nowNs() / 1_000_000n)).toISOString();
    expect(now()).toBe('2026-11-01T00:00:00.000Z');
    baseMs += 60_000;
    expect(now()).toBe('2026-11-01T01:00:00.000Z');
    clock.setSpeed(1);
    baseMs += 60_000;
    expect(now()).toBe('2026-11-01T01:01:00.000Z');
    clock.advance(86_400);
    expect(now()).toBe('2026-11-02T01:01:00.000Z');
    clock.setSpeed(0);
    baseMs += 1_000_000;
    expect([now(), clock.nowS(), clock.speed]).toEqual(['2026-11-02T01:01:00.000Z', Date.parse('2026-11-02T01:01:00Z') / 1000, 0]);
  });

  test('without options it is the clock underneath, to the nanosecond', () => {
    expect(createClock({ nowNs: () => 1_795_400_000_123_456_789n }).nowNs()).toBe(1_795_400_000_123_456_789n);
  });

  test('telemetry, usage and reboots run on it', async () => {
    const simulator = await start({ startAt: '2026-11-23T02:13:20Z', clockSpeed: 0 });
    const client = await connect(simulator);
    expect(simulator.clock.nowS()).toBe(heldSecond);
    await client.stream();
    simulator.clock.advance(60);
    expect(parseStream((await client.stream()).text).rows.every((row) => row.timestampNs / 1_000_000_000n < BigInt(heldSecond + 60))).toBe(true);
    const updated = async (): Promise<string> => field(JSON.parse((await client.post('/data-usage/query?limit=1', '')).text), 'content', 'results', 0, 'lastUpdated');
    const before = await updated();
    simulator.clock.advance(86_400);
    expect(Date.parse(await updated()) - Date.parse(before)).toBe(86_400_000);
  });
});

test('everything is switched while it runs, over the control endpoint', async () => {
  const simulator = await start({ control: true, startAt: '2026-11-23T02:13:20Z', clockSpeed: 0 });
  const control = async (method: string, what: string, body?: unknown): Promise<[number | null, unknown]> => {
    const reply = await send(`${new URL(simulator.url).origin}/__simulator/${what}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return [reply.status, JSON.parse(reply.text)];
  };
  expect(await control('GET', 'clock')).toEqual([200, { now: '2026-11-23T02:13:20.000Z', speed: 0 }]);
  expect(await control('POST', 'clock', { advanceS: 3600 })).toEqual([200, { now: '2026-11-23T03:13:20.000Z', speed: 0 }]);
  expect(await control('POST', 'clock', { speed: 120 })).toMatchObject([200, { speed: 120 }]);
  for (const speed of [-1, 1e300, '2']) expect(await control('POST', 'clock', { speed })).toEqual([400, { error: 'speed must be a number from 0 to 100000' }]);
  expect(await control('POST', 'clock', { advanceS: 1e300 })).toMatchObject([400, { error: expect.stringContaining('advanceS') as string }]);
  expect(await control('GET', 'clock')).toMatchObject([200, { speed: 120 }]);
  expect(await control('POST', 'clock', { hour: 3 })).toMatchObject([400, { error: expect.stringContaining('hour') as string }]);

  expect(await control('GET', 'settings')).toEqual([200, { tokenLifetimeS: 900, rateLimitPerMinute: null }]);
  expect(await control('POST', 'settings', { tokenLifetimeS: 0, rateLimitPerMinute: 3 })).toEqual([200, { tokenLifetimeS: 0, rateLimitPerMinute: 3 }]);
  const dead = await connect(simulator);
  expect((await dead.get('/account')).status).toBe(401);
  await control('POST', 'settings', { tokenLifetimeS: 900 });
  const client = await connect(simulator);
  const statuses: (number | null)[] = [];
  for (let call = 0; call < 4; call++) statuses.push((await client.get('/account')).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
  await control('POST', 'settings', { rateLimitPerMinute: null });
  expect((await client.get('/account')).status).toBe(200);
  expect(await control('POST', 'settings', { rateLimitPerMinute: 'many' })).toEqual([400, { error: 'rateLimitPerMinute must be a whole number or null' }]);

  expect(await control('GET', 'outages')).toEqual([200, []]);
  expect(await control('POST', 'outages', { latitude: 56, longitude: 3, radiusKm: 300, durationS: 600 })).toMatchObject([200, [{ latitude: 56, radiusKm: 300 }]]);
  expect(await control('POST', 'outages', { latitude: 56 })).toMatchObject([400, { error: expect.stringContaining('longitude') as string }]);
  expect(await control('POST', 'faults', { kind: 'reset', call: 'topUp', afterEffect: true, times: 1 })).toEqual([200, [{ kind: 'reset', call: 'topUp', afterEffect: true, times: 1 }]]);
  expect(await control('POST', 'faults', { kind: 'pageDrift', afterEffect: true })).toEqual([400, { error: 'fault pageDrift has no field "afterEffect"' }]);
  expect(await control('POST', 'nothing')).toEqual([404, { error: 'the control endpoint has no POST /nothing' }]);
});
