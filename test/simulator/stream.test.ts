// The stream call: cursor, batches, linger, refusals, exact numbers, cadences, order.
import { getResolution, isValidCell } from 'h3-js';
import { afterEach, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { connect, field, heldSecond, holdClock, identityOf, parseStream, type StreamRow } from './simulator-client.ts';
import { patient } from '../patient.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function start(options: SimulatorOptions): Promise<Simulator> {
  const simulator = await createSimulator({ demoCruise: false, accounts: 1, rateLimitPerMinute: null, nowNs: holdClock().nowNs, ...options });
  running.push(simulator);
  return simulator;
}

async function drain(simulator: Simulator, sizes: readonly number[], position = 0): Promise<StreamRow[]> {
  const client = await connect(simulator, position);
  const rows: StreamRow[] = [];
  for (let poll = 0; ; poll++) {
    const batchSize = sizes[poll % sizes.length] ?? 1000;
    const got = parseStream((await client.stream({ batchSize, maxLingerMs: 0 })).text).rows;
    expect(got.length).toBeLessThanOrEqual(batchSize);
    rows.push(...got);
    if (got.length < batchSize) return rows;
  }
}

test('the same seed and clock give the same bytes, another seed other bytes', async () => {
  const bodies = await Promise.all([7, 7, 8].map(async (seed) => {
    const client = await connect(await start({ seed, terminals: 50, startBackS: 120 }));
    return (await client.stream()).text;
  }));
  expect(bodies[0]).toBe(bodies[1]);
  expect(bodies[0]).not.toBe(bodies[2]);
  expect(parseStream(bodies[0] ?? '').rows.length).toBeGreaterThan(500);
});

test('odd batch sizes give exactly the rows of one large batch, in the same order', async () => {
  const whole = await drain(await start({ terminals: 60, startBackS: 300 }), [65_000]);
  const pieces = await drain(await start({ terminals: 60, startBackS: 300 }), [1, 7, 97, 3, 2, 211]);
  expect(pieces.map(identityOf)).toEqual(whole.map(identityOf));
  expect(new Set(whole.map(identityOf)).size).toBe(whole.length);
});

test('a row depends on its time alone: a later cursor gets the rest of what an earlier one got', async () => {
  const early = await drain(await start({ terminals: 60, startBackS: 600 }), [65_000]);
  const late = await drain(await start({ terminals: 60, startBackS: 200 }), [65_000]);
  expect(late.length).toBeGreaterThan(500);
  expect(early.slice(-late.length)).toEqual(late);
});

test('two polls at the same time share the stream: nothing missing, nothing doubled', async () => {
  const whole = await drain(await start({ terminals: 60, startBackS: 300 }), [65_000]);
  const client = await connect(await start({ terminals: 60, startBackS: 300 }));
  const replies = await Promise.all([1, 2, 3, 4].map(() => client.stream({ batchSize: 400, maxLingerMs: 0 })));
  const got = replies.flatMap((reply) => parseStream(reply.text).rows.map(identityOf));
  expect([...got].sort()).toEqual(whole.slice(0, 1600).map(identityOf).sort());
});

test('a new cursor starts at now; time brings rows, each once', async () => {
  const clock = holdClock();
  const simulator = await start({ terminals: 30, nowNs: clock.nowNs });
  const client = await connect(simulator);
  const poll = async (): Promise<StreamRow[]> => [...parseStream((await client.stream()).text).rows];
  expect(await poll()).toEqual([]);
  clock.second += 40;
  const first = await poll();
  clock.second += 20;
  const second = await poll();
  expect(first.length).toBeGreaterThan(100);
  const all = [...first, ...second].map(identityOf);
  expect(new Set(all).size).toBe(all.length);
  // A late sample is at most 15 s older than the second it came in; none is from the running second or later.
  for (const row of first) {
    expect(row.timestampNs).toBeGreaterThanOrEqual(BigInt(heldSecond - 15) * 1_000_000_000n);
    expect(row.timestampNs).toBeLessThan(BigInt(heldSecond + 40) * 1_000_000_000n);
  }
});

test('each service account has a cursor of its own', async () => {
  const simulator = await start({ terminals: 20, startBackS: 60, serviceAccountsPerAccount: 2 });
  expect(simulator.credentials.map((one) => one.accountNumber)).toHaveLength(2);
  expect(simulator.credentials[0]?.accountNumber).toBe(simulator.credentials[1]?.accountNumber);
  expect(await drain(simulator, [65_000], 1)).toEqual(await drain(simulator, [65_000], 0));
});

test('what is older than 8 hours is gone, and the ledger says how much', async () => {
  const clock = holdClock();
  const simulator = await start({ terminals: 2, nowNs: clock.nowNs });
  const client = await connect(simulator);
  await client.stream();
  clock.second += 9 * 3600;
  const { rows } = parseStream((await client.stream()).text);
  const oldest = rows.reduce((least, row) => (row.timestampNs < least ? row.timestampNs : least), rows[0]?.timestampNs ?? 0n);
  expect(oldest).toBeGreaterThanOrEqual(BigInt(clock.second - 8 * 3600 - 15) * 1_000_000_000n);
  expect(oldest).toBeLessThan(BigInt(clock.second - 8 * 3600 + 30) * 1_000_000_000n);
  expect(simulator.ledger.summary().accounts[0]?.secondsExpired).toBe(3600);
});

test('linger: the answer comes as soon as the batch is full; a client that leaves first takes nothing along', async () => {
  const clock = holdClock();
  const simulator = await start({ terminals: 30, nowNs: clock.nowNs });
  const client = await connect(simulator);
  // Makes the cursor: from here on rows count.
  await client.stream();
  const arrived = (calls: number): Promise<void> =>
    vi.waitFor(() => expect(simulator.ledger.summary().requests['stream']).toBe(calls), patient);
  const leaving = new AbortController();
  const left = client.stream({ batchSize: 10, maxLingerMs: 60_000 }, { signal: leaving.signal });
  await arrived(2);
  leaving.abort();
  expect((await left).status).toBeNull();
  // The minute of linger would outlast the test.
  const waiting = client.stream({ batchSize: 10, maxLingerMs: 60_000 });
  await arrived(3);
  clock.second += 30;
  expect(parseStream((await waiting).text).rows).toHaveLength(10);
  expect(simulator.ledger.replies(client.accountNumber).map((reply) => reply.rows)).toEqual([0, 10]);
});

test('without rows the answer comes after the linger, with no values', async () => {
  const client = await connect(await start({ terminals: 10 }));
  const reply = await client.stream({ batchSize: 10, maxLingerMs: 30 });
  expect(field<unknown[]>(JSON.parse(reply.text), 'data', 'values')).toEqual([]);
});

test('defaults are 1000 rows', async () => {
  const client = await connect(await start({ terminals: 100, startBackS: 300 }));
  expect(parseStream((await client.post('/telemetry/stream', '')).text).rows).toHaveLength(1000);
});

test.each([
  ['an unknown field', '{"batchSize":10,"accountNumber":"ACC-1"}', 'accountNumber'],
  ['a batch of none', '{"batchSize":0}', 'batchSize'],
  ['a batch too large', '{"batchSize":65001}', 'batchSize'],
  ['half a row', '{"batchSize":1.5}', 'batchSize'],
  ['text for a number', '{"batchSize":"ten"}', 'batchSize'],
  ['a linger too long', '{"maxLingerMs":65001}', 'maxLingerMs'],
  ['a list', '[]', 'object'],
  ['no JSON', '{', 'JSON'],
])('%s is refused with 400 and an envelope, and consumes nothing', async (_, body, word) => {
  const simulator = await start({ terminals: 10, startBackS: 60 });
  const client = await connect(simulator);
  const reply = await client.post('/telemetry/stream', body);
  expect(reply.status).toBe(400);
  const envelope: unknown = JSON.parse(reply.text);
  expect(field(envelope, 'isValid')).toBe(false);
  expect(field<string>(envelope, 'errors', 0, 'errorMessage')).toContain(word);
  expect(simulator.ledger.replies(client.accountNumber)).toEqual([]);
});

test('a number may stand in quotes, as one public exporter sends it', async () => {
  const client = await connect(await start({ terminals: 10, startBackS: 60 }));
  expect(parseStream((await client.post('/telemetry/stream', '{"batchSize":"7","maxLingerMs":"0"}')).text).rows).toHaveLength(7);
});

test('64-bit integers stand unquoted and unrounded in the text', async () => {
  const client = await connect(await start({ terminals: 300, startBackS: 60 }));
  const { text } = await client.stream();
  const { rows } = parseStream(text);
  const cells = rows.filter((row) => row.letter === 'u').map((row) => String(row.cells['H3CellId']));
  expect(rows.filter((row) => !text.includes(`["${row.letter}",${row.timestampNs},"${row.deviceId}"`))).toEqual([]);
  expect(cells.filter((cell) => !text.includes(`,${cell},`))).toEqual([]);
  const hex = cells.map((cell) => BigInt(cell).toString(16));
  expect(hex.filter((cell) => !isValidCell(cell) || getResolution(cell) !== 5)).toEqual([]);
  // A parser that rounds would turn each of them into another, invalid cell, and damage every time but the whole seconds.
  expect(cells.filter((cell) => BigInt(Number(cell)) === BigInt(cell))).toEqual([]);
  const roundable = rows.filter((row) => BigInt(Number(row.timestampNs)) !== row.timestampNs);
  expect(roundable.length).toBe(rows.filter((row) => row.letter !== 'u').length);
  expect(rows.filter((row) => row.letter === 'u' && row.timestampNs % 1_000_000_000n !== 0n)).toEqual([]);
});

test('columns and alert names come with every reply and fit the rows', async () => {
  const client = await connect(await start({ terminals: 300, startBackS: 330 }));
  const { rows, columns, alertNames } = parseStream((await client.stream()).text);
  expect(Object.entries(columns).map(([letter, names]) => [letter, names.length])).toEqual([['u', 16], ['r', 41], ['i', 6]]);
  expect(new Set(rows.map((row) => row.letter))).toEqual(new Set(['u', 'r', 'i']));
  const codes = rows.filter((row) => row.letter !== 'i').flatMap((row) => (row.cells['ActiveAlerts'] as number[]).map((code) => alertNames[row.letter]?.[code]));
  expect(codes.length).toBeGreaterThan(50);
  expect(codes).not.toContain(undefined);
  expect(rows.filter((row) => Object.values(row.cells).includes(undefined))).toEqual([]);
});

test('terminals and routers report every 15 s, mostly in order, sometimes newer before older', async () => {
  const rows = await drain(await start({ terminals: 40, startBackS: 1800 }), [65_000]);
  let swapped = 0;
  let gaps = 0;
  const byDevice = groupByDevice(rows.filter((row) => row.letter !== 'i'));
  expect(byDevice.size).toBeGreaterThan(60);
  for (const list of byDevice.values()) {
    const seconds = list.map((row) => Number(row.timestampNs / 1_000_000_000n));
    for (const [position, second] of seconds.entries()) if (position > 0 && second < (seconds[position - 1] ?? 0)) swapped++;
    const sorted = [...seconds].sort((a, b) => a - b);
    const steps = sorted.slice(1).map((second, position) => second - (sorted[position] ?? 0));
    expect(steps.filter((step) => step % 15 !== 0)).toEqual([]);
    gaps += steps.filter((step) => step !== 15).length;
  }
  expect(swapped).toBeGreaterThan(10);
  expect(swapped).toBeLessThan(rows.length / 20);
  // Only terminals that fell silent for a while have gaps.
  expect(gaps).toBeLessThan(20);
});

test('compressed and plain replies have the same text', async () => {
  const [plain, compressed] = await Promise.all([undefined, 'gzip, deflate'].map(async (encoding) => {
    const client = await connect(await start({ terminals: 50, startBackS: 60 }));
    return client.stream({ batchSize: 65_000, maxLingerMs: 0 }, encoding === undefined ? {} : { headers: { 'Accept-Encoding': encoding } });
  }));
  expect(compressed?.headers['content-encoding']).toBe('gzip');
  expect(plain?.headers['content-encoding']).toBeUndefined();
  expect(compressed?.text).toBe(plain?.text);
});

function groupByDevice(rows: readonly StreamRow[]): Map<string, StreamRow[]> {
  const groups = new Map<string, StreamRow[]>();
  for (const row of rows) groups.set(row.deviceId, [...(groups.get(row.deviceId) ?? []), row]);
  return groups;
}
