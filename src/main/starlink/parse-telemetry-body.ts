// Bytes of a telemetry reply, whole or torn, → checked columns with exact 64-bit integers. The heart of "nothing lost, nothing rounded".
import { parseAlertNames } from './alert-names.ts';
import { parseColumnNames, UnknownColumnsError, type ColumnNames } from './column-names.ts';
import { createFindings } from './findings.ts';
import { keepCompiledCode } from './kept-shapes.ts';
import { parseRows } from './parse-rows.ts';
import { readFrame } from './read-frame.ts';
import type { RowSource } from './row-head.ts';
import { RowSorter } from './row-sorter.ts';
import { scanRows } from './scan-rows.ts';
import type { TelemetryBatch } from './telemetry-batch.ts';

export interface TelemetryBodyOptions {
  /** When the reply came: device clocks are judged against it. */
  readonly receivedAtMs: number;
  /** Columns of the account's last whole reply, for a body torn before its own came. */
  readonly knownColumns: ColumnNames | null;
  /** For the message when the body is no JSON. */
  readonly contentType?: string | null;
}

/**
 * Throws ApiError 'not-json', 'rejected' or 'shape' when the bytes are no telemetry reply at all, UnknownColumnsError when a torn one cannot be
 * read yet. Everything else that is odd is a finding; every complete row is in the samples, in `unknownRows` or in `badRows`.
 */
export function parseTelemetryBody(bytes: Uint8Array, options: TelemetryBodyOptions): TelemetryBatch {
  keepCompiledCode();
  const frame = readFrame(bytes, options.contentType ?? null);
  const scan = frame.rows ?? scanRows(new Uint8Array(0), 0);
  const findings = createFindings();
  // First, so that no flood of other findings can push them out.
  if (frame.state === 'torn') findings.add('truncated', '', `The reply ended early: its ${scan.count} complete rows are used`);
  if (frame.state === 'damaged') findings.add('damaged', '', `The reply is damaged behind its rows: its ${scan.count} complete rows are used`);

  const columnNames = parseColumnNames(frame.columnNames, options.knownColumns);
  const alertNames = { u: parseAlertNames(frame.metadata, 'u'), r: parseAlertNames(frame.metadata, 'r') };
  const source: RowSource = { bytes, scan, findings, receivedAtMs: options.receivedAtMs };
  const sorter = new RowSorter(source, columnNames, alertNames);
  parseRows(bytes, scan, sorter);
  const { unknownRows, badRows, lettersWithoutColumns } = sorter.leftovers;
  if (frame.state !== 'whole' && lettersWithoutColumns.size > 0) throw new UnknownColumnsError([...lettersWithoutColumns]);

  return { ...sorter.build(), unknownRows, badRows, alertNames, columnNames, findings: findings.list(), rowCount: scan.count, truncated: frame.state === 'torn' };
}
