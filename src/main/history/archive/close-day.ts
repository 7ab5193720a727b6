// Closes a day: its hot rows → sorted files, then one transaction in which the files begin to count and the hot rows go. A kill at any point leaves one or the other.
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { AtPoint } from '../append-batch.ts';
import { hotKinds, hotTable, STRAY } from '../hot-tables.ts';
import { dayText, type UtcDay } from '../utc-day.ts';
import { insertArchiveFile, listArchiveFiles, type ArchiveFile } from './archive-files.ts';
import { partFile, type ArchiveKind, type ArchiveName } from './archive-path.ts';
import type { ArchivePort } from './archive-port.ts';
import { beginRollups, countedMetrics, countMetric, stageRollups } from './archive-rollups.ts';
import { isStrayOf, type DaySource } from './day-source.ts';
import { removeFile } from './durable-file.ts';
import { sampleKinds, terminalKind } from './sample-kinds.ts';
import { isEdgeOf, stageEdges } from './stage-edges.ts';
import { listDeviceRanges, stageSamples } from './stage-samples.ts';
import { writeStaged, type SliceShape } from './staged-slice.ts';
import { loadCarried, SNAPSHOTS_A_DAY, stageSnapshots, writeSilentPart, writeSnapshotPart } from './snapshots.ts';

export interface CloseDayOptions {
  readonly port: ArchivePort;
  readonly folder: string;
  readonly now: () => number;
  readonly rowsPerSlice: number;
  readonly atPoint: AtPoint;
  /** Before each step; throws to give up. */
  readonly onSlice: (slice: number, slices: number) => void;
  /** A number that no compaction and no file has. */
  readonly generation: number;
}

export interface ClosedDay {
  readonly rowCount: number;
  readonly bytes: number;
  readonly files: number;
  readonly isLate: boolean;
}

const timeShape: Readonly<Record<'alert-edges' | 'snapshots' | 'rollups', SliceShape>> = {
  'alert-edges': { id: 'device_id', timeNs: 'at_ns' },
  snapshots: { id: 'device_id', timeNs: 'snapshot_ms * 1000000' },
  rollups: { id: null, timeNs: 'bucket_ms * 1000000' },
};

/** Rejects with nothing changed but a line in `compactions` and files that count for nothing. */
export async function closeDay(day: UtcDay, options: CloseDayOptions): Promise<ClosedDay> {
  const { port, folder, generation, atPoint, now } = options;
  const begun = await beginDay(day, options);
  const { source, archived, isLate } = begun;
  atPoint('compaction-begun');
  const files: ArchiveFile[] = [];
  const parts: string[] = [];
  let step = 0;
  let steps = 0;

  /** Appends that wait go first. */
  async function slice<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    await port.writesDone();
    options.onSlice(step, steps);
    step++;
    return port.beside(work);
  }
  const nameOf = (kind: ArchiveKind): ArchiveName => ({ kind, day, generation, isLate, slice: files.filter((file) => file.kind === kind).length });
  const archivedOf = (kind: ArchiveKind): string[] => archived.filter((file) => file.kind === kind).map(({ file }) => file);
  async function write(connection: DuckDBConnection, kind: ArchiveKind, shape: SliceShape): Promise<void> {
    const file = await writeStaged(connection, folder, nameOf(kind), shape, now(), atPoint);
    if (file !== null) files.push(file);
  }

  for (const kind of sampleKinds) {
    const ranges = await port.beside((connection) => listDeviceRanges(connection, kind, source, options.rowsPerSlice));
    steps = step + ranges.length + 2 + countedMetrics.length;
    for (const [index, range] of ranges.entries()) {
      await slice(async (connection) => {
        await stageSamples(connection, kind, source, range, folder, archivedOf(kind.kind));
        await write(connection, kind.kind, { id: kind.id, timeNs: 'timestamp_ns' });
        if (kind !== terminalKind || isLate) return;
        if (index === 0) await loadCarried(connection, folder, day);
        parts.push(partFile({ kind: 'snapshots', day, generation, isLate, slice: 1_000 + index }));
        await writeSnapshotPart(connection, folder, parts.at(-1)!, day);
      });
    }
    if (kind === terminalKind && parts.length > 0) {
      await slice(async (connection) => {
        parts.push(partFile({ kind: 'snapshots', day, generation, isLate, slice: 1_000 + ranges.length }));
        await writeSilentPart(connection, folder, parts.at(-1)!, day);
      });
    }
  }
  await slice(async (connection) => {
    await stageEdges(connection, source, folder, archivedOf('alert-edges'));
    await write(connection, 'alert-edges', timeShape['alert-edges']);
  });
  await writeSnapshots();
  await writeRollups();
  atPoint('slices-sealed');

  const rowCount = files.filter(({ kind }) => kind === 'telemetry' || kind === 'routers' || kind === 'ip-allocations').reduce((sum, file) => sum + file.rowCount, 0);
  await finishDay();
  atPoint('compaction-done');
  return { rowCount, bytes: files.reduce((sum, file) => sum + file.bytes, 0), files: files.length, isLate };

  async function writeSnapshots(): Promise<void> {
    if (parts.length === 0) return;
    const terminals = files.filter(({ kind }) => kind === 'telemetry').length;
    // As many files as the samples have slices a tenth of: a snapshot file then is no larger than they are.
    const chunks = Math.min(SNAPSHOTS_A_DAY, Math.max(1, Math.ceil(terminals / 10)));
    for (let chunk = 0; chunk < chunks; chunk++) {
      await slice(async (connection) => {
        const from = Math.floor((chunk * SNAPSHOTS_A_DAY) / chunks) + 1;
        const to = Math.floor(((chunk + 1) * SNAPSHOTS_A_DAY) / chunks);
        await stageSnapshots(connection, folder, parts, day, from, to);
        const devices = Number((await connection.runAndReadAll(`SELECT count(DISTINCT device_id) FROM archive_slice`)).value(0, 0));
        // One snapshot is to be found without reading the others; DuckDB's row groups are multiples of 2,048.
        await write(connection, 'snapshots', { ...timeShape.snapshots, rowGroupRows: Math.min(122_880, 2_048 * Math.max(1, Math.ceil(devices / 2_048))) });
      });
    }
    await Promise.all(parts.map((part) => removeFile(join(folder, part))));
  }

  async function writeRollups(): Promise<void> {
    const telemetry = files.filter(({ kind }) => kind === 'telemetry').map(({ file }) => file);
    if (telemetry.length === 0) return;
    await port.beside(beginRollups);
    for (const metric of countedMetrics) await slice((connection) => countMetric(connection, folder, telemetry, metric));
    await slice(async (connection) => {
      await stageRollups(connection);
      await write(connection, 'rollups', timeShape.rollups);
    });
  }

  function finishDay(): Promise<void> {
    return port.write(async ({ writer, hotDays }) => {
      for (const file of files) await insertArchiveFile(writer, file);
      await hotDays.drop(writer, day);
      for (const kind of hotKinds) await writer.run(`DELETE FROM ${hotTable(kind, STRAY)} WHERE ${isStrayOf(kind, source)}`);
      await writer.run(`DELETE FROM alert_edges WHERE ${isEdgeOf(source)}`);
      await writer.run(`UPDATE compactions SET state = 'done', finished_at_ms = ${Math.floor(now())}, row_count = ${rowCount} WHERE generation = ${generation}`);
      atPoint('compaction-before-commit');
    });
  }
}

interface BegunDay {
  readonly source: DaySource;
  readonly archived: readonly ArchiveFile[];
  readonly isLate: boolean;
}

/** From here on rows of the day are stray: what is read below is all there will be in its tables. */
function beginDay(day: UtcDay, { port, generation, now }: CloseDayOptions): Promise<BegunDay> {
  return port.write(async ({ writer, hotDays, lastBatchNo }) => {
    const archived = await listArchiveFiles(writer, 'archive_files', `day = DATE '${dayText(day)}'`);
    const done = await writer.runAndReadAll(`SELECT count(*) FROM compactions WHERE day = DATE '${dayText(day)}' AND state = 'done'`);
    const isLate = archived.length > 0 || Number(done.value(0, 0)) > 0;
    await writer.run(`INSERT INTO compactions VALUES (${generation}, DATE '${dayText(day)}', 'writing', ${isLate}, ${Math.floor(now())}, NULL, NULL)`);
    const hasTables = hotDays.list().includes(day);
    hotDays.freeze(day);
    return { source: { day, hasTables, lastBatchNo }, archived, isLate };
  });
}
