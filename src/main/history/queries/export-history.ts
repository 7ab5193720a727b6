// Writes a range of the history into one file, slice by slice: beside its place first, moved there when it is complete. Nothing is left behind else.
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { firstLineOf } from '#shared/error-words.ts';
import type { HistoryExportRequest } from '#shared/history-export.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { sqlText } from '../archive/archive-path.ts';
import { archiveRelation, filesRelation } from './archive-columns.ts';
import { exportedColumns, exportRowsSql, type ExportedColumn } from './export-rows-sql.ts';
import { planSlices, type ExportSlice } from './export-slices.ts';
import { QueryEndedError, type HistoryReader } from './history-reader.ts';
import type { QueryService, Read } from './query-service.ts';
import { buildRange } from './time-range.ts';

export interface ExportPlace {
  /** Full path that the operator named. */
  readonly file: string;
  /** Full path of a hidden name beside it: all that is not complete begins with it. */
  readonly beside: string;
}

export interface ExportedHistory {
  readonly rows: number;
  /** Days of which a file of the archive could not be read, or was removed by retention meanwhile: their rows are not in it. */
  readonly incompleteDays: readonly string[];
}

/** Making one file of many slices takes about so much of the whole. */
const JOIN_SHARE = 0.15;

/** Failures: 'cancelled', 'empty-range', 'not-saved' with the reason. */
export async function exportHistory(
  queries: QueryService, request: HistoryExportRequest, place: ExportPlace, signal: AbortSignal, onProgress: (percent: number, rows: number) => void,
): Promise<Result<ExportedHistory>> {
  const range = buildRange(request.fromMs, request.toMs);
  if (range === null) return fail('empty-range', 'The range ends before it begins.');
  const left: string[] = [];
  try {
    return ok(await queries.borrow(signal, async (read) => {
      const { value: slices } = await read((reader) => planSlices(reader, request.kind, range, request.deviceIds));
      const writer = request.format === 'csv' ? createCsv(request, place, left) : createParquet(request, place, left);
      const incomplete = new Set<string>();
      const whole = slices.reduce((sum, { weight }) => sum + weight, 0);
      let done = 0;
      let rows = 0;
      await writer.begin();
      for (const slice of slices) {
        const written = await read(async (reader) => ({ rows: await writer.write(reader, slice), isGone: slice.isArchived && (await reader.files({ kind: request.kind, firstDay: slice.day, lastDay: slice.day })).length === 0 }));
        if (signal.aborted) throw new Error('cancelled');
        await writer.keep();
        rows += written.value.rows;
        done += slice.weight;
        for (const { day } of written.missing) incomplete.add(day);
        if (written.value.isGone) incomplete.add(slice.day);
        onProgress(100 * (done / whole) * (1 - (slices.length > 1 ? writer.joinShare : 0)), rows);
      }
      await writer.finish(read);
      await sync(place.beside);
      if (signal.aborted) throw new Error('cancelled');
      await rename(place.beside, place.file);
      onProgress(100, rows);
      return { rows, incompleteDays: [...incomplete].sort() };
    }));
  } catch (error) {
    return signal.aborted ? fail('cancelled', 'The export was cancelled.') : fail('not-saved', `${basename(place.file)} was not saved: ${reasonOf(error, place)}.`);
  } finally {
    for (const path of [place.beside, ...left]) await rm(path, { force: true }).catch(() => undefined);
  }
}

interface SliceWriter {
  /** Share of the work that `finish` is. */
  readonly joinShare: number;
  begin(): Promise<void>;
  /** The rows of one slice; how many. */
  write(reader: HistoryReader, slice: ExportSlice): Promise<number>;
  /** What was written last is good. */
  keep(): Promise<void>;
  /** All of it is in `beside`. */
  finish(read: Read): Promise<void>;
}

function createCsv({ kind, deviceIds }: HistoryExportRequest, { beside }: ExportPlace, left: string[]): SliceWriter {
  const columns = exportedColumns(kind, 'csv');
  const slicePath = `${beside}.slice`;
  left.push(slicePath);
  return {
    joinShare: 0,
    begin: () => writeFile(beside, `${columns.map(({ name }) => name).join(',')}\r\n`, { flag: 'wx', mode: 0o600 }),
    write: async (reader, slice) => reader.run(copySql(columns, await exportRowsSql(reader, kind, slice, deviceIds), slicePath, `FORMAT csv, HEADER false, NEW_LINE '\\r\\n'`)),
    keep: () => pipeline(createReadStream(slicePath), createWriteStream(beside, { flags: 'a' })),
    finish: () => Promise.resolve(),
  };
}

function createParquet({ kind, deviceIds }: HistoryExportRequest, { beside }: ExportPlace, left: string[]): SliceWriter {
  const columns = exportedColumns(kind, 'parquet');
  const parts: string[] = [];
  return {
    joinShare: JOIN_SHARE,
    begin: () => Promise.resolve(),
    async write(reader, slice) {
      const path = `${beside}.${parts.length}`;
      left.push(path);
      parts.push(path);
      return reader.run(copySql(columns, await exportRowsSql(reader, kind, slice, deviceIds), path, `FORMAT parquet, COMPRESSION zstd`));
    },
    keep: () => Promise.resolve(),
    async finish(read) {
      if (parts.length === 1) return rename(parts[0]!, beside);
      const rows = parts.length === 0 ? copySql(columns, `SELECT * FROM ${archiveRelation(kind, [])}`, beside, 'FORMAT parquet') : `COPY (SELECT * FROM ${filesRelation(parts)}) TO ${sqlText(beside)} (FORMAT parquet, COMPRESSION zstd)`;
      await read((reader) => reader.run(rows));
    },
  };
}

function copySql(columns: readonly ExportedColumn[], rows: string, path: string, options: string): string {
  return `COPY (SELECT ${columns.map(({ name, sql }) => `${sql} AS "${name}"`).join(', ')} FROM (${rows})) TO ${sqlText(path)} (${options})`;
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

function reasonOf(error: unknown, { file, beside }: ExportPlace): string {
  const folder = dirname(file);
  if (error instanceof QueryEndedError) return 'the history was opened anew meanwhile; try again';
  const words = firstLineOf(error).replaceAll(beside, basename(file)).replace(/\.$/, '');
  if (/ENOSPC|EDQUOT|No space left|quota/i.test(words)) return `the disk of ${folder} is full`;
  if (/EACCES|EPERM|EROFS|Permission denied|Read-only/i.test(words)) return `${folder} may not be written to`;
  return /ENOENT|ENOTDIR|No such file/.test(words) ? `there is no folder ${folder}` : words;
}
