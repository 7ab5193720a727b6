// The words behind "column:" → what they ask of a cell, by the column's type.
import type { ColumnDeclaration, FormatContext, MoneyColumn, NumberColumn } from '../column.ts';
import type { Bound, CellTest } from './filter-term.ts';
import { figureText } from './match-terms.ts';
import { parseFigure } from './parse-figure.ts';
import { parseDuration, parseMoment } from './time-words.ts';

export type CellTestReading = { readonly ok: true; readonly test: CellTest } | { readonly ok: false; readonly message: string };

const signs = /^(>=|<=|>|<|=)\s*/;
const spread = /^(.*?)\.\.(.*)$/s;

type Sign = '>' | '>=' | '<' | '<=' | '=';

/** `text` is not empty. */
export function parseCellTest<Row>(text: string, column: ColumnDeclaration<Row>, context: FormatContext): CellTestReading {
  if (/^n\/a$/i.test(text)) return taken({ kind: 'missing' });
  const sign = signs.exec(text);
  const rest = sign === null ? text : text.slice(sign[0].length);
  if (rest.trim() === '') return refused(`“${text.trim()}” needs a value behind it`);
  const asked = (sign?.[1] ?? null) as Sign | null;
  switch (column.type) {
    case 'number': case 'money':
      return parseNumberTest(rest, asked, column);
    case 'time': case 'date':
      return parseTimeTest(rest, asked, column, context);
    default:
      if (asked !== null && asked !== '=') return refused(`${column.header} is text: “${asked}” compares figures and times`);
      return taken({ kind: asked === '=' ? 'equals' : 'contains', text: rest.trim().toLowerCase() });
  }
}

function parseNumberTest<Row>(text: string, sign: Sign | null, column: NumberColumn<Row> | MoneyColumn<Row>): CellTestReading {
  const ends = sign === null ? spread.exec(text) : null;
  if (ends !== null && (ends[1] !== '' || ends[2] !== '')) return parseNumberRange(ends[1]!, ends[2]!, column);
  const reading = parseFigure(text, column);
  if (!reading.ok) {
    // Words that stand in place of a figure: "restricted", "Deferral off", or a part of "6d 4h".
    return sign === null && !/^[-+\d.,\s]+$/.test(text) && !hasWrongUnit(text) ? taken({ kind: 'contains', text: text.trim().toLowerCase() }) : refused(reading.message);
  }
  const { value, shown, currency } = reading.figure;
  if (sign === null || sign === '=') return taken({ kind: 'figure', value, shown: figureText(shown), currency });
  return taken({ kind: 'range', ...bounds(sign, value), currency });
}

/** "50 GB" for a column in ms is a slip; "restricted" is a word. */
function hasWrongUnit(text: string): boolean {
  return /^\s*[-+]?\d/.test(text);
}

function parseNumberRange<Row>(from: string, to: string, column: NumberColumn<Row> | MoneyColumn<Row>): CellTestReading {
  const low = from.trim() === '' ? null : parseFigure(from, column);
  const high = to.trim() === '' ? null : parseFigure(to, column);
  if (low?.ok === false) return low;
  if (high?.ok === false) return high;
  if (low !== null && high !== null && low.figure.value > high.figure.value) return refused(`${from.trim()} is more than ${to.trim()}: nothing lies between`);
  const currencies = [low?.figure.currency ?? null, high?.figure.currency ?? null].filter((currency) => currency !== null);
  if (new Set(currencies).size > 1) return refused('Amounts of two currencies are never compared');
  return taken({ kind: 'range', low: included(low?.figure.value), high: included(high?.figure.value), currency: currencies[0] ?? null });
}

function parseTimeTest<Row>(text: string, sign: Sign | null, column: ColumnDeclaration<Row>, context: FormatContext): CellTestReading {
  // A day of the calendar is a UTC day, whatever zone times are shown in.
  const display = column.type === 'date' ? 'utc' : context.timeDisplay;
  const ends = sign === null ? spread.exec(text) : null;
  if (ends !== null) return parseTimeRange(ends[1]!.trim(), ends[2]!.trim(), display);
  const ageMs = parseDuration(text);
  if (ageMs !== null) {
    if (sign === null || sign === '=') return refused(`Write <${text.trim()} for times within the last ${text.trim()}, >${text.trim()} for older ones`);
    return taken({ kind: 'age', ...bounds(sign, ageMs) });
  }
  const moment = parseMoment(text, display);
  if (moment === null) {
    return sign === null ? taken({ kind: 'contains', text: text.trim().toLowerCase() }) : refused(`“${text.trim()}” is no time: write 2026-11-01, "2026-11-01 10:30" or an age as 10m, 2h, 3d`);
  }
  const { fromMs, toMs } = moment;
  const until: Bound = { value: toMs, isIncluded: false };
  const since: Bound = { value: fromMs, isIncluded: true };
  const low = sign === '>' ? { value: toMs, isIncluded: true } : sign === '<' || sign === '<=' ? null : since;
  const high = sign === '<' ? { value: fromMs, isIncluded: false } : sign === '>' || sign === '>=' ? null : until;
  return taken({ kind: 'range', low, high, currency: null });
}

function parseTimeRange(from: string, to: string, display: FormatContext['timeDisplay']): CellTestReading {
  const ages = [from, to].map((end) => (end === '' ? null : parseDuration(end)));
  if (ages.some((age) => age !== null) && [from, to].every((end, index) => end === '' || ages[index] !== null)) {
    const [low, high] = ages;
    if (low !== null && high !== null && low! > high!) return refused(`${from} is more than ${to}: nothing lies between`);
    return taken({ kind: 'age', low: included(low ?? undefined), high: included(high ?? undefined) });
  }
  const low = from === '' ? null : parseMoment(from, display);
  const high = to === '' ? null : parseMoment(to, display);
  if ((from !== '' && low === null) || (to !== '' && high === null) || (low === null && high === null)) {
    return refused(`“${low === null && from !== '' ? from : to}” is no time: write 2026-11-01..2026-11-30, or ages as 10m..2h`);
  }
  if (low !== null && high !== null && low.fromMs >= high.toMs) return refused(`${from} comes after ${to}: nothing lies between`);
  return taken({
    kind: 'range', currency: null,
    low: low === null ? null : { value: low.fromMs, isIncluded: true },
    high: high === null ? null : { value: high.toMs, isIncluded: false },
  });
}

function bounds(sign: Exclude<Sign, '='>, value: number): { readonly low: Bound | null; readonly high: Bound | null } {
  const bound: Bound = { value, isIncluded: sign.length === 2 };
  return sign.startsWith('>') ? { low: bound, high: null } : { low: null, high: bound };
}

function included(value: number | undefined): Bound | null {
  return value === undefined ? null : { value, isIncluded: true };
}

function taken(test: CellTest): CellTestReading {
  return { ok: true, test };
}

function refused(message: string): CellTestReading {
  return { ok: false, message };
}
