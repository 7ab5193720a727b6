// Ten thousand terminals cost no memory, however many of their rows and however much of their usage is fetched.
import { request as httpRequest } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createSimulator } from '../../src/simulator/simulator.ts';
import { connect, holdClock } from './simulator-client.ts';

const replies = 4;
// Kept rows would be 15 MB a reply, 30 MB for the two that count.
const allowedGrowth = 15 * 1024 * 1024;

test('hundreds of thousands of rows pass through without staying', { timeout: 120_000 }, async () => {
  const simulator = await createSimulator({ terminals: 10_000, accounts: 1, startBackS: 3600, demoCruise: false, nowNs: holdClock().nowNs });
  const { token } = await connect(simulator);
  let bytes = 0;
  let settled = 0;
  for (let reply = 0; reply < replies; reply++) {
    bytes += await discard(`${simulator.url}/telemetry/stream`, token);
    // The first two fill what is remembered per terminal: its last sample and place.
    if (reply === 1) settled = measureKept();
  }
  const grown = measureKept() - settled;
  for (let round = 0; round < 3; round++) {
    const usage = await discard(`${simulator.url}/data-usage/query?limit=250&page=${round}`, token, '{"previousBillingCycles":12}');
    // Thirteen cycles of 250 lines: megabytes that nobody keeps.
    expect(usage).toBeGreaterThan(1_000_000);
  }
  expect(measureKept() - settled).toBeLessThan(allowedGrowth);
  const { rows } = simulator.ledger.summary().accounts[0] ?? {};
  await simulator.stop();
  expect(rows).toBe(replies * 65_000);
  expect(bytes).toBeGreaterThan(replies * 10_000_000);
  expect(grown).toBeLessThan(allowedGrowth);
});

/** Bytes still held after a full collection. */
function measureKept(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  // The first one lets go of buffers whose bytes only the next one gives back.
  if (typeof collect === 'function') for (let round = 0; round < 2; round++) collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function discard(url: string, token: string, body = '{"batchSize":65000,"maxLingerMs":0}'): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method: 'POST', headers: { Authorization: `Bearer ${token}` } }, (incoming) => {
      let bytes = 0;
      incoming.on('data', (chunk: Buffer) => { bytes += chunk.length; });
      incoming.on('error', reject);
      incoming.on('end', () => resolve(bytes));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
