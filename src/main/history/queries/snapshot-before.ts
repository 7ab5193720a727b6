// The last snapshot of the fleet before a moment, and what has to be read beside it where there is none near.
import { BIGINT } from '@duckdb/node-api';
import type { ArchiveFile } from './archive-plan.ts';
import type { HistoryReader } from './history-reader.ts';
import { clampMs, DAY_MS, dayOf, startOfDayMs } from './time-range.ts';

export interface SnapshotBefore {
  /** null: there is none in the 30 days before. */
  readonly snapshotMs: number | null;
  readonly snapshots: readonly ArchiveFile[];
  /** True when the moment's own day is in the archive: then its hot rows are late ones only. */
  readonly isClosed: boolean;
  /** Sample files between the snapshot and the moment; empty when it is near enough. Slower to read, but where a snapshot is damaged they have it all. */
  readonly samples: readonly ArchiveFile[];
}

/** One is written each five minutes. */
const EVERY_MS = 300_000;
const LOOK_BACK_MS = 30 * DAY_MS;
/** Days of samples that stand in for a snapshot: more would take longer than anybody waits. */
const MOST_SAMPLE_DAYS = 2;

export async function findSnapshot(reader: HistoryReader, atMs: number): Promise<SnapshotBefore> {
  const day = dayOf(atMs);
  let snapshotMs: number | null = null;
  let snapshots: readonly ArchiveFile[] = [];
  // Day by day: what is damaged further back concerns nobody.
  for (let backMs = 0; snapshotMs === null && backMs <= LOOK_BACK_MS && backMs <= atMs; backMs += DAY_MS) {
    const candidate = dayOf(atMs - backMs);
    snapshots = await reader.files({ kind: 'snapshots', firstDay: candidate, lastDay: candidate });
    if (snapshots.length === 0) continue;
    const [found] = await reader.columns(`SELECT max(snapshot_ms)::DOUBLE FROM ${reader.relation({ kind: 'snapshots' }, snapshots)} WHERE snapshot_ms <= $at`, { at: BigInt(atMs) }, { at: BIGINT });
    snapshotMs = typeof found?.[0] === 'number' ? found[0] : null;
  }
  const isNear = snapshotMs !== null && atMs - snapshotMs <= EVERY_MS;
  const sampleDays = { firstDay: dayOf(clampMs(Math.max(snapshotMs ?? 0, startOfDayMs(day) - (MOST_SAMPLE_DAYS - 1) * DAY_MS))), lastDay: day };
  const samples = isNear ? [] : await reader.files({ kind: 'telemetry', ...sampleDays });
  return {
    snapshotMs, snapshots: snapshotMs === null ? [] : snapshots, samples,
    isClosed: (await reader.files({ kind: 'telemetry', firstDay: day, lastDay: day })).length > 0,
  };
}
