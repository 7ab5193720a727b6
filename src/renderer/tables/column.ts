// What a column and a table are. Chooser, sort, filter, tooltip, copy and link follow from these declarations alone.
import type { Result } from '#shared/result.ts';
import type { TableName } from '#shared/table-schemas.ts';
import { formatMoney } from '../formats/format-money.ts';
import { notAvailable } from '../formats/format-number.ts';
import { formatBothZones, formatTime, formatUtcDate, type TimeDisplay } from '../formats/format-time.ts';
import type { NumberDrafts } from './number-drafts.ts';

export interface FormatContext {
  readonly timeDisplay: TimeDisplay;
}

/** Colour by meaning; every tone also has a shape or a word beside it. */
export type Tone = 'ok' | 'warn' | 'crit' | 'info' | 'off' | 'stale' | 'muted';

/** Where a foreign key leads: a row of another table. */
export interface RelatedRow {
  readonly table: TableName;
  readonly key: string;
}

/** How a cell looks and what it does. Plain text where a column names none. */
export type CellKind<Row> =
  | { readonly kind: 'deviceName'; readonly kitNumber: (row: Row) => string | null; readonly state?: (row: Row) => string | null; readonly isStateStale?: (row: Row) => boolean; readonly to?: (row: Row) => RelatedRow | null }
  | { readonly kind: 'toned'; readonly tone: (row: Row) => Tone; readonly shape?: (row: Row) => string | null }
  | { readonly kind: 'link'; readonly to: (row: Row) => RelatedRow | null; readonly tone?: (row: Row) => Tone }
  | {
      readonly kind: 'switch';
      readonly isPending: (row: Row) => boolean;
      /** Why the switch is dead for this row; null while it works. */
      readonly blocked: (row: Row) => string | null;
      /** Words beside a dead switch in place of its state. */
      readonly blockedLabel?: string;
      readonly set: (row: Row, enabled: boolean) => Promise<Result<null>>;
    }
  | {
      readonly kind: 'button';
      readonly label: string;
      readonly isDanger?: true;
      readonly blocked: (row: Row) => string | null;
      readonly run: (row: Row) => void;
    }
  | {
      /** A whole number that the operator sets for a row and a button of the same row uses. */
      readonly kind: 'spinbutton';
      readonly drafts: NumberDrafts;
      readonly blocked: (row: Row) => string | null;
    };

interface ColumnBase<Row> {
  /** Stable: remembered layouts and later views name columns by it. */
  readonly id: string;
  /** The quoted text of pages.md: visible text and accessible name. */
  readonly header: string;
  /** Stands small beside the header, not in the accessible name. */
  readonly unit?: string;
  /** One sentence for the header's tooltip and the chooser. */
  readonly help: string;
  readonly hidden?: true;
  /** Pixels; the engine widens it to the header, and to the content where `fit` is set. */
  readonly width: number;
  /** Free text of unknown length: measured once when the first rows arrive. */
  readonly fit?: true;
  /** Takes its share of the room that is left over. */
  readonly grow?: true;
  /** Comes from telemetry: shown in the stale look while the row's telemetry is not current (a function: in those rows only). */
  readonly live?: true | ((row: Row) => boolean);
  readonly align?: 'right';
  /** Shown for null where null means "nothing", not "not known" (a function: in some rows only). */
  readonly nullText?: string | ((row: Row) => string);
  readonly cell?: CellKind<Row>;
  /** `nowMs` is renewed where the table `showsAges`. */
  readonly title?: (row: Row, context: FormatContext, nowMs: number) => string | null;
  /** Order where the value's own order says nothing (states, severities). */
  readonly sortBy?: (row: Row) => number | string | null;
  /** How the column's own filter asks first; by its type and values where none is given. */
  readonly filter?: 'set' | 'text';
}

export interface TextColumn<Row> extends ColumnBase<Row> {
  readonly type: 'text';
  readonly value: (row: Row) => string | null;
}

export interface NumberColumn<Row> extends ColumnBase<Row> {
  readonly type: 'number';
  readonly value: (row: Row) => number | null;
  readonly format: (value: number) => string;
  /** Raw values in one shown unit (10⁹ bytes in a GB); 1 where none is given. Filters speak in the shown unit. */
  readonly unitSize?: number;
  /** A duration: ms in one raw value. Filters take "2d" and "10m". */
  readonly unitMs?: number;
  /** The sum over rows means something: groups show it. */
  readonly sum?: true;
  /** As a raw value outside: where the value is not in the header's unit, or the header has none because the format brings its own. */
  readonly raw?: { readonly unit: string; readonly of?: (value: number) => number | string };
}

export interface TimeColumn<Row> extends ColumnBase<Row> {
  readonly type: 'time';
  /** Epoch ms. */
  readonly value: (row: Row) => number | null;
  /** Words before the time ("before …"). */
  readonly prefix?: (row: Row) => string;
}

/** A UTC day: the same in both time displays. */
export interface DateColumn<Row> extends ColumnBase<Row> {
  readonly type: 'date';
  /** Epoch ms of the day's beginning, or of a moment in it. */
  readonly value: (row: Row) => number | null;
}

/** An amount with its currency. Sorted by currency, then by amount: amounts of two currencies are never compared. */
export interface MoneyColumn<Row> extends ColumnBase<Row> {
  readonly type: 'money';
  readonly value: (row: Row) => number | null;
  readonly currency: (row: Row) => string | null;
  /** formatMoney where none is given. */
  readonly format?: (amount: number, currency: string | null) => string;
  /** As of a number; each currency for itself. */
  readonly sum?: true;
}

export interface ListColumn<Row> extends ColumnBase<Row> {
  readonly type: 'list';
  readonly value: (row: Row) => readonly string[] | null;
}

export interface FlagColumn<Row> extends ColumnBase<Row> {
  readonly type: 'flag';
  readonly value: (row: Row) => boolean | null;
  readonly words: readonly [whenTrue: string, whenFalse: string];
}

/** A column of controls: nothing to sort or copy. */
export interface ActionColumn<Row> extends ColumnBase<Row> {
  readonly type: 'action';
}

export type ColumnDeclaration<Row> =
  | TextColumn<Row> | NumberColumn<Row> | MoneyColumn<Row> | TimeColumn<Row> | DateColumn<Row> | ListColumn<Row> | FlagColumn<Row> | ActionColumn<Row>;

export interface ColumnSort {
  readonly id: string;
  readonly desc: boolean;
}

export interface TableDeclaration<Row> {
  readonly table: TableName;
  /** Page name: heading and accessible name of the grid. */
  readonly title: string;
  /** Plural noun for sentences: "user terminals". */
  readonly noun: string;
  readonly columns: readonly ColumnDeclaration<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly defaultSort: readonly ColumnSort[];
  /** Tooltips tell how old something is: they are drawn again each minute. */
  readonly showsAges?: true;
  /** Why the row's telemetry is not current; null while it is. */
  readonly staleReason?: (row: Row, context: FormatContext) => string | null;
  /** Double click, and Enter on a cell without a control. */
  readonly openRow?: (row: Row) => void;
}

/** Known to be nothing: an empty list, no error. Neither zero nor N/A. */
export const nothing = '–';

/** What the cell shows, and what filter and copy read. "N/A" for null, never an empty or zero look. */
export function displayText<Row>(column: ColumnDeclaration<Row>, row: Row, context: FormatContext): string {
  switch (column.type) {
    case 'text':
      return column.value(row) ?? nullText(column, row);
    case 'number': {
      const value = column.value(row);
      return value === null ? nullText(column, row) : column.format(value);
    }
    case 'money': {
      const amount = column.value(row);
      return amount === null ? nullText(column, row) : (column.format ?? formatMoney)(amount, column.currency(row));
    }
    case 'time': {
      const value = column.value(row);
      return value === null ? nullText(column, row) : `${column.prefix?.(row) ?? ''}${formatTime(value, context.timeDisplay)}`;
    }
    case 'date': {
      const value = column.value(row);
      return value === null ? nullText(column, row) : formatUtcDate(value);
    }
    case 'list': {
      const value = column.value(row);
      if (value === null) return nullText(column, row);
      return value.length === 0 ? nothing : value.join(', ');
    }
    case 'flag': {
      const value = column.value(row);
      return value === null ? nullText(column, row) : column.words[value ? 0 : 1];
    }
    case 'action':
      return '';
  }
}

function nullText<Row>({ nullText: text }: ColumnDeclaration<Row>, row: Row): string {
  return (typeof text === 'function' ? text(row) : text) ?? notAvailable;
}

/** `displayText` with what stands beside it in the cell: the kit number belongs to the name (pages.md: the pair is the display key). */
export function readableText<Row>(column: ColumnDeclaration<Row>, row: Row, context: FormatContext): string {
  const text = displayText(column, row, context);
  if (column.cell?.kind !== 'deviceName') return text;
  const kitNumber = column.cell.kitNumber(row);
  return kitNumber === null ? text : `${text} ${kitNumber}`;
}

/** Why the cell is shown in the stale look; null where it is current. */
export function staleReasonOf<Row>(declaration: TableDeclaration<Row>, column: ColumnDeclaration<Row>, row: Row, context: FormatContext): string | null {
  if (column.live === undefined || (column.live !== true && !column.live(row))) return null;
  return declaration.staleReason?.(row, context) ?? null;
}

/** Tooltip of a cell: its own, else the full time with its zone, else a free text that may have been cut. */
export function titleOf<Row>(column: ColumnDeclaration<Row>, row: Row, context: FormatContext, nowMs: number): string | null {
  const own = column.title?.(row, context, nowMs) ?? null;
  if (own !== null) return own;
  if (column.fit === true) return readableText(column, row, context);
  if (column.type !== 'time' && column.type !== 'date') return null;
  const atMs = column.value(row);
  return atMs === null ? null : fullTime(atMs, context);
}

/** A time in both zones, the chosen one first. */
export function fullTime(atMs: number, context: FormatContext): string {
  return formatBothZones(atMs, context.timeDisplay);
}

/** Help and unit of a column, for its header's tooltip. */
export function columnTitle<Row>(column: ColumnDeclaration<Row>): string {
  return column.unit === undefined ? column.help : `${column.help} In ${column.unit}.`;
}
