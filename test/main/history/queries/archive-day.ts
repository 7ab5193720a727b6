// Puts the hot rows of a UTC day into files as the archive has them, and takes them out of the hot tables: what a query must not notice.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ArchiveKind } from '../../../../src/main/history/archive/archive-path.ts';
import { archiveColumns, archiveRelation } from '../../../../src/main/history/queries/archive-columns.ts';
import { hotRowsSql } from '../../../../src/main/history/queries/hot-rows-sql.ts';
import { edgesSql } from '../../../../src/main/history/queries/alert-chronology.ts';
import type { HistoryReader } from '../../../../src/main/history/queries/history-reader.ts';
import type { TelemetryHistory } from '../../../../src/main/history/telemetry-history.ts';

export interface ArchivedDay {
  /** `2026-11-22` */
  readonly day: string;
  readonly generation?: number;
  /** Left out of the files of telemetry. */
  readonly withoutColumn?: string;
  /** The hot rows stay: as a late reply would bring them once more. */
  readonly keepHot?: boolean;
}

/** Answers the paths of the files by kind. */
export async function archiveDay(history: TelemetryHistory, folder: string, archived: ArchivedDay): Promise<Record<ArchiveKind, string>> {
  const { day, generation = 1 } = archived;
  const from = BigInt(Date.parse(`${day}T00:00:00Z`)) * 1_000_000n;
  const to = from + 86_400_000_000_000n;
  const ofDay = (time: string): string => `${time} >= ${from} AND ${time} < ${to}`;
  const columns = (kind: ArchiveKind): string[] => Object.keys(archiveColumns[kind]).filter((name) => name !== archived.withoutColumn);
  const telemetry = `SELECT ${columns('telemetry').join(', ')} FROM (${hotRowsSql('telemetry', Object.keys(archiveColumns.telemetry))}) WHERE ${ofDay('timestamp_ns')}`;
  const rows: Record<ArchiveKind, string> = {
    telemetry: `${telemetry} ORDER BY device_id, timestamp_ns`,
    routers: `SELECT * FROM (${hotRowsSql('routers', columns('routers'))}) WHERE ${ofDay('timestamp_ns')}`,
    'ip-allocations': `SELECT * FROM (${hotRowsSql('ip-allocations', columns('ip-allocations'))}) WHERE ${ofDay('timestamp_ns')}`,
    'alert-edges': `SELECT * FROM (${edgesSql(archiveRelation('alert-edges', []))}) WHERE ${ofDay('at_ns')}`,
    snapshots: `SELECT s.snapshot_ms, t.* FROM (SELECT ${from}::BIGINT // 1000000 + 300000 * unnest(range(1, 289)) AS snapshot_ms) s JOIN (${telemetry}) t ON t.timestamp_ns <= s.snapshot_ms * 1000000
      QUALIFY row_number() OVER (PARTITION BY s.snapshot_ms, t.device_id ORDER BY t.timestamp_ns DESC) = 1 ORDER BY snapshot_ms, device_id`,
    rollups: `SELECT bucket_ms, account_number, metric, bin, samples, min, max, sum FROM fleet_rollups WHERE bucket_ms >= ${from} // 1000000 AND bucket_ms < ${to} // 1000000`,
  };
  const paths = Object.fromEntries(Object.keys(rows).map((kind) => [kind, join(folder, kind, `date=${day}`, `${generation}-0.parquet`)])) as Record<ArchiveKind, string>;
  await inHistory(history, async (reader) => {
    for (const [kind, sql] of Object.entries(rows) as [ArchiveKind, string][]) {
      const path = paths[kind];
      mkdirSync(dirname(path), { recursive: true });
      const count = await reader.run(`COPY (${sql}) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`);
      if (count === 0) continue;
      const device = kind === 'rollups' ? 'NULL' : kind === 'routers' ? 'router_id' : kind === 'ip-allocations' ? 'ip_allocation_id' : 'device_id';
      await reader.run(`INSERT INTO archive_files SELECT '${kind}', '${day}'::DATE, '${path.slice(folder.length + 1)}', ${generation}, ${count}, 1, min(${device}), max(${device}), NULL, NULL, 0 FROM read_parquet('${path}')`);
    }
    if (archived.keepHot === true) return;
    const suffix = day.replaceAll('-', '');
    for (const table of ['terminal_samples', 'router_samples', 'ip_allocation_samples', 'fleet_rollup_rows']) await reader.run(`DELETE FROM ${table}_${suffix}`);
    await reader.run(`DELETE FROM alert_edges WHERE ${ofDay('at_ns')}`);
  });
  return paths;
}

/** Runs SQL of a test on the open history. */
export async function inHistory<Value>(history: TelemetryHistory, work: (reader: HistoryReader) => Promise<Value>): Promise<Value> {
  return (await history.queries.borrow(new AbortController().signal, (read) => read(work))).value;
}
