// An open history with its archive for one test, on a clock that the test sets; and what is stored, hot and archived, as one list.
import { onTestFinished } from 'vitest';
import type { LogLevel } from '../../../../src/shared/log-line.ts';
import type { StorageState } from '../../../../src/shared/storage-report.ts';
import { createArchive, type Archive, type ArchiveOptions, type ArchiveTrouble } from '../../../../src/main/history/archive/archive.ts';
import { listArchiveFiles } from '../../../../src/main/history/archive/archive-files.ts';
import { readParquet, type ArchiveKind } from '../../../../src/main/history/archive/archive-path.ts';
import { openTelemetryHistory, type TelemetryHistory } from '../../../../src/main/history/telemetry-history.ts';
import { NOON_MS, nsAt } from '../build-batch.ts';

export const DAY_MS = 86_400_000;
/** 00:00 of the day of NOON_MS. */
export const MIDNIGHT_MS = Math.floor(NOON_MS / DAY_MS) * DAY_MS;
export const DAY = '2026-11-22';
/** When that day closes. */
export const CLOSES_MS = MIDNIGHT_MS + DAY_MS + 9 * 3_600_000;

export interface ArchiveBench {
  readonly history: TelemetryHistory;
  readonly archive: Archive;
  readonly lines: [LogLevel, string][];
  readonly troubles: (ArchiveTrouble | null)[];
  readonly states: StorageState[];
  /** What the computer's clock says. */
  nowMs: number;
  /** Ms that the computer runs; moves with nowMs unless a test says otherwise. */
  runningMs: number | null;
  freeBytes: number;
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** Rows of all files of a kind that count. */
  files(kind: ArchiveKind, columns?: string, rest?: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export type BenchOptions = Partial<ArchiveOptions> & { readonly nowMs?: number };

/** Closed at the end of the test. */
export async function openArchive(folder: string, options: BenchOptions = {}): Promise<ArchiveBench> {
  const bench = await createArchiveBench(folder, options);
  onTestFinished(() => bench.close());
  return bench;
}

/** For hooks and concurrent tests; the caller closes it. */
export async function createArchiveBench(folder: string, options: BenchOptions = {}): Promise<ArchiveBench> {
  const history = await openTelemetryHistory({ folder, log: () => undefined });
  const lines: [LogLevel, string][] = [];
  const troubles: (ArchiveTrouble | null)[] = [];
  const states: StorageState[] = [];
  const archive = createArchive({
    port: history.archivePort, folder, log: (level, text) => lines.push([level, text]), onTrouble: (trouble) => troubles.push(trouble), onState: (state) => states.push(state),
    limits: () => ({ historyDays: 400, historyMaxGB: 0 }), freeDiskBytes: () => Promise.resolve(bench.freeBytes), now: () => bench.nowMs, runningMs: () => bench.runningMs ?? bench.nowMs, ...options,
  });
  const query = (sql: string): Promise<Record<string, unknown>[]> => history.archivePort.beside(async (connection) => (await connection.runAndReadAll(sql)).getRowObjectsJS());
  const bench: ArchiveBench = {
    history, archive, lines, troubles, states, nowMs: options.nowMs ?? CLOSES_MS, runningMs: null, freeBytes: 1e12, query,
    async files(kind, columns = '*', rest = '') {
      const files = await history.archivePort.beside((connection) => listArchiveFiles(connection, 'archive_files', `kind = '${kind}'`));
      return files.length === 0 ? [] : query(`SELECT ${columns} FROM ${readParquet(folder, files.map(({ file }) => file))} ${rest}`);
    },
    async close() {
      await archive.stop();
      await history.close();
    },
  };
  return bench;
}

/** Every terminal row, hot and archived, as 'device ns latency'; what stands there twice is listed twice. */
export async function storedSamples(bench: ArchiveBench): Promise<string[]> {
  const columns = `device_id || ' ' || timestamp_ns || ' ' || coalesce(latency_ms, -1)::INTEGER AS sample`;
  const hot = await bench.query(`SELECT ${columns} FROM terminal_history`);
  return [...hot, ...(await bench.files('telemetry', columns))].map(({ sample }) => String(sample)).sort();
}

export const terminalAt = (id: string, ms: number, latencyMs = 30): { id: string; ns: bigint; numbers: { latencyMs: number } } => ({ id, ns: nsAt(ms), numbers: { latencyMs } });
