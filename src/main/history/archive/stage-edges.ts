// Alert edges of a day, staged for their file: few rows, so they are deleted from the database afterwards.
import type { DuckDBConnection } from '@duckdb/node-api';
import { readParquet } from './archive-path.ts';
import { isOfDay, type DaySource } from './day-source.ts';
import { STAGE } from './staged-slice.ts';

export function isEdgeOf({ day, lastBatchNo }: DaySource): string {
  return `${isOfDay('at_ns', day)} AND batch_no <= ${lastBatchNo}`;
}

/** @param archived files of the day's edges: those that they hold already are left out */
export async function stageEdges(connection: DuckDBConnection, source: DaySource, folder: string, archived: readonly string[]): Promise<void> {
  const known = archived.length === 0 ? '' : `ANTI JOIN ${readParquet(folder, archived)} a
    ON a.device_id = e.device_id AND a.source = e.source AND a.code = e.code AND a.edge = e.edge AND a.at_ns = e.at_ns`;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${STAGE} AS SELECT e.* FROM (SELECT t.text AS device_id, e.at_ns, b.account_number, b.credential_id, b.received_at_ms, e.source, e.code, e.name, e.edge, e.before
       FROM alert_edges e LEFT JOIN texts t ON t.text_no = e.device_no LEFT JOIN batches b USING (batch_no) WHERE ${isEdgeOf(source)}) e ${known}
     ORDER BY e.device_id, e.at_ns, e.code`,
  );
}
