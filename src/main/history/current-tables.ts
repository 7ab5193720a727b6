// The current state on disk: written with the batch that changed it, read at the start of the worker.
import type { DuckDBConnection } from '@duckdb/node-api';
import { routerNumberColumns, terminalNumberColumns } from '../starlink/telemetry-batch.ts';
import { insertColumns, NO_NUMBER, pickRows, type ColumnValues } from './column-writer.ts';
import type { ChangedDevice, CurrentChange, CurrentState } from './current-state.ts';
import { createCurrentState } from './current-state.ts';
import type { CurrentAlert, CurrentIpAllocation, CurrentRouter, CurrentTerminal } from './current-telemetry.ts';
import type { Receipt } from './current-devices.ts';
import { sqlName } from './sql-name.ts';
import type { TextDictionary } from './text-dictionary.ts';

/** The current table of each kind of device, and the column that numbers its devices. */
export const deviceTables = {
  terminals: { current: 'current_terminals', deviceNo: 'device_no' },
  routers: { current: 'current_routers', deviceNo: 'router_no' },
  ipAllocations: { current: 'current_ip_allocations', deviceNo: 'ip_allocation_no' },
} as const;

/** The columns of a batch's samples, as they were inserted into the sample tables. */
export interface SampleColumns {
  readonly terminals: readonly ColumnValues[];
  readonly routers: readonly ColumnValues[];
  readonly ipAllocations: readonly ColumnValues[];
}

/** Inside the transaction that stores the samples: only devices that changed are written. */
export async function writeCurrentChange(connection: DuckDBConnection, change: CurrentChange, columns: SampleColumns, receipt: Receipt, texts: TextDictionary): Promise<void> {
  await writeDevices(connection, 'terminals', columns, receipt, texts, change.terminals, (row) => row.deviceId);
  await writeDevices(connection, 'routers', columns, receipt, texts, change.routers, (row) => row.routerId);
  await writeDevices(connection, 'ipAllocations', columns, receipt, texts, change.ipAllocations, (row) => row.ipAllocationId);
  await writeAlerts(connection, change);
}

async function writeDevices<Row>(
  connection: DuckDBConnection, kind: keyof SampleColumns, columns: SampleColumns, receipt: Receipt, texts: TextDictionary,
  changed: readonly ChangedDevice<Row>[], idOf: (row: Row) => string,
): Promise<void> {
  const { current, deviceNo } = deviceTables[kind];
  const newer: number[] = [];
  const newerNumbers: number[] = [];
  const receivedNumbers: number[] = [];
  for (const { row, batchRow } of changed) {
    if (batchRow !== null) newer.push(batchRow);
    (batchRow === null ? receivedNumbers : newerNumbers).push(texts.numberOf(idOf(row)));
  }
  if (newer.length > 0) {
    await stageDevices(connection, newerNumbers);
    await connection.run(`DELETE FROM ${current} WHERE ${deviceNo} IN (SELECT device_no FROM staged_devices)`);
    const receivedAtMs = new BigInt64Array(newer.length).fill(BigInt(Math.floor(receipt.receivedAtMs)));
    await insertColumns(connection, current, newer.length, [...pickRows(columns[kind], newer), { bigints: receivedAtMs }, { everyText: receipt.credentialId }]);
  }
  if (receivedNumbers.length > 0) {
    await stageDevices(connection, receivedNumbers);
    await connection.run(`UPDATE ${current} SET received_at_ms = $received WHERE ${deviceNo} IN (SELECT device_no FROM staged_devices)`, {
      received: Math.floor(receipt.receivedAtMs),
    });
  }
}

/** Made anew each time: a temporary table never gives back the room of deleted rows. */
export async function stageDevices(connection: DuckDBConnection, deviceNumbers: readonly number[]): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged_devices (device_no INTEGER)`);
  await insertColumns(connection, 'staged_devices', deviceNumbers.length, [{ integers: Int32Array.from(deviceNumbers) }]);
}

async function writeAlerts(connection: DuckDBConnection, change: CurrentChange): Promise<void> {
  if (change.alerts.size === 0) return;
  const owners = [...change.alerts.keys()];
  const alerts = [...change.alerts.values()].flatMap((active) => [...active.values()]);
  await connection.run(`CREATE OR REPLACE TEMP TABLE changed_alert_owners (owner VARCHAR)`);
  await insertColumns(connection, 'changed_alert_owners', owners.length, [{ texts: owners }]);
  await connection.run(`DELETE FROM current_alerts WHERE coalesce(router_id, device_id) IN (SELECT owner FROM changed_alert_owners)`);
  await insertColumns(connection, 'current_alerts', alerts.length, [
    { texts: alerts.map((alert) => alert.alertKey) },
    { texts: alerts.map((alert) => alert.source) },
    { texts: alerts.map((alert) => alert.deviceId) },
    { texts: alerts.map((alert) => alert.routerId) },
    { texts: alerts.map((alert) => alert.credentialId) },
    { integers: Int32Array.from(alerts, (alert) => alert.code ?? NO_NUMBER) },
    { texts: alerts.map((alert) => alert.alertName) },
    { bigints: BigInt64Array.from(alerts, (alert) => BigInt(alert.activeSinceMs ?? 0)) },
    { flags: Uint8Array.from(alerts, (alert) => (alert.activeSinceBefore ? 1 : 0)) },
    { bigints: BigInt64Array.from(alerts, (alert) => BigInt(alert.lastSeenMs ?? 0)) },
  ]);
}

export async function loadCurrentState(connection: DuckDBConnection, texts: TextDictionary): Promise<CurrentState> {
  const state = createCurrentState();
  for (const row of await rowsOf(connection, 'current_terminals')) {
    const terminal = { deviceId: textOf(texts, row['device_no']), ...stampsOf(row), ...numbersOf(row, terminalNumberColumns),
      h3Cell: typeof row['h3_cell'] === 'bigint' ? row['h3_cell'].toString(16) : null,
      softwareVersion: texts.textOf(row['software_version_no']), countryCode: texts.textOf(row['country_code_no']),
      inTerritorialWaters: flagOf(row['in_territorial_waters']) } satisfies CurrentTerminal;
    state.terminals.set(terminal.deviceId, terminal);
  }
  for (const row of await rowsOf(connection, 'current_routers')) {
    const router = { routerId: textOf(texts, row['router_no']), deviceId: texts.textOf(row['device_no']), ...stampsOf(row), ...numbersOf(row, routerNumberColumns),
      softwareVersion: texts.textOf(row['software_version_no']), hardwareVersion: texts.textOf(row['hardware_version_no']),
      isRepeater: flagOf(row['is_repeater']), isBypassed: flagOf(row['is_bypassed']) } satisfies CurrentRouter;
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
