// Declared columns as they leave the console: a header and a text for each row, displayed or raw. What can't leave (buttons) is left out.
import { displayText, readableText, type ColumnDeclaration, type FormatContext, type NumberColumn } from '../column.ts';
import { guardNumber, guardText } from './formula-guard.ts';
import type { ExportedValues } from './export-options.ts';

export interface ExportColumn<Row> {
  readonly header: string;
  readonly text: (row: Row) => string;
}

export function buildExportColumns<Row>(columns: readonly ColumnDeclaration<Row>[], values: ExportedValues, context: FormatContext): readonly ExportColumn<Row>[] {
  return columns.flatMap((column) => (values === 'raw' ? rawColumns(column) : displayedColumns(column, context)));
}

function displayedColumns<Row>(column: ColumnDeclaration<Row>, context: FormatContext): readonly ExportColumn<Row>[] {
  if (column.type === 'action') return [];
  const guard = column.type === 'number' || column.type === 'money' ? guardNumber : guardText;
  return [{ header: guardText(headerWithUnit(column.header, column.unit)), text: (row) => guard(readableText(column, row, context)) }];
}

/** Numbers unrounded in the header's unit, times as ISO 8601 UTC, N/A empty; what stands in one cell on screen gets columns of its own. */
function rawColumns<Row>(column: ColumnDeclaration<Row>): readonly ExportColumn<Row>[] {
  const { header } = column;
  switch (column.type) {
    case 'action':
      return [];
    case 'text': {
      const own = { header, text: (row: Row) => guardText(column.value(row) ?? '') };
      const { cell } = column;
      return cell?.kind === 'deviceName' ? [own, { header: `${header}: Kit Number`, text: (row) => guardText(cell.kitNumber(row) ?? '') }] : [own];
    }
    case 'number':
      return [{ header: headerWithUnit(header, column.raw?.unit ?? column.unit), text: (row) => rawNumber(column, row) }];
    case 'money':
      return [
        { header, text: (row) => finite(column.value(row)) },
        { header: `${header}: Currency`, text: (row) => (column.value(row) === null ? '' : guardText(column.currency(row) ?? '')) },
      ];
    case 'time': {
      const { prefix } = column;
      const own = { header: headerWithUnit(header, 'UTC'), text: (row: Row) => isoTime(column.value(row)) };
      // "before 18:31" is no exact time: what says so must not get lost.
      return prefix === undefined ? [own] : [own, { header: `${header}: Qualifier`, text: (row) => (column.value(row) === null ? '' : prefix(row).trim()) }];
    }
    case 'date':
      return [{ header: headerWithUnit(header, 'UTC'), text: (row) => isoTime(column.value(row)).slice(0, 10) }];
    case 'list':
      return [{ header, text: (row) => guardText((column.value(row) ?? []).join('; ')) }];
    case 'flag':
      return [{ header, text: (row) => String(column.value(row) ?? '') }];
  }
}

function headerWithUnit(header: string, unit: string | undefined): string {
  return unit === undefined || unit === '' ? header : `${header} (${unit})`;
}

function rawNumber<Row>(column: NumberColumn<Row>, row: Row): string {
  const value = column.value(row);
  if (value === null) return '';
  const raw = column.raw?.of?.(value) ?? value;
  return typeof raw === 'number' ? finite(raw) : guardText(raw);
}

/** As JavaScript writes it: the shortest text that reads back as the same number. */
function finite(value: number | null): string {
  return value === null || !Number.isFinite(value) ? '' : String(value);
}

function isoTime(atMs: number | null): string {
  if (atMs === null) return '';
  const at = new Date(atMs);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** A cell for the clipboard, alone: exactly what is read on screen, or the raw value. */
export function cellText<Row>(column: ColumnDeclaration<Row>, row: Row, values: ExportedValues, context: FormatContext): string {
  if (values === 'displayed') return readableText(column, row, context);
  return column.type === 'text' ? (column.value(row) ?? '') : (rawColumns(column)[0]?.text(row) ?? displayText(column, row, context));
}
