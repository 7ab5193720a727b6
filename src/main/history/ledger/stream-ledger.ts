// The ledger beside the samples of one open history: takes each reply inside its transaction, and knows each terminal's first and last sample.
// It changes in memory at once: after a failed write the history makes a new one from the file.
import type { DuckDBConnection } from '@duckdb/node-api';
import type { TelemetryBatch } from '../../starlink/telemetry-batch.ts';
import { insertColumns } from '../column-writer.ts';
import type { CurrentState } from '../current-state.ts';
import type { TextDictionary } from '../text-dictionary.ts';
import { createCadenceWatch, type CadenceWatch } from './cadence-watch.ts';
import { createGapBook, MOST_GAPS, OLDEST_MS, type Gap, type GapBook, type TerminalSight } from './gap-book.ts';
import type { PollRecorder } from './poll-recorder.ts';
import { buildStreamRead, NO_TIME, type StreamRead } from './stream-read.ts';

export interface LedgerReply {
  readonly credentialId: string;
  readonly requestedAtMs: number;
  readonly receivedAtMs: number;
  readonly batchSize: number;
  /** Stored from its spool file: of a poll that an earlier run made. */
  readonly replayed: boolean;
}

export interface StreamLedger {
  readonly book: GapBook;
  /**
   * Inside the transaction of the reply, before new texts are written. `deviceNos`: the number of each terminal row's device in `texts`.
   * Answers whether rows are missing as if another client read the same service account.
   */
  take(connection: DuckDBConnection, batch: TelemetryBatch, deviceNos: Int32Array, reply: LedgerReply): Promise<boolean>;
  /** An attempt of the account failed: rows that are missing around it were not taken by another client. */
  interrupt(credentialId: string): void;
  /** Before terminals leave the current state: their last sample is kept here. */
  keepLast(connection: DuckDBConnection, deviceIds: readonly string[]): Promise<void>;
}

export async function loadStreamLedger(connection: DuckDBConnection, state: CurrentState, texts: TextDictionary, recorder: PollRecorder): Promise<StreamLedger> {
  const book = createGapBook();
  const watches = new Map<string, CadenceWatch>();
  await loadSights(connection, book, state, texts);
  await loadRecentGaps(connection, book);

  function watchOf(credentialId: string): CadenceWatch {
    const watch = watches.get(credentialId) ?? createCadenceWatch();
    watches.set(credentialId, watch);
    return watch;
  }

  return {
    book,
    async take(writer, batch, deviceNos, reply) {
      const { credentialId, requestedAtMs, receivedAtMs } = reply;
      const timesNs = batch.terminals.timestampNs;
      const read = buildStreamRead(batch, reply);
      const news = book.take(deviceNos, timesNs, receivedAtMs, texts.numberOf(credentialId));
      await writeSights(writer, news.sighted.map((deviceNo) => book.sight(deviceNo)!), null);
      await removeGaps(writer, news.removed);
      await writeGaps(writer, news.added);
      await writeRead(writer, credentialId, read);
      if (reply.replayed) return false;
      recorder.note({ credentialId, state: 'polling', reason: null, fromMs: requestedAtMs, toMs: receivedAtMs });
      if (recorder.isDue()) await recorder.write(writer);
      return watchOf(credentialId).take(read, deviceNos, timesNs);
    },
    interrupt: (credentialId) => watches.get(credentialId)?.interrupt(),
    async keepLast(writer, deviceIds) {
      const sights = deviceIds.map((id) => book.sight(texts.known(id) ?? -1)).filter((sight) => sight !== null);
      await writeSights(writer, sights, (sight) => sight.lastMs);
    },
  };
}

/** The last sample of a terminal is the one in the current state; of those that have left it, what was kept. */
async function loadSights(connection: DuckDBConnection, book: GapBook, state: CurrentState, texts: TextDictionary): Promise<void> {
  const stored = await connection.runAndReadAll(`SELECT device_no, max(credential_no), min(first_ms), max(last_ms) FROM terminal_sights GROUP BY device_no`);
  const [devices = [], credentials = [], firsts = [], lasts = []] = stored.getColumnsJS();
  for (const [index, device] of devices.entries()) {
    const deviceNo = Number(device);
    const current = state.terminals.get(texts.textOf(deviceNo) ?? '');
    const firstMs = Number(firsts[index]);
    const keptMs = lasts[index] === null ? firstMs : Number(lasts[index]);
    const credentialNo = current === undefined ? undefined : texts.known(current.credentialId ?? '');
    book.restore({ deviceNo, credentialNo: credentialNo ?? Number(credentials[index]), firstMs, lastMs: Math.max(firstMs, keptMs, current?.sampledAtMs ?? 0) });
  }
}

async function loadRecentGaps(connection: DuckDBConnection, book: GapBook): Promise<void> {
  const stored = await connection.runAndReadAll(
    `SELECT device_no, credential_no, from_ms, to_ms FROM terminal_gaps WHERE to_ms >= (SELECT max(to_ms) FROM terminal_gaps) - ${OLDEST_MS}
     ORDER BY from_ms DESC LIMIT ${MOST_GAPS}`,
  );
  const [devices = [], credentials = [], froms = [], tos = []] = stored.getColumnsJS();
  // Oldest first: a gap is looked for, and added, at the end of its terminal's list.
  for (let index = devices.length - 1; index >= 0; index--) {
    book.restoreGap({ deviceNo: Number(devices[index]), credentialNo: Number(credentials[index]), fromMs: Number(froms[index]), toMs: Number(tos[index]) });
  }
}

async function writeSights(connection: DuckDBConnection, sights: readonly TerminalSight[], lastOf: ((sight: TerminalSight) => number) | null): Promise<void> {
  // Without a last sample the first one stands for it: NULL can't be told from a time in a column of 64-bit integers.
  await insertColumns(connection, 'terminal_sights', sights.length, [
    { integers: Int32Array.from(sights, (sight) => sight.deviceNo) },
    { integers: Int32Array.from(sights, (sight) => sight.credentialNo) },
    { bigints: BigInt64Array.from(sights, (sight) => BigInt(sight.firstMs)) },
    { bigints: BigInt64Array.from(sights, (sight) => BigInt(lastOf === null ? sight.firstMs : lastOf(sight))) },
  ]);
}

async function writeGaps(connection: DuckDBConnection, gaps: readonly Gap[]): Promise<void> {
  await insertColumns(connection, 'terminal_gaps', gaps.length, [
    { integers: Int32Array.from(gaps, (gap) => gap.deviceNo) },
    { integers: Int32Array.from(gaps, (gap) => gap.credentialNo) },
    { bigints: BigInt64Array.from(gaps, (gap) => BigInt(gap.fromMs)) },
    { bigints: BigInt64Array.from(gaps, (gap) => BigInt(gap.toMs)) },
  ]);
}

async function removeGaps(connection: DuckDBConnection, gaps: readonly Gap[]): Promise<void> {
  if (gaps.length === 0) return;
  // Made anew each time: a temporary table never gives back the room of deleted rows.
  await connection.run(`CREATE OR REPLACE TEMP TABLE filled_gaps (device_no INTEGER, from_ms BIGINT)`);
  await insertColumns(connection, 'filled_gaps', gaps.length, [
    { integers: Int32Array.from(gaps, (gap) => gap.deviceNo) },
    { bigints: BigInt64Array.from(gaps, (gap) => BigInt(gap.fromMs)) },
  ]);
  await connection.run(`DELETE FROM terminal_gaps USING filled_gaps f WHERE terminal_gaps.device_no = f.device_no AND terminal_gaps.from_ms = f.from_ms`);
}

/** By an appender: a statement a reply would cost as much as all the rest of the ledger. */
async function writeRead(connection: DuckDBConnection, credentialId: string, read: StreamRead): Promise<void> {
  const ms = (value: number | null): { bigints: BigInt64Array } => ({ bigints: BigInt64Array.of(BigInt(value ?? NO_TIME)) });
  const flag = (value: boolean): { flags: Uint8Array } => ({ flags: Uint8Array.of(value ? 1 : 0) });
  await insertColumns(connection, 'stream_reads', 1, [
    { everyText: credentialId }, ms(read.requestedAtMs), ms(read.receivedAtMs), ms(read.startMs), ms(read.endMs),
    flag(read.caughtUp), flag(read.whole), flag(read.damaged),
  ]);
}
