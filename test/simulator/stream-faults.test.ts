// Broken and bent stream bodies, raw bodies, and what the ledger says of them.
import { afterEach, expect, test, vi } from 'vitest';
import { splitBody, splitCells } from '../../src/simulator/body-pieces.ts';
import { createSimulator, type Fault, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { connect, holdClock, identityOf, parseStream, type Reply, type StreamBody } from './simulator-client.ts';
import { patient } from '../patient.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await createSimulator({
    demoCruise: false, accounts: 1, terminals: 60, startBackS: 120, nowNs: holdClock().nowNs, ledgerDetail: true, ...options,
  });
  running.push(simulator);
  return simulator;
}

/** Row identities in a broken body, as a client that salvages would read them. */
function salvage(text: string): string[] {
  return splitBody(text).rows.map((row) => {
    const [letter = '', timestampNs = '', deviceId = ''] = splitCells(row).map((cell) => cell.replaceAll('"', ''));
    return `${letter} ${deviceId} ${timestampNs}`;
  });
}

async function pollWith(fault: Fault, headers: Record<string, string> = {}): Promise<{ simulator: Simulator; reply: Reply; body: StreamBody }> {
  const simulator = await start();
  simulator.setFault(fault);
  const client = await connect(simulator);
  const reply = await client.stream({ batchSize: 500, maxLingerMs: 0 }, { headers });
  return { simulator, reply, body: parseStream(reply.text) };
}

test.each([['plain', {}], ['compressed', { 'Accept-Encoding': 'gzip' }]])(
  'a body truncated after rows (%s): the ledger counts what came complete, the cursor has moved on',
  async (_, headers) => {
    const simulator = await start();
    const client = await connect(simulator);
    simulator.setFault({ kind: 'truncated', rows: 37, times: 1 });
    const reply = await client.stream({ batchSize: 500, maxLingerMs: 0 }, { headers });
    expect(reply.whole).toBe(false);
    const got = salvage(reply.text);
    expect(got).toHaveLength(37);
    expect(reply.text.endsWith(']')).toBe(false);
    expect(simulator.ledger.rows(client.accountNumber).map(identityOf)).toEqual(got);
    const [ended] = simulator.ledger.replies(client.accountNumber);
    expect(ended).toMatchObject({ end: 'truncated', rows: 37, rowsClaimed: 500 });
    // The next poll is whole and starts behind everything the cursor claimed.
    const next = await client.stream();
    expect(next.whole).toBe(true);
    expect(salvage(next.text).some((identity) => got.includes(identity))).toBe(false);
    expect(simulator.ledger.summary().accounts[0]).toMatchObject({ replies: 2, incompleteReplies: 1, rowsLost: 463 });
  },
);

test.each([0, 10, 19, 20, 21, 500, 5000, 60_000])('a body truncated after %i bytes: exactly the complete rows are counted', async (bytes) => {
  const simulator = await start();
  const client = await connect(simulator);
  simulator.setFault({ kind: 'truncated', bytes });
  const reply = await client.stream({ batchSize: 500, maxLingerMs: 0 });
  expect(reply.whole).toBe(false);
  expect(reply.text).toHaveLength(bytes);
  expect(simulator.ledger.rows(client.accountNumber).map(identityOf)).toEqual(salvage(reply.text));
});

test('a body cut inside its tail has all rows; a limit beyond the end changes nothing', async () => {
  const whole = await (await connect(await start())).stream({ batchSize: 500, maxLingerMs: 0 });
  for (const [bytes, end] of [[whole.text.length - 5, 'truncated'], [whole.text.length, 'complete']] as const) {
    const simulator = await start();
    const client = await connect(simulator);
    simulator.setFault({ kind: 'truncated', bytes });
    const reply = await client.stream({ batchSize: 500, maxLingerMs: 0 });
    expect(reply.text).toBe(whole.text.slice(0, bytes));
    expect(reply.whole).toBe(end === 'complete');
    expect(simulator.ledger.replies(client.accountNumber)).toMatchObject([{ end, rows: 500 }]);
  }
});

test.each([['plain', {}], ['compressed', { 'Accept-Encoding': 'gzip' }]])('a stalled body (%s) has flushed its rows and half a row, then holds until the client goes', async (_, headers) => {
  const simulator = await start();
  const client = await connect(simulator);
  simulator.setFault({ kind: 'stalled', rows: 23, times: 1 });
  const leaving = new AbortController();
  let text = '';
  const reply = client.stream({ batchSize: 500, maxLingerMs: 0 }, { headers, signal: leaving.signal, onText: (now) => { text = now; } });
  await vi.waitFor(() => expect(salvage(text)).toHaveLength(23), patient);
  await vi.waitFor(() => expect(simulator.ledger.replies(client.accountNumber)).toMatchObject([{ end: 'stalled', rows: 23, rowsClaimed: 500 }]), patient);
  expect(splitBody(text).tail.length).toBeGreaterThan(20);
  leaving.abort();
  expect((await reply).whole).toBe(false);
  expect(simulator.ledger.rows(client.accountNumber).map(identityOf)).toEqual(salvage(text));
  expect((await client.stream()).whole).toBe(true);
});

test('a simulator with a stalled body still stops', async () => {
  const simulator = await start();
  const client = await connect(simulator);
  simulator.setFault({ kind: 'stalled', rows: 5 });
  const reply = client.stream();
  await vi.waitFor(() => expect(simulator.ledger.replies(client.accountNumber)).toHaveLength(1), patient);
  await simulator.stop();
  expect((await reply).whole).toBe(false);
});

test('shortRow and longRow: one row does not fit its columns, the others do', async () => {
  for (const [kind, change] of [['shortRow', -1], ['longRow', 1]] as const) {
    const { reply, body } = await pollWith({ kind });
    const lengths = splitBody(reply.text).rows.map((row) => splitCells(row).length - (body.columns[row.includes('"u"') ? 'u' : row.includes('["r"') ? 'r' : 'i']?.length ?? 0));
    expect(lengths[0]).toBe(change);
    expect(lengths.slice(1).every((difference) => difference === 0)).toBe(true);
  }
});

test('every tenth row short', async () => {
  const { reply } = await pollWith({ kind: 'shortRow', every: 10 });
  const short = splitBody(reply.text).rows.filter((row) => [15, 40, 5].includes(splitCells(row).length));
  expect(short).toHaveLength(50);
});

test('columnShuffle and newColumn: by name everything is as before, and the ledger still knows the rows', async () => {
  const { body: honest, simulator: plain } = await pollWith({ kind: 'delay', delayMs: 0 });
  for (const kind of ['columnShuffle', 'newColumn'] as const) {
    const { body, simulator } = await pollWith({ kind });
    expect(body.columns['u']).not.toEqual(honest.columns['u']);
    expect(body.columns['u']?.[0]).toBe('DeviceType');
    for (const [position, row] of body.rows.entries()) expect(row.cells).toMatchObject({ ...honest.rows[position]?.cells });
    const account = simulator.credentials[0]?.accountNumber ?? '';
    expect(simulator.ledger.rows(account)).toEqual(plain.ledger.rows(account));
  }
});

test('unknownDevice, unknownAlert and futureClock', async () => {
  const unknown = await pollWith({ kind: 'unknownDevice' });
  expect(unknown.body.rows[0]?.letter).toBe('d');
  expect(unknown.body.columns['d']).toBeUndefined();
  expect(unknown.body.rows).toHaveLength(501);
  expect(unknown.simulator.ledger.summary().accounts[0]?.rowsByLetter['d']).toBe(1);

  const alert = await pollWith({ kind: 'unknownAlert', code: 177 });
  for (const row of alert.body.rows) if (row.letter === 'u') expect(row.cells['ActiveAlerts']).toContain(177);
  expect(alert.body.alertNames['u']?.['177']).toBeUndefined();

  const { body } = await pollWith({ kind: 'futureClock', aheadS: 600 });
  const now = holdClock().nowNs();
  const ahead = new Set(body.rows.filter((row) => row.timestampNs > now).map((row) => row.deviceId));
  expect(ahead.size).toBe(1);
});

test('raw bodies are served byte for byte, then no rows; the ledger reads them by their own columns', async () => {
  const raw = `{
    "data": { "values": [
        [ "u", "ut01-é\\"]", 1720564202000000001, 0.38705536000000035, [55] ],
        [ "r", "Router-AB", 1730564214431614720, null, [] ]
      ],
      "columnNamesByDeviceType": { "u": ["DeviceType", "DeviceId", "UtcTimestampNs", "X", "ActiveAlerts"], "r": ["DeviceType", "DeviceId", "UtcTimestampNs", "X", "ActiveAlerts"] } } }`;
  const simulator = await start({ terminals: 0 });
  simulator.serveStreamBodies([raw, Buffer.from('<html>no stream</html>')]);
  const client = await connect(simulator);
  expect((await client.stream()).text).toBe(raw);
  const [first, second] = simulator.ledger.rows(client.accountNumber);
  expect(first?.timestampNs).toBe('1720564202000000001');
  expect(second).toEqual({ letter: 'r', deviceId: 'Router-AB', timestampNs: '1730564214431614720' });
  expect((await client.stream()).text).toBe('<html>no stream</html>');
  expect(parseStream((await client.stream()).text).rows).toEqual([]);
  expect(simulator.ledger.replies(client.accountNumber).map((reply) => reply.rows)).toEqual([2, 0, 0]);
  expect(JSON.parse((await client.get('/user-terminals')).text)).toMatchObject({ content: { totalCount: 0, results: [] } });
  simulator.setFault({ kind: 'truncated', rows: 1 });
  simulator.serveStreamBodies([raw]);
  expect(raw.startsWith((await client.stream()).text)).toBe(true);
  expect(simulator.ledger.replies(client.accountNumber).at(-1)).toMatchObject({ end: 'truncated', rows: 1 });
});

test('null goes back to the fleet’s own rows', async () => {
  const simulator = await start();
  const client = await connect(simulator);
  simulator.serveStreamBodies([]);
  expect(parseStream((await client.stream()).text).rows).toEqual([]);
  simulator.serveStreamBodies(null);
  expect(parseStream((await client.stream()).text).rows.length).toBeGreaterThan(500);
});
