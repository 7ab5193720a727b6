// Batches that came after the last checkpoint of the current state, read back from the samples and applied as they were when they came.
import type { DuckDBConnection, DuckDBResultReader } from '@duckdb/node-api';
import { routerNumberColumns, terminalNumberColumns } from '../starlink/telemetry-batch.ts';
import { findCurrentChange, type CurrentSamples } from './current-devices.ts';
import { applyChange, type CurrentState } from './current-state.ts';
import { sqlName } from './sql-name.ts';
import type { TextDictionary } from './text-dictionary.ts';

type AlertNames = CurrentSamples['alertNames'];

/** Changes `state`, batch by batch. Answers how many rows it read: those count towards the next checkpoint. */
export async function foldBatches(connection: DuckDBConnection, state: CurrentState, afterBatchNo: number, texts: TextDictionary): Promise<number> {
  const batches = await connection.runAndReadAll(
    `SELECT batch_no, credential_id, received_at_ms, row_count FROM batches WHERE batch_no > ${afterBatchNo} ORDER BY batch_no`);
  const names = await readAlertNames(connection);
  let rows = 0;
  for (const [batchNo, credentialId, receivedAtMs, rowCount] of batches.getRowsJS()) {
    rows += Number(rowCount);
    const samples = await readSamples(connection, Number(batchNo), names, texts);
    applyChange(state, findCurrentChange(state, samples, { credentialId: String(credentialId), receivedAtMs: Number(receivedAtMs) }).buildRows());
  }
  return rows;
}

async function readAlertNames(connection: DuckDBConnection): Promise<AlertNames> {
  const names = { u: new Map<number, string>(), r: new Map<number, string>() };
  const stored = await connection.runAndReadAll(`SELECT letter, code, name FROM alert_names ORDER BY first_seen_ms`);
  for (const [letter, code, name] of stored.getRowsJS()) names[letter === 'r' ? 'r' : 'u'].set(Number(code), String(name));
  return names;
}

async function readSamples(connection: DuckDBConnection, batchNo: number, alertNames: AlertNames, texts: TextDictionary): Promise<CurrentSamples> {
  const read = async (table: string): Promise<Columns> => createColumns(await connection.runAndReadAll(`SELECT * FROM ${table} WHERE batch_no = ${batchNo}`), texts);
  const terminals = await read('terminal_samples');
  const routers = await read('router_samples');
  const allocations = await read('ip_allocation_samples');
  return {
    alertNames,
    terminals: {
      count: terminals.count, timestampNs: terminals.times(), deviceId: terminals.ids('device_no'), numbers: terminals.doubles(terminalNumberColumns), h3Cell: terminals.cells('h3_cell'),
      softwareVersion: terminals.texts('software_version_no'), countryCode: terminals.texts('country_code_no'),
      inTerritorialWaters: terminals.flags('in_territorial_waters'), activeAlerts: terminals.codes('active_alerts_no'),
    },
    routers: {
      count: routers.count, timestampNs: routers.times(), routerId: routers.ids('router_no'), deviceId: routers.texts('device_no'), numbers: routers.doubles(routerNumberColumns),
      softwareVersion: routers.texts('software_version_no'), hardwareVersion: routers.texts('hardware_version_no'), isRepeater: routers.flags('is_repeater'),
      isBypassed: routers.flags('is_bypassed'), activeAlerts: routers.codes('active_alerts_no'),
    },
    ipAllocations: {
      count: allocations.count, timestampNs: allocations.times(), ipAllocationId: allocations.ids('ip_allocation_no'), deviceId: allocations.ids('device_no'),
      ipv4: allocations.lists('ipv4'), ipv6Ue: allocations.lists('ipv6_ue'), ipv6Cpe: allocations.lists('ipv6_cpe'),
    },
  };
}

interface Columns {
  readonly count: number;
  times(): BigInt64Array;
  ids(name: string): string[];
  texts(name: string): (string | null)[];
  doubles<Name extends string>(names: readonly Name[]): Record<Name, Float64Array>;
  cells(name: string): (string | null)[];
  flags(name: string): Uint8Array;
  codes(name: string): (readonly number[] | null)[];
  lists(name: string): (readonly string[] | null)[];
}

/** The way back from what sample-columns.ts stores. */
function createColumns(reader: DuckDBResultReader, texts: TextDictionary): Columns {
  const places = new Map(reader.columnNames().map((name, index) => [name, index]));
  const all = reader.getColumnsJS();
  const column = (name: string): readonly unknown[] => all[places.get(name) ?? -1] ?? [];
  const kept = new Map<string, readonly number[]>();
  const codesOf = (text: string): readonly number[] => {
    const known = kept.get(text) ?? (JSON.parse(text) as readonly number[]);
    kept.set(text, known);
    return known;
  };
  return {
    count: reader.currentRowCount,
    times: () => BigInt64Array.from(column('timestamp_ns') as readonly bigint[]),
    ids: (name) => column(name).map((number) => texts.textOf(number) ?? ''),
    texts: (name) => column(name).map((number) => texts.textOf(number)),
    doubles: (names) => Object.fromEntries(names.map((name) => [name, Float64Array.from(column(sqlName(name)), (value) => (typeof value === 'number' ? value : NaN))])) as Record<(typeof names)[number], Float64Array>,
    cells: (name) => column(name).map((value) => (typeof value === 'bigint' ? value.toString(16) : null)),
    flags: (name) => Uint8Array.from(column(name), (value) => (value === null ? 2 : value === true ? 1 : 0)),
    codes: (name) => column(name).map((number) => {
      const text = texts.textOf(number);
      return text === null ? null : codesOf(text);
    }),
    lists: (name) => column(name).map((text) => (typeof text === 'string' ? (JSON.parse(text) as readonly string[]) : null)),
  };
}
