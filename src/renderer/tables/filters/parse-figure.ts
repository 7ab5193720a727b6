// A figure typed in a filter → the column's own raw value: in the unit that the header shows, a duration in words, an amount with its currency.
import type { MoneyColumn, NumberColumn } from '../column.ts';
import { parseDuration } from './time-words.ts';

export interface Figure {
  /** Raw value of the column. */
  readonly value: number;
  /** The figure alone, as it would be shown. */
  readonly shown: string;
  readonly currency: string | null;
}

export type FigureReading = { readonly ok: true; readonly figure: Figure } | { readonly ok: false; readonly message: string };

const amount = /^([+-]?(?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?)\s*(\D*)$/i;

export function parseFigure<Row>(text: string, column: NumberColumn<Row> | MoneyColumn<Row>): FigureReading {
  const typed = text.trim();
  if (column.type === 'number' && column.unitMs !== undefined) return parseSpan(typed, column, column.unitMs);
  const found = amount.exec(typed);
  if (found === null) return { ok: false, message: `“${typed}” is no number` };
  const digits = found[1]!.replaceAll(',', '');
  const value = Number(digits);
  const unit = found[2]!.trim();
  if (column.type === 'money') {
    if (unit !== '' && !/^[a-z]{3}$/i.test(unit)) return { ok: false, message: `“${unit}” is no currency: write its code, as in “100 EUR”` };
    return { ok: true, figure: { value, shown: digits, currency: unit === '' ? null : unit.toUpperCase() } };
  }
  if (unit !== '' && unit.toLowerCase() !== column.unit?.toLowerCase()) {
    return { ok: false, message: column.unit === undefined ? `${column.header} has no unit` : `${column.header} is in ${column.unit}` };
  }
  return { ok: true, figure: { value: value * (column.unitSize ?? 1), shown: digits, currency: null } };
}

function parseSpan<Row>(typed: string, column: NumberColumn<Row>, unitMs: number): FigureReading {
  const ms = /^0+$/.test(typed) ? 0 : parseDuration(typed);
  if (ms === null) return { ok: false, message: `${column.header} is a duration: write it as 30s, 10m, 2h or 6d` };
  return { ok: true, figure: { value: ms / unitMs, shown: typed, currency: null } };
}
