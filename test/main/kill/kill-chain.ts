// One data folder that is killed again and again at one point: after each kill and recovery it must hold exactly what the simulator sent.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { createHttpClient } from '../../../src/main/starlink/http-client.ts';
import { fetchReply } from '../../../src/main/poll-loops/telemetry-reply.ts';
import { decodeBody } from '../../../src/main/starlink/decode-body.ts';
import { listSpools, readSpool, spoolFolderOf } from '../../../src/main/history/spool.ts';
import type { LogLevel } from '../../../src/shared/log-line.ts';
import { ok } from '../../../src/shared/result.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';
import { createTelemetryEngine } from '../../../src/main/poll-loops/telemetry-engine.ts';
import type { Simulator, StreamReply } from '../../../src/simulator/simulator.ts';
import { readSentRows, readStoredRows } from '../poll-loops/stored-rows.ts';
import type { ChildOrder } from './child-order.ts';

export interface KillBench {
  readonly childFile: string;
  readonly simulator: Simulator;
  /** The simulator without compression. */
  readonly plainUrl: string;
}

export interface KillChain {
  readonly folder: string;
  readonly account: { readonly credentialId: string; readonly accountNumber: string; readonly accessToken: string };
}

export interface Kill {
  readonly point: string;
  readonly hit: number;
  readonly batchSize: number;
  readonly gzip: boolean;
  readonly parseCall: number;
}

export interface KilledChild {
  readonly lines: readonly string[];
}

/** Starts a child that dies at the point; throws unless it did. */
export async function killAtPoint(bench: KillBench, chain: KillChain, kill: Kill): Promise<KilledChild> {
  const { child, lines } = startChild(bench, chain, kill, kill.point);
  await expectKilled(child, lines, kill);
  return { lines };
}

/** Lets the stream stall after `rows` rows of the n-th reply, waits until the child has spooled every byte of them, and kills it. */
export async function killMidBody(bench: KillBench, chain: KillChain, kill: Kill, rows: number): Promise<StreamReply> {
  const { accountNumber } = chain.account;
  const stalled = new Promise<StreamReply>((resolve) => {
    const stop = bench.simulator.ledger.onReply((reply) => {
      if (reply.end !== 'stalled' || reply.accountNumber !== accountNumber) return;
      stop();
      resolve(reply);
    });
  });
  bench.simulator.setFault({ kind: 'stalled', rows, account: accountNumber, times: 1, after: kill.hit - 1 });
  const { child, lines } = startChild(bench, chain, kill, null);
  const reply = await Promise.race([stalled, expectKilled(child, lines, kill).then(() => Promise.reject(new Error('The child ended by itself')))]);
  while ((await newestSpooledBytes(chain.folder)) <= reply.bytes) await wait(2);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  return reply;
}

/** Receives a reply and leaves it in the spool folder unread, as a kill right after the last byte does (or, with `tornAfterRows`, a cut connection). */
export async function leaveSpool(bench: KillBench, chain: KillChain, kill: Kill, tornAfterRows: number | null): Promise<void> {
  const { accountNumber, credentialId, accessToken } = chain.account;
  if (tornAfterRows !== null) bench.simulator.setFault({ kind: 'truncated', rows: tornAfterRows, account: accountNumber, times: 1 });
  const ports = {
    account: { credentialId, accountNumber },
    settings: () => ({ ...defaultSettings, telemetryBatchSize: kill.batchSize, telemetryLingerMs: 0 }),
    now: Date.now,
    log: (_level: LogLevel, text: string) => {
      throw new Error(text);
    },
  };
  const client = createHttpClient({
    apiUrl: kill.gzip ? bench.simulator.url : bench.plainUrl, credentialId, now: Date.now, leaseRequest: () => Promise.resolve(), reportExchange: () => undefined,
    tokens: { token: () => Promise.resolve(ok({ accessToken, expiresAtMs: Date.now() + 900_000 })) },
  });
  await fetchReply(client, ports, spoolFolderOf(chain.folder), () => undefined);
  await client.close();
}

/** Recovers as the next start of the console does, and answers what is stored and what should be. */
export async function recover(bench: KillBench, chain: KillChain): Promise<{ readonly stored: readonly string[]; readonly sent: readonly string[]; readonly spools: number }> {
  const errors: string[] = [];
  const engine = await createTelemetryEngine({
    folder: chain.folder,
    log: (level, text) => level === 'error' && errors.push(text),
    onCurrent: () => undefined,
    onProgress: () => undefined,
    retentionDays: () => 1,
  });
  await engine.close();
  if (errors.length > 0) throw new Error(`Recovery complains: ${errors.join('; ')}`);
  const spools = (await listSpools(spoolFolderOf(chain.folder))).length;
  return { stored: await readStoredRows(chain.folder), sent: readSentRows(bench.simulator.ledger, chain.account.accountNumber), spools };
}

function startChild(bench: KillBench, chain: KillChain, kill: Kill, point: string | null): { readonly child: ChildProcess; readonly lines: string[] } {
  const order: ChildOrder = {
    folder: chain.folder, ...chain.account, apiUrl: kill.gzip ? bench.simulator.url : bench.plainUrl, batchSize: kill.batchSize, point, hit: kill.hit, parseCall: kill.parseCall,
  };
  const child = spawn(process.execPath, [bench.childFile, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      // Nothing left to poll: it would wait for ever, never reaching the point.
      if (line === 'caught-up' && point !== null) child.kill('SIGTERM');
    });
  }
  return { child, lines };
}

async function expectKilled(child: ChildProcess, lines: readonly string[], kill: Kill): Promise<void> {
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`The child was to die at ${kill.point} but ended with ${signal ?? `code ${code}`}: ${lines.join(' | ')}`);
}

async function newestSpooledBytes(folder: string): Promise<number> {
  const newest = (await listSpools(spoolFolderOf(folder))).at(-1);
  if (newest === undefined) return 0;
  const spool = await readSpool(newest.path).catch(() => null);
  return spool === null ? 0 : (await decodeBody(spool.wire, spool.header.contentEncoding)).bytes.length;
}
