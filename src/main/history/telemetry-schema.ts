// The tables of telemetry.duckdb. Samples refer to texts and replies by number: one map lookup a cell instead of one native call (a third of the insert time).
import { archiveTables } from './archive-schema.ts';
import { ledgerTables } from './ledger-schema.ts';
import type { Migration } from './schema-version.ts';
import { routerNumberColumns, terminalNumberColumns } from '../starlink/telemetry-batch.ts';

/** Raise it with every change of the tables below and add the step to `telemetryMigrations`. */
export const TELEMETRY_SCHEMA_VERSION = 2;
export const TELEMETRY_FILE = 'telemetry.duckdb';

/** 'pingDropRate' → 'ping_drop_rate': what a column of ours is called in SQL. */
export function sqlName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const doubles = (names: readonly string[]): string => names.map((name) => `${sqlName(name)} DOUBLE`).join(', ');

/** batch_no → batches, …_no → texts. No primary key: it costs the insert rate; exactly-once comes from batches.spool_id. */
const terminalSampleColumns = `batch_no INTEGER, device_no INTEGER, timestamp_ns BIGINT, ${doubles(terminalNumberColumns)},
  h3_cell UBIGINT, software_version_no INTEGER, country_code_no INTEGER, in_territorial_waters BOOLEAN, active_alerts_no INTEGER`;

const routerSampleColumns = `batch_no INTEGER, router_no INTEGER, timestamp_ns BIGINT, device_no INTEGER, ${doubles(routerNumberColumns)},
  software_version_no INTEGER, hardware_version_no INTEGER, is_repeater BOOLEAN, is_bypassed BOOLEAN, active_alerts_no INTEGER`;

/** The three lists as JSON text (castable to VARCHAR[]); NULL = the reply did not say, [] = none. */
const ipSampleColumns = `batch_no INTEGER, ip_allocation_no INTEGER, timestamp_ns BIGINT, device_no INTEGER, ipv4 VARCHAR, ipv6_ue VARCHAR, ipv6_cpe VARCHAR`;

/** What a current row knows beyond its sample: when and by whom the device was last received. */
const receivedColumns = `received_at_ms BIGINT, credential_id VARCHAR`;

const text = (number: string): string => `(SELECT t.text FROM texts t WHERE t.text_no = ${number})`;

function currentCheckpointTable(batchNo: number | string): string[] {
  return [`CREATE TABLE current_checkpoint (batch_no BIGINT NOT NULL)`, `INSERT INTO current_checkpoint VALUES (${batchNo})`];
}

export const telemetryTables: readonly string[] = [
  // Every text that samples repeat: device ids, versions, countries, alert code lists as JSON text.
  `CREATE TABLE texts (text_no INTEGER, text VARCHAR)`,
  // The ledger of stream replies. A spool id stands here once its rows are stored: same transaction, so exactly once.
  `CREATE TABLE batches (batch_no INTEGER, spool_id VARCHAR, credential_id VARCHAR, account_number VARCHAR, requested_at_ms BIGINT, received_at_ms BIGINT,
    batch_size INTEGER, linger_ms INTEGER, row_count INTEGER, terminal_rows INTEGER, router_rows INTEGER, ip_rows INTEGER, unknown_rows INTEGER, bad_rows INTEGER,
    first_sample_ns BIGINT, last_sample_ns BIGINT, wire_bytes BIGINT, caught_up BOOLEAN, truncated BOOLEAN, replayed BOOLEAN)`,
  `CREATE TABLE terminal_samples (${terminalSampleColumns})`,
  `CREATE TABLE router_samples (${routerSampleColumns})`,
  `CREATE TABLE ip_allocation_samples (${ipSampleColumns})`,
  // Columns that this version does not know, as the JSON text of one object, for the sample (letter, device, time) they came with.
  `CREATE TABLE unknown_columns (batch_no INTEGER, letter VARCHAR, device_no INTEGER, timestamp_ns BIGINT, json VARCHAR)`,
  // Rows kept word for word: kind 'unknown-letter' or 'bad-row'.
  `CREATE TABLE unknown_rows (batch_no INTEGER, kind VARCHAR, letter VARCHAR, json VARCHAR)`,
  // edge 'raised' | 'cleared'; before = it happened some time before at_ns (first sight, or after a gap).
  `CREATE TABLE alert_edges (batch_no INTEGER, source VARCHAR, device_no INTEGER, code INTEGER, name VARCHAR, edge VARCHAR, at_ns BIGINT, before BOOLEAN)`,
  `CREATE TABLE alert_names (letter VARCHAR, code INTEGER, name VARCHAR, first_seen_ms BIGINT)`,
  // The last columns a credential's replies named, by letter, as JSON text: what a torn spool is read with.
  `CREATE TABLE reply_columns (credential_id VARCHAR, columns VARCHAR, seen_at_ms BIGINT)`,
  `CREATE TABLE current_terminals (${terminalSampleColumns}, ${receivedColumns})`,
  `CREATE TABLE current_routers (${routerSampleColumns}, ${receivedColumns})`,
  `CREATE TABLE current_ip_allocations (${ipSampleColumns}, ${receivedColumns})`,
  `CREATE TABLE current_alerts (alert_key VARCHAR, source VARCHAR, device_id VARCHAR, router_id VARCHAR, credential_id VARCHAR, code INTEGER, alert_name VARCHAR,
    active_since_ms BIGINT, active_since_before BOOLEAN, last_seen_ms BIGINT)`,
  // The last batch whose rows the four tables above hold: exactly one row.
  ...currentCheckpointTable(0),
  // The samples as people read them.
  `CREATE VIEW terminal_history AS SELECT b.account_number, b.credential_id, b.received_at_ms, ${text('s.device_no')} AS device_id, s.timestamp_ns,
    s.* EXCLUDE (batch_no, device_no, timestamp_ns, h3_cell, software_version_no, country_code_no, active_alerts_no), lower(to_hex(s.h3_cell)) AS h3_cell,
    ${text('s.software_version_no')} AS software_version, ${text('s.country_code_no')} AS country_code,
    ${text('s.active_alerts_no')}::INTEGER[] AS active_alerts FROM terminal_samples s JOIN batches b USING (batch_no)`,
  `CREATE VIEW router_history AS SELECT b.account_number, b.credential_id, b.received_at_ms, ${text('s.router_no')} AS router_id, ${text('s.device_no')} AS device_id,
    s.timestamp_ns, s.* EXCLUDE (batch_no, router_no, device_no, timestamp_ns, software_version_no, hardware_version_no, active_alerts_no),
    ${text('s.software_version_no')} AS software_version, ${text('s.hardware_version_no')} AS hardware_version,
    ${text('s.active_alerts_no')}::INTEGER[] AS active_alerts FROM router_samples s JOIN batches b USING (batch_no)`,
  `CREATE VIEW ip_allocation_history AS SELECT b.account_number, b.credential_id, b.received_at_ms, ${text('s.ip_allocation_no')} AS ip_allocation_id,
    ${text('s.device_no')} AS device_id, s.timestamp_ns, s.ipv4::VARCHAR[] AS ipv4, s.ipv6_ue::VARCHAR[] AS ipv6_ue, s.ipv6_cpe::VARCHAR[] AS ipv6_cpe
    FROM ip_allocation_samples s JOIN batches b USING (batch_no)`,
  ...ledgerTables,
  ...archiveTables,
];

export const telemetryMigrations: readonly Migration[] = [
  {
    from: 1,
    async migrate(connection) {
      // Until schema 1 the current tables were written with every batch.
      const checkpoint = currentCheckpointTable('(SELECT coalesce(max(batch_no), 0) FROM batches)');
      for (const statement of [...checkpoint, ...ledgerTables, ...archiveTables]) await connection.run(statement);
    },
  },
];
