// A file that was received whole, has its last name, and lost its end or a part of it when the power went: whatever the disk kept of it is judged by what is in it.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { replaySpools } from '../../../src/main/history/replay-spools.ts';
import { createSpool, spoolFolderOf } from '../../../src/main/history/spool.ts';
import { openTelemetryHistory } from '../../../src/main/history/telemetry-history.ts';
import { NOON_MS, nsAt } from './build-batch.ts';
import { readTable } from './read-table.ts';
import { streamBody, terminalRow } from './stream-body.ts';
import { createTempFolder } from './temp-folder.ts';

const ROWS = 3;
/** Of the n-th file; every file has rows of its own. */
const rowsOf = (file: number): string[] => Array.from({ length: ROWS }, (_, row) => terminalRow(`ut${row}`, nsAt(NOON_MS, BigInt(file * ROWS + row))));
const spoolIdOf = (file: number): string => `${String(NOON_MS).padStart(14, '0')}-${String(file).padStart(5, '0')}`;

/** Rows that are whole in the first `length` bytes of a plain body. */
function wholeRows(body: string, rows: readonly string[], length: number): number {
  return rows.filter((row) => body.indexOf(row) + row.length <= length).length;
}

/** Lengths in and around each part: header line, frame, each row, column names, end. */
function cutsOf(file: Buffer, body: string, rows: readonly string[]): number[] {
  const bodyAt = file.indexOf(0x0a) + 1;
  const edges = [0, 1, bodyAt >> 1, bodyAt - 1, bodyAt];
  const parts = ['"data"', '"values"', ...rows, '"columnNamesByDeviceType"', '"metadata"'];
  for (const part of parts) edges.push(bodyAt + body.indexOf(part), bodyAt + body.indexOf(part) + (part.length >> 1), bodyAt + body.indexOf(part) + part.length, bodyAt + body.indexOf(part) + part.length + 1);
  return [...new Set([...edges, file.length - 1, file.length])];
}

interface Case {
  readonly gzip: boolean;
  /** What stands where bytes are missing. */
  readonly missing: 'nothing' | 'zeros';
  readonly columnsKnown: boolean;
}

const cases: Case[] = [false, true].flatMap((gzip) => (['nothing', 'zeros'] as const).flatMap((missing) => [true, false].map((columnsKnown) => ({ gzip, missing, columnsKnown }))));

test.each(cases)('cut at any place: gzip $gzip, $missing behind it, columns known $columnsKnown', { timeout: 60_000 }, async ({ gzip, missing, columnsKnown }) => {
  const folder = createTempFolder();
  const spoolFolder = spoolFolderOf(folder);
  const lines: string[] = [];
  const history = await openTelemetryHistory({ folder, log: () => undefined });
  onTestFinished(() => history.close());
  const replay = () => replaySpools({ spoolFolder, history, log: (level, text) => lines.push(`${level} ${text}`) });
  let files = 0;
  const write = (): string => {
    const writer = createSpool(spoolFolder, { version: 1, spoolId: spoolIdOf(files), credentialId: 'c1', accountNumber: 'ACC-1', requestedAtMs: NOON_MS, batchSize: ROWS, lingerMs: 1, contentEncoding: gzip ? 'gzip' : null });
    const body = streamBody(rowsOf(files++));
    writer.write(gzip ? gzipSync(body) : Buffer.from(body));
    return writer.finish({ receivedAtMs: NOON_MS + 5 }).path;
  };
  if (columnsKnown) {
    write();
    await replay();
  }
  const first = files;
  const body = streamBody(rowsOf(files));
  const probe = write();
  const cuts = gzip ? Array.from({ length: 60 }, (_, i) => Math.floor((readFileSync(probe).length * i) / 59)) : cutsOf(readFileSync(probe), body, rowsOf(first));
  rmSync(probe);
  const expected: (number | null)[] = [];
  const stored: number[] = [];
  for (const cut of cuts) {
    const file = files;
    const path = write();
    const whole = readFileSync(path);
    const kept = whole.subarray(0, cut);
    writeFileSync(path, missing === 'zeros' ? Buffer.concat([kept, Buffer.alloc(whole.length - cut)]) : kept);
    const outcome = await replay();
    stored.push(outcome.storedRows);
    // Each file ends somewhere: stored, set aside, or waiting for the names of its columns.
    const isEmpty = cut === 0 && missing === 'nothing';
    expect([cut, outcome.storedFiles + outcome.waiting.length + outcome.quarantined.length]).toEqual([cut, isEmpty ? 0 : 1]);
    for (const { file: waiting } of outcome.waiting) rmSync(waiting.path);
    // What is set aside has lost its header line: no row of it could be known as one of this account.
    expect(outcome.quarantined.map((place) => basename(place)).length).toBe(!isEmpty && cut <= whole.indexOf(0x0a) ? 1 : 0);
    const waits = outcome.waiting.length > 0;
    expected.push(gzip || waits ? null : wholeRows(streamBody(rowsOf(file)), rowsOf(file), cut - whole.indexOf(0x0a) - 1));
  }
  // Exactly the rows that are whole, and nothing that is none; of gzip as many as open, the more the later the cut.
  if (gzip) expect(stored).toEqual([...stored].sort((a, b) => a - b));
  else expect(stored).toEqual(expected.map((rows, at) => rows ?? stored[at]));
  expect(stored.at(-1)).toBe(ROWS);
  await history.close();
  const kept = (await readTable(folder, 'SELECT device_id AS id, timestamp_ns AS ns FROM terminal_history ORDER BY ns')) as { id: string; ns: bigint }[];
  expect(kept).toHaveLength(stored.reduce((sum, rows) => sum + rows, 0) + (columnsKnown ? ROWS : 0));
  for (const { id, ns } of kept) expect(id).toBe(`ut${Number(BigInt(ns) - nsAt(NOON_MS)) % ROWS}`);
});

test('a page of a plain reply that was not written costs rows, and makes none', async () => {
  const folder = createTempFolder();
  const spoolFolder = spoolFolderOf(folder);
  const history = await openTelemetryHistory({ folder, log: () => undefined });
  onTestFinished(() => history.close());
  const replay = () => replaySpools({ spoolFolder, history, log: () => undefined });
  const rows = Array.from({ length: 400 }, (_, row) => terminalRow(`ut${row}`, nsAt(NOON_MS, BigInt(row))));
  const put = (file: number): string => {
    const writer = createSpool(spoolFolder, { version: 1, spoolId: spoolIdOf(file), credentialId: 'c1', accountNumber: 'ACC-1', requestedAtMs: NOON_MS, batchSize: 400, lingerMs: 1, contentEncoding: null });
    writer.write(Buffer.from(streamBody(rows)));
    return writer.finish({ receivedAtMs: NOON_MS + 5 }).path;
  };
  put(0);
  expect(await replay()).toMatchObject({ storedRows: 400 });
  // The page begins at every kind of place within a row, the edge between two among them.
  const rowLength = rows[100]!.length + 1;
  for (let file = 1; file <= rowLength; file++) {
    const path = put(file);
    const bytes = readFileSync(path);
    const from = bytes.indexOf(rows[100]!) + file - 1;
    bytes.fill(0, from, from + 4_096);
    writeFileSync(path, bytes);
    const whole = rows.filter((row) => bytes.includes(row)).length;
    const { storedFiles, storedRows } = await replay();
    expect(storedFiles).toBe(1);
    // All before the page; behind it those that can be told apart. Half a row before and behind it make one that is none.
    expect(storedRows).toBeGreaterThanOrEqual(100);
    expect(storedRows).toBeLessThanOrEqual(whole + 1);
  }
  await history.close();
  const [[samples, known]] = (await readTable(folder, `SELECT count(*)::INTEGER AS samples, count(*) FILTER (device_id = 'ut' || (timestamp_ns - ${nsAt(NOON_MS)}))::INTEGER AS known FROM terminal_history`)).map(Object.values) as [[number, number]];
  expect(known).toBe(samples);
});
