// Bytes of a telemetry reply, whole or torn, → checked columns with exact 64-bit integers. The heart of "nothing lost, nothing rounded".
import { parseAlertNames } from './alert-names.ts';
import { parseColumnNames, UnknownColumnsError, type ColumnNames } from './column-names.ts';
import { createFindings, type Findings } from './findings.ts';
import { skipSpace, torn } from './json-bytes.ts';
import { keepCompiledCode } from './kept-shapes.ts';
import { ParseMemory } from './parse-memory.ts';
import { readFrame } from './read-frame.ts';
import { RowSorter } from './row-sorter.ts';
import { takeRows, type SortedRows } from './take-rows.ts';
import type { TelemetryBatch } from './telemetry-batch.ts';
import { readPartial, type Frame } from './walk-frame.ts';

const columnNamesKey = '"columnNamesByDeviceType"';

export interface TelemetryBodyOptions {
  /** When the reply came: device clocks are judged against it. */
  readonly receivedAtMs: number;
  /** Columns of the account's last whole reply, for a body torn before its own came. */
  readonly knownColumns: ColumnNames | null;
  /** For the message when the body is no JSON. */
  readonly contentType?: string | null;
  /** Of whoever reads many replies; it changes nothing but the time that takes. */
  readonly memory?: ParseMemory;
}

/**
 * Throws ApiError 'not-json', 'rejected' or 'shape' when the bytes are no telemetry reply at all, UnknownColumnsError when a torn one cannot be
 * read yet. Everything else that is odd is a finding; every complete row is in the samples, in `unknownRows` or in `badRows`.
 */
export function parseTelemetryBody(bytes: Uint8Array, options: TelemetryBodyOptions): TelemetryBatch {
  keepCompiledCode();
  const guess = guessColumnNames(bytes, options.knownColumns);
  const read = readBody(bytes, options, guess);
  // The names stand behind the rows: only now it is certain what the rows should have been read with.
  if (JSON.stringify(read.columnNames) === JSON.stringify(guess)) return buildBatch(read, guess);
  return buildBatch(readBody(bytes, options, read.columnNames), read.columnNames);
}

interface ReadBody {
  readonly frame: Frame<SortedRows>;
  /** By the reply's own word. */
  readonly columnNames: ColumnNames;
  readonly rows: SortedRows;
  readonly findings: Findings;
}

function readBody(bytes: Uint8Array, options: TelemetryBodyOptions, columnNames: ColumnNames): ReadBody {
  const findings = createFindings();
  const memory = options.memory ?? new ParseMemory();
  memory.readFrom(bytes);
  const createSorter = (): RowSorter => new RowSorter({ bytes, findings, receivedAtMs: options.receivedAtMs, memory }, columnNames);
  const frame = readFrame(bytes, options.contentType ?? null, (start) => takeRows(bytes, start, createSorter()));
  const rows = frame.rows ?? { sorter: createSorter(), count: 0, endOfList: torn };
  return { frame, rows, findings, columnNames: parseColumnNames(frame.columnNames, options.knownColumns) };
}

function buildBatch({ frame, rows, findings }: ReadBody, columnNames: ColumnNames): TelemetryBatch {
  const { sorter, count: rowCount } = rows;
  const alertNames = { u: parseAlertNames(frame.metadata, 'u'), r: parseAlertNames(frame.metadata, 'r') };
  const { unknownRows, badRows, lettersWithoutColumns } = sorter.leftovers;
  if (frame.state !== 'whole' && lettersWithoutColumns.size > 0) throw new UnknownColumnsError([...lettersWithoutColumns]);
  const samples = sorter.build(alertNames);
  // First, so that it stands above a flood of others.
  const ofFrame = createFindings();
  if (frame.state === 'torn') ofFrame.add('truncated', '', `The reply ended early: its ${rowCount} complete rows are used`);
  if (frame.state === 'damaged') ofFrame.add('damaged', '', `The reply is damaged behind its rows: its ${rowCount} complete rows are used`);
  return { ...samples, unknownRows, badRows, alertNames, columnNames, findings: [...ofFrame.list(), ...findings.list()], rowCount, truncated: frame.state === 'torn' };
}

/** The names that the last part of the bytes seems to give, else the known ones. */
function guessColumnNames(bytes: Uint8Array, known: ColumnNames | null): ColumnNames {
  const key = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf(columnNamesKey);
  if (key === -1) return known ?? {};
  const behindColon = skipSpace(bytes, skipSpace(bytes, key + columnNamesKey.length) + 1);
  return parseColumnNames(readPartial(bytes, behindColon).value, known);
}
