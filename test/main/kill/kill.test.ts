// kill -9 at every step between the network and the history, twenty times each: nothing missing, nothing doubled.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSimulator, type Simulator } from '../../../src/simulator/simulator.ts';
import { buildChild } from './build-child.ts';
import { killAtPoint, killMidBody, leaveSpool, recover, type Kill, type KillBench, type KillChain } from './kill-chain.ts';
import { compareRows } from '../poll-loops/stored-rows.ts';
import { createPlainProxy, type PlainProxy } from './plain-proxy.ts';
import { createLanes } from '../lanes.ts';

/** The issue asks for twenty kills at each point. */
const KILLS = 20;
/** Half of a kill is waiting: for the disk, for a process to start. */
const LANES = 4;
/** Far beyond what a chain takes on a busy machine. */
const CHAIN_TIMEOUT_MS = 600_000;

const livePoints = ['after-spool', 'mid-parse', 'before-commit', 'after-commit', 'before-spool-delete', 'after-spool-delete'] as const;
const replayPoints = ['during-replay', 'before-commit', 'replay-after-commit'] as const;
const chains = ['mid-body', ...livePoints, ...replayPoints.map((point) => `replay: ${point}`)];

let bench: KillBench;
let simulator: Simulator;
let proxy: PlainProxy;
const inLane = createLanes(LANES);

beforeAll(async () => {
  // 16 terminals and their routers over 8 h are some 60,000 rows an account: more than a chain eats.
  simulator = await createSimulator({
    terminals: 16 * chains.length, accounts: chains.length, demoCruise: false, startBackS: 28_800, ledgerDetail: true, rateLimitPerMinute: null, tokenLifetimeS: 86_400,
  });
  proxy = await createPlainProxy(simulator.url);
  bench = { childFile: await buildChild(), simulator, plainUrl: proxy.url };
}, CHAIN_TIMEOUT_MS);

afterAll(async () => {
  await proxy.close();
  await simulator.stop();
});

/** A folder and an account of its own for each chain. */
async function withChain(name: string, work: (chain: KillChain) => Promise<void>): Promise<void> {
  await inLane(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundtrack-kill-'));
    try {
      const { clientId, clientSecret, accountNumber } = simulator.credentials[chains.indexOf(name)]!;
      const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
      const reply = (await (await fetch(simulator.tokenUrl, { method: 'POST', body })).json()) as { access_token: string };
      await work({ folder, account: { credentialId: 'cred-1', accountNumber, accessToken: reply.access_token } });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** Sizes, compression and which hit all change from kill to kill. A parse is only cut in the middle when it takes several pieces. */
function buildKill(point: string, round: number): Kill {
  const inParse = point === 'mid-parse' || point === 'during-replay';
  const sizes = inParse ? [1_100, 1_300] : [7, 60, 150, 400];
  return { point, hit: 1 + (round % (inParse ? 2 : 3)), batchSize: sizes[round % sizes.length]!, gzip: round % 3 !== 0, parseCall: 3 + (round % 3) };
}

async function expectExact(chain: KillChain): Promise<void> {
  const { stored, sent, spools } = await recover(bench, chain);
  expect(spools).toBe(0);
  expect(compareRows(stored, sent)).toEqual({ missing: [], surplus: [] });
  expect(stored.length).toBe(sent.length);
}

describe.concurrent('what was sent in complete rows is stored exactly once after a kill', () => {
  test('mid-body', { timeout: CHAIN_TIMEOUT_MS }, () =>
    withChain('mid-body', async (chain) => {
      for (let round = 0; round < KILLS; round++) {
        const kill = buildKill('mid-body', round);
        const reply = await killMidBody(bench, chain, kill, Math.floor(kill.batchSize * [0, 0.3, 0.7, 0.95][(round + 1) % 4]!));
        const columnsKnown = round > 0;
        if (columnsKnown) await expectExact(chain);
        // The very first reply was torn before it named its columns: it waits on disk, and the next round reads it.
        else expect(await recover(bench, chain)).toMatchObject({ spools: 1, stored: [], sent: { length: reply.rows } });
      }
    }),
  );

  test.each(livePoints)('%s', { timeout: CHAIN_TIMEOUT_MS }, (point) =>
    withChain(point, async (chain) => {
      for (let round = 0; round < KILLS; round++) {
        const kill = buildKill(point, round);
        const { lines } = await killAtPoint(bench, chain, kill);
        if (point === 'mid-parse') expect(lines.filter((line) => line === 'parsed')).toHaveLength(kill.hit - 1);
        await expectExact(chain);
      }
    }),
  );

  test.each(replayPoints)('replay: %s', { timeout: CHAIN_TIMEOUT_MS }, (point) =>
    withChain(`replay: ${point}`, async (chain) => {
      for (let round = 0; round < KILLS; round++) {
        const kill = buildKill(point, round);
        // One to three replies wait, the first whole; the process dies in the last of them.
        for (let left = 0; left < kill.hit; left++) await leaveSpool(bench, chain, kill, left > 0 && round % 2 === 1 ? Math.floor(kill.batchSize * 0.8) : null);
        const { lines } = await killAtPoint(bench, chain, kill);
        expect(lines).not.toContain('ready');
        await expectExact(chain);
      }
    }),
  );
});
