// The columns of the Stream Viewer: widths in pixels, the URL takes what is left.
import type { ExchangeRow } from '#shared/exchange.ts';
import { formatCount } from '../formats/format-number.ts';
import { formatClock, formatTime, zoneLabel, type TimeDisplay } from '../formats/format-time.ts';
import { groupText } from './filter-exchanges.ts';
import { lookOfStatus } from './status-look.ts';

export interface ExchangeContext {
  readonly timeDisplay: TimeDisplay;
  readonly accountOf: (row: ExchangeRow) => string;
}

export interface ExchangeColumn {
  readonly name: string;
  readonly width: string;
  readonly align?: 'right';
  readonly help: string;
  readonly text: (row: ExchangeRow, context: ExchangeContext) => string;
}

export const exchangeColumns: readonly ExchangeColumn[] = [
  { name: 'Time', width: '120px', help: 'When the request was sent.', text: (row, { timeDisplay }) => clockWithMs(row.atMs, timeDisplay) },
  { name: 'Account', width: 'minmax(112px, 0.5fr)', help: 'Whose credential asked.', text: (row, { accountOf }) => accountOf(row) },
  { name: 'Group', width: 'minmax(132px, 0.8fr)', help: 'What the request is about, with the number of its polling group.', text: (row) => groupText(row.group) },
  { name: 'Method', width: '62px', help: 'HTTP method.', text: (row) => row.method },
  { name: 'URL', width: 'minmax(180px, 2fr)', help: 'Address asked, secrets masked.', text: (row) => row.url },
  { name: 'Status', width: '104px', help: 'HTTP status of the answer; “No answer” where none came.', text: (row) => lookOfStatus(row.status, row.error).text },
  { name: 'ms', width: '64px', align: 'right', help: 'From sending to the last byte of the answer.', text: (row) => formatCount(Math.round(row.durationMs)) },
  { name: 'Bytes', width: '88px', align: 'right', help: 'Size of the answer’s body on the wire.', text: (row) => formatCount(row.bytes) },
  { name: 'Attempt', width: '80px', align: 'right', help: '2: repeated with a fresh token after a 401.', text: (row) => String(row.attempt) },
];

export const gridTemplate = exchangeColumns.map(({ width }) => width).join(' ');

/** '09:18:19.123' */
export function clockWithMs(atMs: number, display: TimeDisplay): string {
  return `${formatClock(atMs, display)}.${String(Math.floor(atMs) % 1_000).padStart(3, '0')}`;
}

export function fullTime(atMs: number, display: TimeDisplay): string {
  return `${formatTime(atMs, display)}.${String(Math.floor(atMs) % 1_000).padStart(3, '0')} ${zoneLabel(atMs, display)}`;
}

export function inBothZones(atMs: number, display: TimeDisplay): string {
  return `${fullTime(atMs, display)} · ${fullTime(atMs, display === 'utc' ? 'local' : 'utc')}`;
}

/** The row as text for the clipboard. */
export function rowText(row: ExchangeRow, context: ExchangeContext): string {
  const cells = exchangeColumns.map((column) => (column.name === 'Time' ? fullTime(row.atMs, context.timeDisplay) : column.text(row, context)));
  return [...cells, ...(row.error === null ? [] : [row.error])].join('\t');
}
