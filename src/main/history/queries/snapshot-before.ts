// The last snapshot of the fleet before a moment, and what has to be read beside it where there is none near.
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
  /** Samples that came after their day was closed: no snapshot holds them. */
  readonly late: readonly ArchiveFile[];
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
    const listed = await reader.files({ kind: 'snapshots', firstDay: candidate, lastDay: candidate });
    snapshotMs = listed.reduce<number | null>((newest, file) => later(newest, lastMomentIn(file, atMs)), null);
    snapshots = listed.filter((file) => lastMomentIn(file, atMs) === snapshotMs);
  }
  const isNear = snapshotMs !== null && atMs - snapshotMs <= EVERY_MS;
  const sampleDays = { firstDay: dayOf(clampMs(Math.max(snapshotMs ?? 0, startOfDayMs(day) - (MOST_SAMPLE_DAYS - 1) * DAY_MS))), lastDay: day };
  const samples = isNear ? [] : await reader.files({ kind: 'telemetry', ...sampleDays });
  return {
    snapshotMs, snapshots: snapshotMs === null ? [] : snapshots, samples,
    late: await reader.files({ kind: 'telemetry', firstDay: dayOf(clampMs(atMs - LOOK_BACK_MS)), lastDay: day, lateOnly: true }),
    isClosed: (await reader.files({ kind: 'telemetry', firstDay: day, lastDay: day })).length > 0,
  };
}

/** The last of a file's snapshots that is not after `atMs`: between its bounds there is one each five minutes. */
function lastMomentIn({ firstMs, lastMs }: ArchiveFile, atMs: number): number | null {
  if (firstMs === null || lastMs === null || firstMs > atMs) return null;
  return Math.min(lastMs, firstMs + Math.floor((atMs - firstMs) / EVERY_MS) * EVERY_MS);
}

function later(a: number | null, b: number | null): number | null {
  return a === null || (b !== null && b > a) ? b : a;
}
