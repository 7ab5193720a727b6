// Bytes of a telemetry reply, whole or torn, → checked columns with exact 64-bit integers. The heart of "nothing lost, nothing rounded".
import { isAscii } from 'node:buffer';
import { ApiError } from './api-error.ts';
import { parseAlertNames } from './alert-names.ts';
import { createLetterFinder, parseColumnNames, UnknownColumnsError, type ColumnNames } from './column-names.ts';
import { readEnvelope, rejectionText } from './envelope.ts';
import { createFindings, type Findings } from './findings.ts';
import { createIpAllocationRows } from './ip-allocation-rows.ts';
import { openBrace, parseSlice, skipSpace, textOf } from './json-bytes.ts';
import { describeForeignBody, plainExcerpt } from './plain-excerpt.ts';
import { createRouterRows } from './router-rows.ts';
import type { RowSource } from './row-head.ts';
import type { RowBuilder } from './sample-rows.ts';
import type { RowScan } from './scan-rows.ts';
import type { TelemetryBatch, UnknownRow } from './telemetry-batch.ts';
import { createTerminalRows } from './terminal-rows.ts';
import { walkFrame, type Frame } from './walk-frame.ts';

export interface TelemetryBodyOptions {
  /** When the reply came: device clocks are judged against it. */
  readonly receivedAtMs: number;
  /** Columns of the account's last whole reply, for a body torn before its own came. */
  readonly knownColumns: ColumnNames | null;
  /** For the message when the body is no JSON. */
  readonly contentType?: string | null;
}

const call = 'Telemetry stream';
const noRows: RowScan = { count: 0, starts: [], ends: [], longNumbers: [], firstLong: [0], end: 0 };

/**
 * Throws ApiError 'not-json', 'rejected' or 'shape' when the bytes are no telemetry reply at all, UnknownColumnsError when a torn one cannot be
 * read yet. Everything else that is odd is a finding; every complete row is in the samples, in `unknownRows` or in `badRows`.
 */
export function parseTelemetryBody(bytes: Uint8Array, options: TelemetryBodyOptions): TelemetryBatch {
  const frame = readFrame(bytes, options.contentType ?? null);
  const scan = frame.rows ?? noRows;
  const findings = createFindings();
  // First, so that no flood of other findings can push them out.
  if (frame.state === 'torn') findings.add('truncated', '', `The reply ended early: its ${scan.count} complete rows are used`);
  if (frame.state === 'damaged') findings.add('damaged', '', `The reply is damaged behind its rows: its ${scan.count} rows are used`);

  const rows = parseRows(bytes, frame.rowsStart, scan);
  const columnNames = parseColumnNames(frame.columnNames, frame.state === 'whole' && scan.count === 0 ? null : options.knownColumns);
  const letterOf = createLetterFinder(columnNames);
  const letters = rows.map((values) => (Array.isArray(values) ? letterOf(values) : null));
  if (frame.state !== 'whole') refuseWithoutColumns(letters, columnNames);

  const alertNames = { u: parseAlertNames(frame.metadata, 'u'), r: parseAlertNames(frame.metadata, 'r') };
  const source: RowSource = { bytes, scan, findings, receivedAtMs: options.receivedAtMs };
  const room = (letter: string): [readonly string[], number] => [columnNames[letter] ?? [], letters.reduce((sum, one) => sum + (one === letter ? 1 : 0), 0)];
  const quiet: RowSource = { ...source, findings: createFindings() };
  const sourceOf = (count: number): RowSource => (count === 0 ? quiet : source);

  const [terminalColumns, terminalCount] = room('u');
  const [routerColumns, routerCount] = room('r');
  const [ipColumns, ipCount] = room('i');
  const terminals = createTerminalRows(terminalColumns, terminalCount, sourceOf(terminalCount), alertNames.u);
  const routers = createRouterRows(routerColumns, routerCount, sourceOf(routerCount), alertNames.r);
  const ipAllocations = createIpAllocationRows(ipColumns, ipCount, sourceOf(ipCount));
  const builders = new Map<string, RowBuilder<unknown>>([['u', terminals], ['r', routers], ['i', ipAllocations]]);
  const { unknownRows, badRows } = distribute(rows, letters, builders, columnNames, source);

  return {
    terminals: terminals.build(), routers: routers.build(), ipAllocations: ipAllocations.build(), unknownRows, badRows, alertNames, columnNames,
    findings: findings.list(), rowCount: scan.count, truncated: frame.state === 'torn',
  };
}
