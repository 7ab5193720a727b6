// One reply into the file: samples, oddities, alert edges and ledger line in one transaction, all or nothing.
import type { DuckDBConnection } from '@duckdb/node-api';
import type { TelemetryBatch } from '../starlink/telemetry-batch.ts';
import { insertColumns, type ColumnValues } from './column-writer.ts';
import { pickUncounted } from './count-once.ts';
import type { CurrentState, FoundChange } from './current-state.ts';
import type { HotDays } from './hot-days.ts';
import type { StreamLedger } from './ledger/stream-ledger.ts';
import { buildRollupRows } from './rollup-rows.ts';
import { buildIpColumns, buildRouterColumns, buildTerminalColumns, buildUnknownColumns } from './sample-columns.ts';
import { inTransaction } from './schema-version.ts';
import type { TextDictionary } from './text-dictionary.ts';
import { createTimeOrder } from './time-order.ts';
import type { AlertEdge } from './walk-alerts.ts';

/** What is known of a reply beside its rows. */
export interface BatchMeta {
  /** Names the spool file of the reply; the same id is stored once. */
  readonly spoolId: string;
  readonly credentialId: string;
  readonly accountNumber: string;
  readonly requestedAtMs: number;
  readonly receivedAtMs: number;
  readonly batchSize: number;
  readonly lingerMs: number;
  readonly wireBytes: number;
  /** True when it was stored from its spool file after a restart. */
  readonly replayed: boolean;
}

export interface AlertName {
  readonly letter: 'u' | 'r';
  readonly code: number;
  readonly name: string;
}

/** What the reply adds to the small tables. */
export interface BatchNews {
  readonly alertNames: readonly AlertName[];
  /** JSON text of the reply's column names when they differ from the credential's last known ones. */
  readonly replyColumns: string | null;
}

/** Where the parts of a reply go beside the file. */
export interface AppendPlaces {
  readonly texts: TextDictionary;
  readonly hotDays: HotDays;
  readonly ledger: StreamLedger;
  /** As it was before the reply. */
  readonly state: CurrentState;
}

/** 'before-commit' is reached with all rows appended, 'after-commit' with the transaction done: where tests kill the process. */
export type AtPoint = (name: string) => void;

/**
 * `whileCommitting` runs on this thread while DuckDB's own works; it must not throw.
 * Answers what the ledger says of the reply: true when rows are missing as if another client read the same service account.
 */
export async function appendBatch(
  connection: DuckDBConnection, batch: TelemetryBatch, meta: BatchMeta, batchNo: number, { devices, edges }: Pick<FoundChange, 'devices' | 'edges'>, news: BatchNews,
  { texts, hotDays, ledger, state }: AppendPlaces, atPoint: AtPoint, whileCommitting: () => void,
): Promise<boolean> {
  const { terminals, routers, ipAllocations } = batch;
  let looksShared = false;
  await inTransaction(connection, async () => {
    const columns = {
      terminals: buildTerminalColumns(terminals, devices.terminals, batchNo, texts),
      routers: buildRouterColumns(routers, devices.routers, batchNo, texts),
      ipAllocations: buildIpColumns(ipAllocations, batchNo, texts),
    };
    const deviceNos = terminalNumbers(columns.terminals);
    const rollup = buildRollupRows(await pickUncounted(connection, terminals, devices.terminals, deviceNos, state, meta.receivedAtMs), batchNo);
    const unknown = buildUnknownColumns(batch, batchNo, texts);
    await hotDays.insert(connection, 'terminal_samples', terminals.timestampNs, columns.terminals, meta.receivedAtMs);
    await hotDays.insert(connection, 'router_samples', routers.timestampNs, columns.routers, meta.receivedAtMs);
    await hotDays.insert(connection, 'ip_allocation_samples', ipAllocations.timestampNs, columns.ipAllocations, meta.receivedAtMs);
    await hotDays.insert(connection, 'unknown_columns', unknown.timesNs, unknown.columns, meta.receivedAtMs);
    await hotDays.insert(connection, 'fleet_rollup_rows', rollup.bucketNs, rollup.columns, meta.receivedAtMs);
    await writeUnknownRows(connection, batch, batchNo);
    await writeEdges(connection, edges, batchNo, texts);
    looksShared = await ledger.take(connection, batch, deviceNos, meta);
    await texts.insertNew(connection);
    await writeNews(connection, news, meta);
    await writeLedgerLine(connection, batch, meta, batchNo);
    atPoint('before-commit');
  }, whileCommitting);
  atPoint('after-commit');
  return looksShared;
}

/** The second column of terminal samples: which terminal each row is of. */
function terminalNumbers(columns: readonly ColumnValues[]): Int32Array {
  const column = columns[1];
  if (column === undefined || !('integers' in column)) throw new Error('The second column of terminal samples must hold their numbers');
  return column.integers;
}

async function writeUnknownRows(connection: DuckDBConnection, batch: TelemetryBatch, batchNo: number): Promise<void> {
  const rows = [...batch.unknownRows, ...batch.badRows];
  await insertColumns(connection, 'unknown_rows', rows.length, [
    { everyRow: batchNo },
    { texts: rows.map((_, index) => (index < batch.unknownRows.length ? 'unknown-letter' : 'bad-row')) },
    { texts: rows.map((row) => row.letter) },
    { texts: rows.map((row) => row.json) },
  ]);
}

async function writeEdges(connection: DuckDBConnection, edges: readonly AlertEdge[], batchNo: number, texts: TextDictionary): Promise<void> {
  await insertColumns(connection, 'alert_edges', edges.length, [
    { everyRow: batchNo },
    { texts: edges.map((edge) => edge.source) },
    { integers: Int32Array.from(edges, (edge) => texts.numberOf(edge.deviceId)) },
    { integers: Int32Array.from(edges, (edge) => edge.code) },
    { texts: edges.map((edge) => edge.name) },
    { texts: edges.map((edge) => edge.edge) },
    { bigints: BigInt64Array.from(edges, (edge) => edge.atNs) },
    { flags: Uint8Array.from(edges, (edge) => (edge.before ? 1 : 0)) },
  ]);
}

async function writeNews(connection: DuckDBConnection, news: BatchNews, meta: BatchMeta): Promise<void> {
  const names = news.alertNames;
  await insertColumns(connection, 'alert_names', names.length, [
    { texts: names.map((entry) => entry.letter) },
    { integers: Int32Array.from(names, (entry) => entry.code) },
    { texts: names.map((entry) => entry.name) },
    { bigints: new BigInt64Array(names.length).fill(BigInt(Math.floor(meta.receivedAtMs))) },
  ]);
  if (news.replyColumns === null) return;
  await connection.run(`DELETE FROM reply_columns WHERE credential_id = $credential`, { credential: meta.credentialId });
  await connection.run(`INSERT INTO reply_columns VALUES ($credential, $columns, $seen)`, {
    credential: meta.credentialId, columns: news.replyColumns, seen: Math.floor(meta.receivedAtMs),
  });
}

/** In the order of `batches`. By an appender: a statement costs ten times as much. */
async function writeLedgerLine(connection: DuckDBConnection, batch: TelemetryBatch, meta: BatchMeta, batchNo: number): Promise<void> {
  const span = timeSpan([batch.terminals.timestampNs, batch.routers.timestampNs, batch.ipAllocations.timestampNs]);
  const text = (everyText: string): ColumnValues => ({ everyText });
  const count = (everyRow: number): ColumnValues => ({ everyRow });
  const big = (value: number): ColumnValues => ({ bigints: BigInt64Array.of(BigInt(Math.floor(value))) });
  const flag = (value: boolean): ColumnValues => ({ flags: Uint8Array.of(value ? 1 : 0) });
  await insertColumns(connection, 'batches', 1, [
    count(batchNo), text(meta.spoolId), text(meta.credentialId), text(meta.accountNumber), big(meta.requestedAtMs), big(meta.receivedAtMs),
    count(meta.batchSize), count(meta.lingerMs), count(batch.rowCount), count(batch.terminals.count), count(batch.routers.count), count(batch.ipAllocations.count),
    count(batch.unknownRows.length), count(batch.badRows.length), { bigintsOrNull: [span?.first ?? null] }, { bigintsOrNull: [span?.last ?? null] },
    big(meta.wireBytes), flag(!batch.truncated && batch.rowCount < meta.batchSize), flag(batch.truncated), flag(meta.replayed),
  ]);
}

function timeSpan(columns: readonly BigInt64Array[]): { readonly first: bigint; readonly last: bigint } | null {
  const ends = columns.filter((timesNs) => timesNs.length > 0).map(endsOf);
  if (ends.length === 0) return null;
  const times = BigInt64Array.from(ends.flat()).sort();
  return { first: times[0]!, last: times.at(-1)! };
}

/** First and last in time. */
function endsOf(timesNs: BigInt64Array): [bigint, bigint] {
  const order = createTimeOrder(timesNs);
  let first = 0;
  let last = 0;
  for (let row = 1; row < timesNs.length; row++) {
    if (order.isLater(first, row)) first = row;
    else if (order.isLater(row, last)) last = row;
  }
  return [timesNs[first]!, timesNs[last]!];
}
