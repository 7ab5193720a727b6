// How wide columns are before anyone has touched them: as wide as header and content need, with spare room given to those that can use it.
import { formatTime, formatUtcDate } from '../formats/format-time.ts';
import { readableText, type ColumnDeclaration, type FormatContext, type TableDeclaration } from './column.ts';

export interface MeasuredText {
  readonly text: string;
  /** In a header's font, else in a cell's. */
  readonly isHeader: boolean;
}

/** Pixels of each text. All at once, so that the page is laid out once. */
export type MeasureTexts = (texts: readonly MeasuredText[]) => readonly number[];

/** Left and right padding of a cell, 2 × 10, and one pixel for rounding. */
const CELL_PADDING = 21;
/** State mark and the gap before the kit number of a name cell. */
const NAME_EXTRAS = 24;
/** Arrow and place of a sorted column, and the gap before them. */
const SORT_MARK = 20;
/** A name longer than this is cut with an ellipsis and its tooltip: it would push all else off the screen. */
const WIDEST_FIT = 460;
/** Of the texts that look widest only so many are measured: the look is right to within a few pixels. */
const CANDIDATES = 12;

/** Widths by column id. Measures the content of `fit` columns, of times and dates; others declare a width that holds their format. */
export function fitColumnWidths<Row>(
  table: TableDeclaration<Row>,
  rows: readonly Row[],
  context: FormatContext,
  measure: MeasureTexts,
): Record<string, number> {
  const wanted: MeasuredText[] = [];
  const request = (text: string, isHeader: boolean): number => wanted.push({ text, isHeader }) - 1;
  const plans = table.columns.map((column) => ({
    column,
    headers: headerBreaks(column).map((lines) => lines.map((line) => request(line, true))),
    texts: sampleTexts(column, rows, context).map((text) => request(text, false)),
  }));
  const widths = measure(wanted);
  return Object.fromEntries(plans.map(({ column, headers, texts }) => {
    const header = Math.min(...headers.map((lines) => Math.max(...lines.map((index) => widths[index]!)))) + CELL_PADDING + SORT_MARK;
    const extras = column.cell?.kind === 'deviceName' ? NAME_EXTRAS : 0;
    const content = Math.min(WIDEST_FIT, Math.max(0, ...texts.map((index) => widths[index]!)) + CELL_PADDING + extras);
    return [column.id, Math.ceil(Math.max(column.width, header, texts.length === 0 ? 0 : content))];
  }));
}

/** A header on one line, and each way to break it into two. */
function headerBreaks<Row>(column: ColumnDeclaration<Row>): readonly (readonly string[])[] {
  const words = column.header.split(' ');
  if (column.unit !== undefined) words[words.length - 1] += ` ${column.unit}`;
  return words.map((_, index) => (index === 0 ? [words.join(' ')] : [words.slice(0, index).join(' '), words.slice(index).join(' ')]));
}

function sampleTexts<Row>(column: ColumnDeclaration<Row>, rows: readonly Row[], context: FormatContext): readonly string[] {
  if (column.fit === true) return widestTexts(column, rows, context);
  if (column.type === 'date') return [formatUtcDate(0)];
  if (column.type !== 'time') return [];
  return [`${column.prefix === undefined ? '' : 'before '}${formatTime(0, context.timeDisplay)}`];
}

function widestTexts<Row>(column: ColumnDeclaration<Row>, rows: readonly Row[], context: FormatContext): readonly string[] {
  const seen = new Set<string>();
  let widest: { readonly text: string; readonly width: number }[] = [];
  for (const row of rows) {
    const text = readableText(column, row, context);
    if (seen.has(text)) continue;
    seen.add(text);
    const width = guessWidth(text);
    if (widest.length === CANDIDATES && width <= widest.at(-1)!.width) continue;
    widest = [...widest, { text, width }].sort((a, b) => b.width - a.width).slice(0, CANDIDATES);
  }
  return widest.map(({ text }) => text);
}

/** In tenths of an em, roughly Inter's: narrow letters, capitals, all else. */
function guessWidth(text: string): number {
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isCapital = code >= 65 && code <= 90;
    const isNarrow = code === 32 || code === 46 || code === 58 || code === 73 || code === 105 || code === 106 || code === 108 || code === 116;
    width += isNarrow ? 3 : isCapital ? 7 : 6;
  }
  return width;
}

/** Gives room that is left over to the columns that can use it, in equal shares. */
export function stretchWidths(columns: readonly { readonly width: number; readonly canGrow: boolean }[], available: number): readonly number[] {
  const spare = Math.floor(available) - columns.reduce((sum, column) => sum + column.width, 0);
  const growing = columns.filter((column) => column.canGrow).length;
  const share = spare <= 0 || growing === 0 ? 0 : Math.floor(spare / growing);
  return columns.map((column) => (column.canGrow ? column.width + share : column.width));
}
