// The tables of open days: one a UTC date and kind, so that a closed day is dropped and not deleted row by row, and one a kind for rows of other dates.
import { routerNumberColumns, terminalNumberColumns } from '../starlink/telemetry-batch.ts';
import { sqlName } from './sql-name.ts';
import { dayText, parseDay, type UtcDay } from './utc-day.ts';

/** Rows of a date that has no table of its own: of closed days, and of devices whose clock is wrong. */
export const STRAY = 'stray';
export type HotPlace = UtcDay | typeof STRAY;

const doubles = (names: readonly string[]): string => names.map((name) => `${sqlName(name)} DOUBLE`).join(', ');

/** batch_no → batches, …_no → texts. No primary key: it costs the insert rate; exactly-once comes from batches.spool_id. */
export const sampleTableColumns = {
  terminal_samples: `batch_no INTEGER, device_no INTEGER, timestamp_ns BIGINT, ${doubles(terminalNumberColumns)},
    h3_cell UBIGINT, software_version_no INTEGER, country_code_no INTEGER, in_territorial_waters BOOLEAN, active_alerts_no INTEGER`,
  router_samples: `batch_no INTEGER, router_no INTEGER, timestamp_ns BIGINT, device_no INTEGER, ${doubles(routerNumberColumns)},
    software_version_no INTEGER, hardware_version_no INTEGER, is_repeater BOOLEAN, is_bypassed BOOLEAN, active_alerts_no INTEGER`,
  // The three lists as JSON text (castable to VARCHAR[]); NULL = the reply did not say, [] = none.
  ip_allocation_samples: `batch_no INTEGER, ip_allocation_no INTEGER, timestamp_ns BIGINT, device_no INTEGER, ipv4 VARCHAR, ipv6_ue VARCHAR, ipv6_cpe VARCHAR`,
  // Columns that this version does not know, as the JSON text of one object, for the sample (letter, device, time) they came with.
  unknown_columns: `batch_no INTEGER, letter VARCHAR, device_no INTEGER, timestamp_ns BIGINT, json VARCHAR`,
  // Counts of values by five minutes, metric (its place in rollupMetrics) and bin. sum, min and max are those of all the batch's rows of that time and metric, on one of its rows.
  fleet_rollup_rows: `batch_no INTEGER, bucket_ns BIGINT, metric_no INTEGER, bin INTEGER, samples INTEGER, sum DOUBLE, min DOUBLE, max DOUBLE`,
} as const;

export type HotKind = keyof typeof sampleTableColumns;
export const hotKinds = Object.keys(sampleTableColumns) as readonly HotKind[];

/** The column that says which date a row belongs to, ns. */
export const timeColumns: Readonly<Record<HotKind, string>> = {
  terminal_samples: 'timestamp_ns', router_samples: 'timestamp_ns', ip_allocation_samples: 'timestamp_ns', unknown_columns: 'timestamp_ns', fleet_rollup_rows: 'bucket_ns',
};

/** 'terminal_samples_20261127' or 'terminal_samples_stray'. */
export function hotTable(kind: HotKind, place: HotPlace): string {
  return `${kind}_${place === STRAY ? STRAY : dayText(place).replaceAll('-', '')}`;
}

/** The date of a table of ours; null for the stray ones and every other table. */
export function dayOfTable(table: string): UtcDay | null {
  const parts = /^(.+)_(\d{4})(\d{2})(\d{2})$/.exec(table);
  return parts === null || !(parts[1]! in sampleTableColumns) ? null : parseDay(`${parts[2]}-${parts[3]}-${parts[4]}`);
}

export function buildHotTables(place: HotPlace): string[] {
  return hotKinds.map((kind) => `CREATE TABLE ${hotTable(kind, place)} (${sampleTableColumns[kind]})`);
}

/** `terminal_samples` and its like: the rows of all open days and the stray ones. Made anew whenever a day comes or goes. */
export function buildHotViews(days: readonly UtcDay[]): string[] {
  return hotKinds.map((kind) => {
    const parts = [...days, STRAY].map((place) => `SELECT * FROM ${hotTable(kind, place as HotPlace)}`);
    return `CREATE OR REPLACE VIEW ${kind} AS ${parts.join(' UNION ALL ')}`;
  });
}
