// The newest hot sample of every terminal by a moment. Nearly all have one in the minutes before: only the silent ones are looked for further back.
import { BIGINT, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import type { HistoryReader } from './history-reader.ts';
import { hotRowsSql } from './hot-rows-sql.ts';

export interface HotRowsSql {
  /** A SELECT of the columns asked for, with the archive's names and types. */
  readonly sql: string;
  readonly values: Readonly<Record<string, DuckDBValue>>;
  readonly types: Readonly<Record<string, DuckDBType>>;
}

const NEAR_NS = 300_000_000_000n;

export async function newestHotRows(reader: HistoryReader, untilNs: bigint, columns: readonly string[]): Promise<HotRowsSql> {
  const nearNs = untilNs > NEAR_NS ? untilNs - NEAR_NS : 0n;
  const [silent = [], newest = []] = await reader.columns(
    `SELECT device_no, max(timestamp_ns) FROM terminal_samples
     WHERE timestamp_ns <= $near AND device_no NOT IN (SELECT DISTINCT device_no FROM terminal_samples WHERE timestamp_ns <= $until AND timestamp_ns > $near)
     GROUP BY device_no`,
    { near: nearNs, until: untilNs }, { near: BIGINT, until: BIGINT },
  );
  const newestWhere = (condition: string): string => hotRowsSql('telemetry', columns,
    `(SELECT * FROM terminal_samples WHERE ${condition} QUALIFY row_number() OVER (PARTITION BY device_no ORDER BY timestamp_ns DESC, batch_no) = 1)`);
  // Times and terminals in the text itself: so the filter reaches the zone maps, which a join does not.
  const older = silent.length === 0 ? '' : `UNION ALL ${newestWhere(`timestamp_ns IN (${[...new Set(newest.map(String))].join(', ')}) AND device_no IN (${silent.map(String).join(', ')})`)}`;
  return {
    sql: `${newestWhere('timestamp_ns > $hotNear AND timestamp_ns <= $hotUntil')} ${older}`,
    values: { hotNear: nearNs, hotUntil: untilNs }, types: { hotNear: BIGINT, hotUntil: BIGINT },
  };
}
