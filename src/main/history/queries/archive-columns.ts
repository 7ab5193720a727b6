// The columns of the archive's Parquet files by kind (docs/history-format.md): what a query may count on, also where a file lacks one of them.
import { routerNumberColumns, terminalNumberColumns } from '../../starlink/telemetry-batch.ts';
import { sqlText, type ArchiveKind } from '../archive/archive-path.ts';
import { sqlName } from '../sql-name.ts';

type Columns = Readonly<Record<string, string>>;

const doubles = (names: readonly string[]): Columns => Object.fromEntries(names.map((name) => [sqlName(name), 'DOUBLE']));
const received: Columns = { account_number: 'VARCHAR', credential_id: 'VARCHAR', received_at_ms: 'BIGINT' };

const telemetry: Columns = {
  device_id: 'VARCHAR', timestamp_ns: 'BIGINT', ...received, ...doubles(terminalNumberColumns), h3_cell: 'VARCHAR', software_version: 'VARCHAR',
  country_code: 'VARCHAR', in_territorial_waters: 'BOOLEAN', active_alerts: 'INTEGER[]', unknown_columns: 'VARCHAR',
};

export const archiveColumns: Readonly<Record<ArchiveKind, Columns>> = {
  telemetry,
  routers: {
    router_id: 'VARCHAR', device_id: 'VARCHAR', timestamp_ns: 'BIGINT', ...received, ...doubles(routerNumberColumns), software_version: 'VARCHAR',
    hardware_version: 'VARCHAR', is_repeater: 'BOOLEAN', is_bypassed: 'BOOLEAN', active_alerts: 'INTEGER[]', unknown_columns: 'VARCHAR',
  },
  'ip-allocations': {
    ip_allocation_id: 'VARCHAR', device_id: 'VARCHAR', timestamp_ns: 'BIGINT', ...received, ipv4: 'VARCHAR[]', ipv6_ue: 'VARCHAR[]', ipv6_cpe: 'VARCHAR[]', unknown_columns: 'VARCHAR',
  },
  'alert-edges': { device_id: 'VARCHAR', at_ns: 'BIGINT', ...received, source: 'VARCHAR', code: 'INTEGER', name: 'VARCHAR', edge: 'VARCHAR', before: 'BOOLEAN' },
  snapshots: { snapshot_ms: 'BIGINT', ...telemetry },
  rollups: { bucket_ms: 'BIGINT', account_number: 'VARCHAR', metric: 'VARCHAR', bin: 'SMALLINT', samples: 'BIGINT', sum: 'DOUBLE', min: 'DOUBLE', max: 'DOUBLE' },
};

/**
 * Files as one relation in brackets, with exactly the columns of their kind, united by name: a column that a file lacks is NULL, one that has
 * another type is cast, and NULL where that fails. Filters reach the files. Without files it is empty.
 */
export function archiveRelation(kind: ArchiveKind, paths: readonly string[]): string {
  const columns = Object.entries(archiveColumns[kind]);
  const typed = columns.map(([name, type]) => `NULL::${type} AS "${name}"`).join(', ');
  const none = `SELECT ${typed} WHERE false`;
  if (paths.length === 0) return `(${none})`;
  const cast = columns.map(([name, type]) => `TRY_CAST("${name}" AS ${type}) AS "${name}"`).join(', ');
  return `(SELECT ${cast} FROM (${none} UNION ALL BY NAME SELECT * FROM ${filesRelation(paths)}))`;
}

/** The files as they are, at least one. A folder's name may hold signs that DuckDB takes for a pattern; `date=` in it is no column. */
export function filesRelation(paths: readonly string[]): string {
  return `read_parquet([${paths.map((path) => sqlText(path.replace(/[[*?]/g, (sign) => `[${sign}]`))).join(', ')}], union_by_name = true, hive_partitioning = false)`;
}
