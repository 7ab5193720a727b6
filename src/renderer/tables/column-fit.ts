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
const WIDEST_FIT = 360;
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

/** Advances of the printable ASCII characters from the space on, in hundredths of an em: Inter with tabular figures. */
const ADVANCES = [
  27, 29, 47, 63, 64, 98, 64, 30, 39, 39, 65, 65, 27, 65, 27, 36, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 27, 27, 65, 65, 65, 51,
  97, 70, 65, 73, 72, 60, 59, 75, 74, 27, 57, 67, 57, 90, 75, 76, 64, 76, 64, 64, 65, 74, 70, 101, 68, 68, 63, 39, 32, 39, 47, 46,
  32, 56, 61, 57, 61, 58, 33, 61, 59, 24, 24, 55, 24, 88, 59, 60, 61, 61, 39, 53, 33, 59, 56, 82, 55, 56, 55, 39, 33, 39, 65,
] as const;
/** All else: a capital's width, rather too wide than cut off. */
const OTHER_ADVANCE = 70;

/** In hundredths of an em. Good enough to know which texts are widest: ids of one length differ by their letters alone. */
function guessWidth(text: string): number {
  let width = 0;
  for (let i = 0; i < text.length; i++) width += ADVANCES[text.charCodeAt(i) - 32] ?? OTHER_ADVANCE;
  return width;
}

/** Gives room that is left over to the columns that can use it, in equal shares. */
export function stretchWidths(columns: readonly { readonly width: number; readonly canGrow: boolean }[], available: number): readonly number[] {
  const spare = Math.floor(available) - columns.reduce((sum, column) => sum + column.width, 0);
  const growing = columns.filter((column) => column.canGrow).length;
  const share = spare <= 0 || growing === 0 ? 0 : Math.floor(spare / growing);
  return columns.map((column) => (column.canGrow ? column.width + share : column.width));
}
