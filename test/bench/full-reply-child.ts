// Runs inside Electron's own Node: a full reply from its bytes to checked columns, and from the socket to the durable commit, each in turn with
// JSON.parse of the same bytes. Its last line on standard output is the pairs as JSON.
import { rmSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openTelemetryHistory } from '../../src/main/history/telemetry-history.ts';
import { spoolFolderOf } from '../../src/main/history/spool.ts';
import { fetchReply } from '../../src/main/poll-loops/telemetry-reply.ts';
import { createHttpClient } from '../../src/main/starlink/http-client.ts';
import { ParseMemory } from '../../src/main/starlink/parse-memory.ts';
import { parseTelemetryBody } from '../../src/main/starlink/parse-telemetry-body.ts';
import { ok } from '../../src/shared/result.ts';
import { defaultSettings } from '../../src/shared/settings.ts';
import { FULL_REPLY_ROWS } from './full-replies.ts';
import { createTempFolder } from './temp-folder.ts';

const apiUrl = process.argv[2]!;
const rounds = Number(process.argv[3]);
const warmUpRounds = Number(process.argv[4]);

const account = { credentialId: 'bench', accountNumber: 'ACC-1' };
const client = createHttpClient({
  apiUrl, credentialId: account.credentialId, now: Date.now, leaseRequest: () => Promise.resolve(), reportExchange: () => undefined,
  tokens: { token: async () => ok({ accessToken: 'bench', expiresAtMs: Date.now() + 900_000 }) },
});
const settings = { ...defaultSettings, telemetryBatchSize: FULL_REPLY_ROWS, telemetryLingerMs: 0 };
const folder = createTempFolder();
const history = await openTelemetryHistory({ folder, log: () => undefined });

setFlagsFromString('--expose-gc');
const memory = new ParseMemory();
const collectGarbage = runInNewContext('gc') as () => void;

/** Each pays for its own garbage only: the objects of JSON.parse are no part of the product, and ours no part of JSON.parse. */
async function timed(work: () => unknown): Promise<number> {
  collectGarbage();
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** As the poll loop does it, which reads all replies with one memory: wire → spool, parse, one transaction once the spool is on the disk, spool removed. Answers the bytes. */
async function wholeWay(): Promise<Uint8Array> {
  const reply = await fetchReply(client, { account, settings: () => settings, now: Date.now, log: () => undefined }, spoolFolderOf(folder), () => undefined);
  const batch = parseTelemetryBody(reply.wire, { receivedAtMs: reply.receivedAtMs, knownColumns: history.knownColumns(account.credentialId), memory });
  if (batch.rowCount !== FULL_REPLY_ROWS) throw new Error(`a reply of ${batch.rowCount} rows`);
  await reply.settled;
  await history.append(batch, { ...reply.header, receivedAtMs: reply.receivedAtMs, wireBytes: reply.wire.length, replayed: false });
  await reply.remove();
  return reply.wire;
}

const columns: { figure: number; yardstick: number }[] = [];
const stored: { figure: number; yardstick: number }[] = [];
for (let round = 0; round < warmUpRounds + rounds; round += 1) {
  let wire: Uint8Array = new Uint8Array(0);
  const toDisk = await timed(async () => {
    wire = await wholeWay();
  });
  const yardstick = await timed(() => JSON.parse(Buffer.from(wire.buffer, wire.byteOffset, wire.length).toString('utf8')));
  const toColumns = await timed(() => parseTelemetryBody(wire, { receivedAtMs: Date.now(), knownColumns: null, memory }));
  if (round < warmUpRounds) continue;
  columns.push({ figure: toColumns, yardstick });
  stored.push({ figure: toDisk, yardstick });
}
await history.close();
await client.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ columns, stored })}\n`);
process.exit(0);
