// The telemetry loop on a real simulator and a real history: what it stores, what it says, and when it asks again.
import { describe, expect, test } from 'vitest';
import type { TelemetryBench } from './telemetry-bench.ts';
import { openBench } from './telemetry-bench.ts';
import { compareRows, readSentRows, readStoredRows } from './stored-rows.ts';

const streamRequests = (bench: TelemetryBench): number => bench.heard.exchanges.filter((exchange) => exchange.url.endsWith('/telemetry/stream')).length;
const phase = (bench: TelemetryBench): string | undefined => bench.heard.statuses.at(-1)?.phase;
const caughtUp = (bench: TelemetryBench): boolean => bench.heard.progress.at(-1)?.caughtUp === true && phase(bench) === 'waiting';

async function expectAllStored(bench: TelemetryBench, accounts = [0]): Promise<string[]> {
  await bench.engine.close();
  const stored = await readStoredRows(bench.folder);
  const sent = accounts.flatMap((index) => readSentRows(bench.simulator.ledger, bench.simulator.credentials[index]!.accountNumber));
  expect(compareRows(stored, sent)).toEqual({ missing: [], surplus: [] });
  return stored;
}

describe('draining', () => {
  test('a full batch is followed at once by the next, until one is not full', async () => {
    const bench = await openBench({}, {}, { telemetryBatchSize: 10 });
    await bench.start();
    await bench.until(() => caughtUp(bench));
    expect(streamRequests(bench)).toBeGreaterThan(3);
    expect(bench.heard.progress.slice(0, -1).every((progress) => !progress.caughtUp && !progress.fallingBehind)).toBe(true);
    expect(bench.heard.statuses.at(-1)!.nextPollAtMs! - Date.now()).toBeGreaterThan(200_000);
    expect(bench.heard.progress.at(-1)!.newestSampleAtMs).toBeGreaterThan(Date.now() - 120_000);
    expect((await expectAllStored(bench)).length).toBeGreaterThan(30);
  });

  test('during which the clock is set back is followed by the next one a poll later at most', async () => {
    let backMs = 0;
    const bench = await openBench({}, { now: () => Date.now() - backMs, atPoint: () => void (backMs = 3 * 3_600_000) }, { telemetryPollS: 60 });
    await bench.start();
    await bench.until(() => phase(bench) === 'waiting');
    expect(backMs).toBeGreaterThan(0);
    expect(bench.heard.statuses.at(-1)!.nextPollAtMs! - (Date.now() - backMs)).toBeLessThanOrEqual(60_000);
  });

  test('that takes longer than two polls says that it falls behind', async () => {
    let clockMs = Date.now();
    const bench = await openBench({}, { now: () => (clockMs += 20_000) }, { telemetryBatchSize: 10, telemetryPollS: 60 });
    await bench.start();
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.progress[0]!.fallingBehind).toBe(false);
    expect(bench.heard.progress.at(-2)!.fallingBehind).toBe(true);
    expect(bench.heard.progress.at(-1)!.fallingBehind).toBe(false);
  });

  test('two accounts share one history, and each is polled on its own', async () => {
    const bench = await openBench({ accounts: 2 });
    await bench.start(0);
    await bench.start(1);
    await bench.until(() => new Set(bench.heard.current.flatMap((news) => news.terminals.map((row) => row.credentialId))).size === 2);
    const known = await bench.engine.current();
    expect(new Set(known.terminals.map((row) => row.credentialId))).toEqual(new Set(['cred-0', 'cred-1']));
    await expectAllStored(bench, [0, 1]);
  });
});

describe('stopping', () => {
  test('lets the request in hand finish and stores its rows', async () => {
    const bench = await openBench({ faults: [{ kind: 'delay', delayMs: 300, call: 'stream' }] });
    const requested = new Promise<void>((resolve) => {
      void bench.start(0, { leaseRequest: () => Promise.resolve(resolve()) });
    });
    await requested;
    await bench.until(() => phase(bench) === 'polling');
    await bench.engine.stopAccount('cred-0');
    expect(bench.heard.statuses.slice(-2).map((status) => status.phase)).toEqual(['stopping', 'off']);
    expect((await expectAllStored(bench)).length).toBeGreaterThan(0);
  });

  test('does not wait for the request budget', async () => {
    const bench = await openBench();
    await bench.start(0, { leaseRequest: () => new Promise<void>(() => undefined) });
    await bench.until(() => phase(bench) === 'polling');
    await bench.engine.stopAccount('cred-0');
    expect(streamRequests(bench)).toBe(0);
  });

  test('and starting again with other ports goes on where the stream stands', async () => {
    const bench = await openBench();
    await bench.start();
    await bench.until(() => caughtUp(bench));
    await bench.start();
    await bench.until(() => bench.heard.progress.length === 2);
    await expectAllStored(bench);
  });
});

describe('one message for one cause, cleared by recovery', () => {
  test('a truncated body: its complete rows are kept, the next request follows at once', async () => {
    const bench = await openBench({ faults: [{ kind: 'truncated', rows: 7, times: 1, after: 1 }] }, {}, { telemetryBatchSize: 12 });
    await bench.start();
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.raised).toMatchObject([{ topic: 'telemetry-body', call: 'Telemetry stream', severity: 'error' }]);
    expect(bench.heard.raised[0]!.cause).toContain('its 7 complete rows are stored');
    expect(bench.heard.standing.size).toBe(0);
    expect(bench.simulator.ledger.summary().accounts[0]!.rowsLost).toBe(5);
    await expectAllStored(bench);
  });

  test('a body torn before any columns were known waits on disk for the next whole reply', async () => {
    const bench = await openBench({ faults: [{ kind: 'truncated', rows: 7, times: 1 }] }, {}, { telemetryBatchSize: 12 });
    await bench.start();
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.raised).toMatchObject([{ topic: 'telemetry-body' }]);
    expect(bench.heard.log.filter(({ text }) => /7 rows that were received at .* are stored now/.test(text))).toHaveLength(1);
    expect(bench.heard.standing.size).toBe(0);
    await expectAllStored(bench);
  });

  test('a short row', async () => {
    const bench = await openBench({ faults: [{ kind: 'shortRow', times: 1 }] }, {}, { telemetryBatchSize: 20 });
    await bench.start();
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.raised).toMatchObject([{ topic: 'telemetry-rows', severity: 'warning' }]);
    expect(bench.heard.standing.size).toBe(0);
    await expectAllStored(bench);
  });

  test('a device clock in the future: stored, not current, and the warning stays over empty replies', async () => {
    const bench = await openBench({ faults: [{ kind: 'futureClock', times: 1 }] });
    const id = await bench.start();
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.raised).toMatchObject([{ topic: 'telemetry-clock', severity: 'warning' }]);
    const current = await bench.engine.current();
    expect([...current.terminals, ...current.routers].every((row) => row.sampledAtMs! < Date.now() + 120_000)).toBe(true);
    bench.simulator.serveStreamBodies([]);
    bench.engine.pollNow(id);
    await bench.until(() => bench.heard.progress.length === 2 && caughtUp(bench));
    expect([...bench.heard.standing.keys()]).toEqual(['telemetry-clock']);
    await expectAllStored(bench);
  });

  test('a web page instead of JSON', async () => {
    const bench = await openBench({ faults: [{ kind: 'html', call: 'stream', times: 2 }] });
    const id = await bench.start();
    await bench.until(() => phase(bench) === 'failing');
    expect(bench.heard.raised).toMatchObject([{ topic: 'telemetry-request', severity: 'error' }]);
    expect(bench.heard.raised[0]!.cause).toMatch(/instead of JSON/);
    expect(bench.heard.statuses.at(-1)!.lastError).toBe(bench.heard.raised[0]!.cause);
    bench.engine.pollNow(id);
    await bench.until(() => bench.heard.statuses.filter((status) => status.phase === 'failing').length === 2);
    expect(bench.heard.raised).toHaveLength(1);
    bench.engine.pollNow(id);
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.standing.size).toBe(0);
    await expectAllStored(bench);
  });

  test('an unreachable host: said once, tried again, nothing lost', async () => {
    const bench = await openBench();
    const id = await bench.start();
    await bench.until(() => caughtUp(bench));
    await bench.simulator.refuseConnections();
    bench.engine.pollNow(id);
    await bench.until(() => phase(bench) === 'failing');
    expect(bench.heard.raised).toMatchObject([{ topic: 'telemetry-request', call: 'Telemetry stream' }]);
    expect(bench.heard.statuses.at(-1)!.nextPollAtMs! - Date.now()).toBeLessThan(6_001);
    await bench.simulator.acceptConnections();
    bench.engine.pollNow(id);
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.standing.size).toBe(0);
    await expectAllStored(bench);
  });

  test('a wrong secret: main says it, the loop only reports that it fails, and tries at once when told', async () => {
    const bench = await openBench({ faults: [{ kind: 'status', status: 400, body: '{"error":"invalid_client"}', call: 'token', times: 1 }] });
    const id = await bench.start();
    await bench.until(() => phase(bench) === 'failing');
    expect(bench.heard.raised).toEqual([]);
    expect(bench.heard.statuses.at(-1)!.lastError).toContain('invalid_client');
    bench.engine.pollNow(id);
    await bench.until(() => caughtUp(bench));
    await expectAllStored(bench);
  });

  test('a missing permission is named and asked for again in five minutes', async () => {
    const bench = await openBench({ faults: [{ kind: 'forbidden', call: 'stream', feature: 'DeviceTelemetry', permission: 'View' }] });
    await bench.start();
    await bench.until(() => phase(bench) === 'failing');
    expect(bench.heard.raised).toHaveLength(1);
    expect(`${bench.heard.raised[0]!.cause} ${bench.heard.raised[0]!.nextStep}`).toMatch(/Device telemetry/);
    expect(bench.heard.statuses.at(-1)!.nextPollAtMs! - Date.now()).toBeGreaterThan(290_000);
  });
});

describe('a full disk', () => {
  test('before the request: polling pauses, and goes on by itself', async () => {
    let free = 1_000_000;
    const bench = await openBench({}, { freeDiskBytes: () => Promise.resolve(free) });
    const id = await bench.start();
    await bench.until(() => phase(bench) === 'failing');
    expect(bench.heard.raised).toMatchObject([{ topic: 'telemetry-disk', severity: 'warning', cause: 'The disk of the data folder has 1.0 MB free; a telemetry reply needs 83.3 MB.' }]);
    expect(streamRequests(bench)).toBe(0);
    free = 100_000_000;
    bench.engine.pollNow(id);
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.standing.size).toBe(0);
    await expectAllStored(bench);
  });

  test('while storing: the reply is kept, nothing else is requested, and it is stored when there is room', async () => {
    let full = true;
    const bench = await openBench({}, {
      atPoint(name) {
        if (name === 'before-commit' && full) throw new Error('ENOSPC: no space left on device, write');
      },
    });
    const id = await bench.start();
    await bench.until(() => bench.heard.standing.has('telemetry-disk'));
    expect(phase(bench)).toBe('failing');
    bench.engine.pollNow(id);
    await bench.until(() => bench.heard.log.filter(({ text }) => text.includes('ENOSPC')).length === 2);
    expect(bench.heard.raised).toMatchObject([{ topic: 'telemetry-disk', call: 'Telemetry storage' }]);
    expect(streamRequests(bench)).toBe(1);
    full = false;
    bench.engine.pollNow(id);
    await bench.until(() => caughtUp(bench));
    expect(bench.heard.standing.size).toBe(0);
    expect(streamRequests(bench)).toBe(1);
    await expectAllStored(bench);
  });
});
