// The tables of telemetry.duckdb. Samples refer to texts and replies by number: one map lookup a cell instead of one native call (a third of the insert time).
import { archiveTables } from './archive-schema.ts';
import { buildHotTables, buildHotViews, sampleTableColumns, STRAY } from './hot-tables.ts';
import { ledgerTables } from './ledger-schema.ts';
import { moveSamplesToDays } from './move-samples-to-days.ts';
import { rollupMetrics } from './rollup-rows.ts';
import type { Migration } from './schema-version.ts';
import { sqlName } from './sql-name.ts';

/** Raise it with every change of the tables below and add the step to `telemetryMigrations`. */
export const TELEMETRY_SCHEMA_VERSION = 2;
export const TELEMETRY_FILE = 'telemetry.duckdb';

/** What a current row knows beyond its sample: when and by whom the device was last received. */
const receivedColumns = `received_at_ms BIGINT, credential_id VARCHAR`;

const text = (number: string): string => `(SELECT t.text FROM texts t WHERE t.text_no = ${number})`;

function currentCheckpointTable(batchNo: number | string): string[] {
  return [`CREATE TABLE current_checkpoint (batch_no BIGINT NOT NULL)`, `INSERT INTO current_checkpoint VALUES (${batchNo})`];
}

/** Fleet statistics of open days, as people read them: what `rollups` files hold of closed ones (docs/history-format.md). */
const rollupView = `CREATE VIEW fleet_rollups AS SELECT r.bucket_ns // 1000000 AS bucket_ms, b.account_number,
  [${rollupMetrics.map((name) => `'${sqlName(name)}'`).join(', ')}][r.metric_no + 1] AS metric, r.bin::SMALLINT AS bin, r.samples::BIGINT AS samples, r.sum, r.min, r.max
  FROM fleet_rollup_rows r JOIN batches b USING (batch_no)`;

export const telemetryTables: readonly string[] = [
  // Every text that samples repeat: device ids, versions, countries, alert code lists as JSON text.
  `CREATE TABLE texts (text_no INTEGER, text VARCHAR)`,
  // The ledger of stream replies. A spool id stands here once its rows are stored: same transaction, so exactly once.
  `CREATE TABLE batches (batch_no INTEGER, spool_id VARCHAR, credential_id VARCHAR, account_number VARCHAR, requested_at_ms BIGINT, received_at_ms BIGINT,
    batch_size INTEGER, linger_ms INTEGER, row_count INTEGER, terminal_rows INTEGER, router_rows INTEGER, ip_rows INTEGER, unknown_rows INTEGER, bad_rows INTEGER,
    first_sample_ns BIGINT, last_sample_ns BIGINT, wire_bytes BIGINT, caught_up BOOLEAN, truncated BOOLEAN, replayed BOOLEAN)`,
  // Samples by their date; the views `terminal_samples`, `router_samples`, … over them.
  ...buildHotTables(STRAY),
  ...buildHotViews([]),
  rollupView,
  // Rows kept word for word: kind 'unknown-letter' or 'bad-row'.
  `CREATE TABLE unknown_rows (batch_no INTEGER, kind VARCHAR, letter VARCHAR, json VARCHAR)`,
  // edge 'raised' | 'cleared'; before = it happened some time before at_ns (first sight, or after a gap).
  `CREATE TABLE alert_edges (batch_no INTEGER, source VARCHAR, device_no INTEGER, code INTEGER, name VARCHAR, edge VARCHAR, at_ns BIGINT, before BOOLEAN)`,
  `CREATE TABLE alert_names (letter VARCHAR, code INTEGER, name VARCHAR, first_seen_ms BIGINT)`,
  // The last columns a credential's replies named, by letter, as JSON text: what a torn spool is read with.
  `CREATE TABLE reply_columns (credential_id VARCHAR, columns VARCHAR, seen_at_ms BIGINT)`,
  `CREATE TABLE current_terminals (${sampleTableColumns.terminal_samples}, ${receivedColumns})`,
  `CREATE TABLE current_routers (${sampleTableColumns.router_samples}, ${receivedColumns})`,
  `CREATE TABLE current_ip_allocations (${sampleTableColumns.ip_allocation_samples}, ${receivedColumns})`,
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
      await moveSamplesToDays(connection);
      await connection.run(rollupView);
    },
  },
];
