// The current state on disk: all of it as it was after one batch, rewritten now and then. What came later is folded in at the start (fold-batches.ts).
import type { DuckDBConnection } from '@duckdb/node-api';
import { routerNumberColumns, terminalNumberColumns } from '../starlink/telemetry-batch.ts';
import { insertColumns, NO_NUMBER, type ColumnValues } from './column-writer.ts';
import type { CurrentState } from './current-state.ts';
import { createCurrentState } from './current-state.ts';
import type { CurrentAlert, CurrentIpAllocation, CurrentRouter, CurrentTerminal } from './current-telemetry.ts';
import { sqlName } from './sql-name.ts';
import type { TextDictionary } from './text-dictionary.ts';

/** Inside a transaction. @param batchNo the last batch whose rows the state holds */
export async function writeCheckpoint(connection: DuckDBConnection, state: CurrentState, batchNo: number, texts: TextDictionary): Promise<void> {
  for (const table of ['current_terminals', 'current_routers', 'current_ip_allocations', 'current_alerts']) await connection.run(`DELETE FROM ${table}`);
  await insertColumns(connection, 'current_terminals', state.terminals.size, terminalColumns([...state.terminals.values()], batchNo, texts));
  await insertColumns(connection, 'current_routers', state.routers.size, routerColumns([...state.routers.values()], batchNo, texts));
  await insertColumns(connection, 'current_ip_allocations', state.ipAllocations.size, ipColumns([...state.ipAllocations.values()], batchNo, texts));
  const alerts = [...state.alerts.values()].flatMap((active) => [...active.values()]);
  await insertColumns(connection, 'current_alerts', alerts.length, alertColumns(alerts));
  await texts.insertNew(connection);
  await connection.run(`DELETE FROM current_checkpoint`);
  await connection.run(`INSERT INTO current_checkpoint VALUES ($batch)`, { batch: batchNo });
}

interface Stamped {
  readonly timestampNs: string | null;
  readonly receivedAtMs: number | null;
  readonly credentialId: string | null;
}

const numbersOfTexts = (values: readonly (string | null)[], texts: TextDictionary): ColumnValues => ({ integers: Int32Array.from(values, (value) => texts.numberOf(value)) });
const timesOf = (rows: readonly Stamped[]): ColumnValues => ({ bigints: BigInt64Array.from(rows, (row) => BigInt(row.timestampNs!)) });
const receiptsOf = (rows: readonly Stamped[]): ColumnValues[] => [
  { bigints: BigInt64Array.from(rows, (row) => BigInt(Math.floor(row.receivedAtMs ?? 0))) }, { texts: rows.map((row) => row.credentialId) },
];
const flagsOf = (values: readonly (boolean | null)[]): ColumnValues => ({ flags: Uint8Array.from(values, (value) => (value === null ? 2 : value ? 1 : 0)) });
/** Alerts have a table of their own. */
const noAlertList = (rows: readonly unknown[]): ColumnValues => ({ integers: new Int32Array(rows.length).fill(NO_NUMBER) });

function doublesOf<Name extends string>(rows: readonly { readonly [K in Name]: number | null }[], names: readonly Name[]): ColumnValues[] {
  return names.map((name) => ({ doubles: Float64Array.from(rows, (row) => row[name] ?? NaN) }));
}

function terminalColumns(rows: readonly CurrentTerminal[], batchNo: number, texts: TextDictionary): ColumnValues[] {
  return [
    { everyRow: batchNo }, numbersOfTexts(rows.map((row) => row.deviceId), texts), timesOf(rows), ...doublesOf(rows, terminalNumberColumns),
    { unsigned: BigUint64Array.from(rows, (row) => (row.h3Cell === null ? 0n : BigInt(`0x${row.h3Cell}`))) },
    numbersOfTexts(rows.map((row) => row.softwareVersion), texts), numbersOfTexts(rows.map((row) => row.countryCode), texts),
    flagsOf(rows.map((row) => row.inTerritorialWaters)), noAlertList(rows), ...receiptsOf(rows),
  ];
}

function routerColumns(rows: readonly CurrentRouter[], batchNo: number, texts: TextDictionary): ColumnValues[] {
  return [
    { everyRow: batchNo }, numbersOfTexts(rows.map((row) => row.routerId), texts), timesOf(rows), numbersOfTexts(rows.map((row) => row.deviceId), texts),
    ...doublesOf(rows, routerNumberColumns), numbersOfTexts(rows.map((row) => row.softwareVersion), texts), numbersOfTexts(rows.map((row) => row.hardwareVersion), texts),
    flagsOf(rows.map((row) => row.isRepeater)), flagsOf(rows.map((row) => row.isBypassed)), noAlertList(rows), ...receiptsOf(rows),
  ];
}

function ipColumns(rows: readonly CurrentIpAllocation[], batchNo: number, texts: TextDictionary): ColumnValues[] {
  const listsOf = (lists: readonly (readonly string[] | null)[]): ColumnValues => ({ texts: lists.map((list) => (list === null ? null : JSON.stringify(list))) });
  return [
    { everyRow: batchNo }, numbersOfTexts(rows.map((row) => row.ipAllocationId), texts), timesOf(rows), numbersOfTexts(rows.map((row) => row.deviceId), texts),
    listsOf(rows.map((row) => row.ipv4)), listsOf(rows.map((row) => row.ipv6Ue)), listsOf(rows.map((row) => row.ipv6Cpe)), ...receiptsOf(rows),
  ];
}

function alertColumns(alerts: readonly CurrentAlert[]): ColumnValues[] {
  return [
    { texts: alerts.map((alert) => alert.alertKey) }, { texts: alerts.map((alert) => alert.source) }, { texts: alerts.map((alert) => alert.deviceId) },
    { texts: alerts.map((alert) => alert.routerId) }, { texts: alerts.map((alert) => alert.credentialId) },
    { integers: Int32Array.from(alerts, (alert) => alert.code ?? NO_NUMBER) }, { texts: alerts.map((alert) => alert.alertName) },
    { bigints: BigInt64Array.from(alerts, (alert) => BigInt(alert.activeSinceMs ?? 0)) },
    { flags: Uint8Array.from(alerts, (alert) => (alert.activeSinceBefore ? 1 : 0)) }, { bigints: BigInt64Array.from(alerts, (alert) => BigInt(alert.lastSeenMs ?? 0)) },
  ];
}

/** The state as it was after `batchNo`. */
export async function loadCheckpoint(connection: DuckDBConnection, texts: TextDictionary): Promise<{ readonly state: CurrentState; readonly batchNo: number }> {
  const stored = await connection.runAndReadAll(`SELECT batch_no FROM current_checkpoint`);
  if (stored.currentRowCount !== 1) throw new Error('current_checkpoint does not hold exactly one row');
  return { state: await loadCurrentState(connection, texts), batchNo: Number(stored.value(0, 0)) };
}

async function loadCurrentState(connection: DuckDBConnection, texts: TextDictionary): Promise<CurrentState> {
  const state = createCurrentState();
  for (const row of await rowsOf(connection, 'current_terminals')) {
    const terminal = { deviceId: textOf(texts, row['device_no']), ...stampsOf(row), ...numbersOf(row, terminalNumberColumns),
      h3Cell: typeof row['h3_cell'] === 'bigint' ? row['h3_cell'].toString(16) : null,
      softwareVersion: texts.textOf(row['software_version_no']), countryCode: texts.textOf(row['country_code_no']),
      inTerritorialWaters: flagOf(row['in_territorial_waters']) } satisfies CurrentTerminal;
    state.terminals.set(terminal.deviceId, terminal);
  }
  for (const row of await rowsOf(connection, 'current_routers')) {
    const router = { routerId: textOf(texts, row['router_no']), deviceId: texts.textOf(row['device_no']), ...stampsOf(row),
      softwareVersion: texts.textOf(row['software_version_no']), hardwareVersion: texts.textOf(row['hardware_version_no']),
      isRepeater: flagOf(row['is_repeater']), isBypassed: flagOf(row['is_bypassed']), ...numbersOf(row, routerNumberColumns) } satisfies CurrentRouter;
    state.routers.set(router.routerId, router);
  }
  for (const row of await rowsOf(connection, 'current_ip_allocations')) {
    const allocation = { ipAllocationId: textOf(texts, row['ip_allocation_no']), deviceId: texts.textOf(row['device_no']), ...stampsOf(row),
      ipv4: listOf(row['ipv4']), ipv6Ue: listOf(row['ipv6_ue']), ipv6Cpe: listOf(row['ipv6_cpe']) } satisfies CurrentIpAllocation;
    state.ipAllocations.set(allocation.ipAllocationId, allocation);
  }
  for (const row of await rowsOf(connection, 'current_alerts')) addAlert(state, row);
  return state;
}

type SqlRow = Readonly<Record<string, unknown>>;

async function rowsOf(connection: DuckDBConnection, table: string): Promise<SqlRow[]> {
  return (await connection.runAndReadAll(`SELECT * FROM ${table}`)).getRowObjectsJS();
}

function addAlert(state: CurrentState, row: SqlRow): void {
  const alert = {
    alertKey: String(row['alert_key']), source: String(row['source']), deviceId: stringOf(row['device_id']), routerId: stringOf(row['router_id']),
    credentialId: stringOf(row['credential_id']), code: Number(row['code']), alertName: stringOf(row['alert_name']),
    activeSinceMs: Number(row['active_since_ms']), activeSinceBefore: flagOf(row['active_since_before']), lastSeenMs: Number(row['last_seen_ms']),
  } satisfies CurrentAlert;
  const owner = alert.routerId ?? alert.deviceId ?? alert.alertKey;
  state.alerts.set(owner, new Map([...(state.alerts.get(owner) ?? []), [alert.code, alert]]));
}

function stampsOf(row: SqlRow): { credentialId: string; timestampNs: string; sampledAtMs: number; receivedAtMs: number } {
  const timestampNs = row['timestamp_ns'];
  if (typeof timestampNs !== 'bigint') throw new Error('A current row has no time');
  return {
    credentialId: String(row['credential_id']), timestampNs: String(timestampNs), sampledAtMs: Number(timestampNs / 1_000_000n),
    receivedAtMs: Number(row['received_at_ms']),
  };
}

function numbersOf<Name extends string>(row: SqlRow, names: readonly Name[]): { readonly [K in Name]: number | null } {
  const numbers: Partial<Record<Name, number | null>> = {};
  for (const name of names) {
    const value = row[sqlName(name)];
    numbers[name] = typeof value === 'number' ? value : null;
  }
  return numbers as { readonly [K in Name]: number | null };
}

function textOf(texts: TextDictionary, number: unknown): string {
  const text = texts.textOf(number);
  if (text === null) throw new Error('A current row has no device');
  return text;
}

const stringOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const flagOf = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
const listOf = (value: unknown): readonly string[] | null => (typeof value === 'string' ? (JSON.parse(value) as readonly string[]) : null);
