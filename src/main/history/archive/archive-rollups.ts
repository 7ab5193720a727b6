// Fleet statistics of a day, counted anew from the rows in its files: at ingest a late row that the files hold already was counted again.
import type { DuckDBConnection } from '@duckdb/node-api';
import { rollupMetrics, ROLLUP_BUCKET_MS, ROLLUP_BUCKET_NS } from '../rollup-rows.ts';
import { binSql } from '../rollup-bins.ts';
import { sqlName } from '../sql-name.ts';
import { readParquet, sqlText } from './archive-path.ts';
import { STAGE } from './staged-slice.ts';

const COUNTS = 'archive_counts';

export async function beginRollups(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${COUNTS} (bucket BIGINT, account_number VARCHAR, metric VARCHAR, bin SMALLINT, samples BIGINT, sum DOUBLE, min DOUBLE, max DOUBLE)`);
}

/** One metric at a time: the counts of all at once would not fit the memory. */
export const countedMetrics = rollupMetrics.map(sqlName);

export async function countMetric(connection: DuckDBConnection, folder: string, files: readonly string[], metric: string): Promise<void> {
  await connection.run(
    `INSERT INTO ${COUNTS} SELECT timestamp_ns // ${ROLLUP_BUCKET_NS} AS bucket, account_number, ${sqlText(metric)}, ${binSql('value')} AS bin, count(*), sum(value), min(value), max(value)
     FROM (SELECT timestamp_ns, account_number, ${metric} AS value FROM ${readParquet(folder, files)} WHERE isfinite(${metric})) GROUP BY bucket, account_number, bin`,
  );
}

/** sum, min and max are of all the account's values of that time and metric, on its first row; a sum over any rows is then right. */
export async function stageRollups(connection: DuckDBConnection): Promise<void> {
  const group = 'PARTITION BY bucket, account_number, metric';
  const once = (total: string): string => `CASE WHEN row_number() OVER (${group} ORDER BY bin) = 1 THEN ${total} OVER (${group}) END`;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${STAGE} AS SELECT bucket * ${ROLLUP_BUCKET_MS} AS bucket_ms, account_number, metric, bin, samples,
       ${once('sum(sum)')} AS sum, ${once('min(min)')} AS min, ${once('max(max)')} AS max FROM ${COUNTS} ORDER BY bucket_ms, metric, account_number, bin`,
  );
  await connection.run(`DROP TABLE ${COUNTS}`);
}
