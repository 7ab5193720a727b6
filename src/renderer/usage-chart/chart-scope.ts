// Which rows the chart is about: the selected ones; of a single selected row its whole service line; with none, the newest of what the table shows. It always says which.
import { formatCount } from '../formats/format-number.ts';
import { MOST_BARS, slotOf, type SlotUnit, type UsageRow, type UsageSpan } from './usage-bars.ts';

/** A year of cycles, and of days what fits side by side. */
const NEWEST = { month: 12, day: 31 } as const;

export interface ScopeInput<Row extends UsageRow> {
  readonly shownRows: readonly Row[];
  readonly allRows: readonly Row[];
  readonly selectedKeys: ReadonlySet<string>;
  readonly unit: SlotUnit;
  readonly keyOf: (row: Row) => string;
  readonly spanOf: (row: Row) => UsageSpan | null;
  readonly lineNameOf: (row: Row) => string | null;
}

export interface ChartScope<Row> {
  readonly rows: readonly Row[];
  readonly caption: string;
}

export function buildChartScope<Row extends UsageRow>(input: ScopeInput<Row>): ChartScope<Row> {
  const { shownRows, allRows, selectedKeys, unit, keyOf, lineNameOf } = input;
  const selected = selectedKeys.size === 0 ? [] : allRows.filter((row) => selectedKeys.has(keyOf(row)));
  const [only] = selected;
  if (only !== undefined && selected.length === 1) {
    const rows = allRows.filter((row) => row.serviceLineNumber === only.serviceLineNumber);
    return { rows, caption: `${lineNameOf(only) ?? 'One service line'}: ${countSlots(rows, input)} stored${hiddenSuffix(selected, input)}` };
  }
  if (selected.length > 1) return { rows: selected, caption: `${formatCount(selected.length)} selected rows${linesSuffix(selected)}${hiddenSuffix(selected, input)}` };
  const rows = newestRows(shownRows, input);
  const whose = shownRows.length < allRows.length ? 'rows shown' : 'all rows';
  return { rows, caption: `Nothing selected: ${whose}, newest ${unit === 'day' ? `${NEWEST.day} days` : `${NEWEST.month} months of cycles`}${linesSuffix(rows)}` };
}

function newestRows<Row extends UsageRow>(rows: readonly Row[], { unit, spanOf }: ScopeInput<Row>): readonly Row[] {
  let newest = -Infinity;
  for (const row of rows) newest = Math.max(newest, spanOf(row)?.startMs ?? -Infinity);
  if (newest === -Infinity) return [];
  let from = slotOf(newest, unit);
  for (let slots = 1; slots < NEWEST[unit]; slots++) from = slotOf(from - 1, unit);
  return rows.filter((row) => (spanOf(row)?.startMs ?? -Infinity) >= from);
}

function countSlots<Row extends UsageRow>(rows: readonly Row[], { unit, spanOf }: ScopeInput<Row>): string {
  const slots = new Set(rows.flatMap((row) => spanOf(row)?.startMs ?? []));
  const count = Math.min(slots.size, MOST_BARS);
  return `${formatCount(count)} ${unit === 'day' ? (count === 1 ? 'day' : 'days') : count === 1 ? 'cycle' : 'cycles'}`;
}

/** A selection outlives the filter: what the table does not show must not pass for what it shows. */
function hiddenSuffix<Row extends UsageRow>(selected: readonly Row[], { shownRows, selectedKeys, keyOf }: ScopeInput<Row>): string {
  const hidden = selected.length - shownRows.filter((row) => selectedKeys.has(keyOf(row))).length;
  if (hidden === 0) return '';
  return hidden === selected.length ? ' · hidden by the filter' : ` · ${formatCount(hidden)} of them hidden by the filter`;
}

function linesSuffix(rows: readonly UsageRow[]): string {
  const lines = new Set(rows.map((row) => row.serviceLineNumber)).size;
  return ` · ${formatCount(lines)} service ${lines === 1 ? 'line' : 'lines'}`;
}

/** "2026-11-05 – 2026-12-05" (both as the table has them), "2026-11-22", or the month that cycles of several lines began in. */
export function nameSlot(slotMs: number, span: UsageSpan | null, unit: SlotUnit): string {
  const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
  if (unit === 'day') return day(slotMs);
  if (span === null) return `Cycles from ${day(slotMs).slice(0, 7)}`;
  return span.endMs === null ? `Cycle from ${day(span.startMs)}` : `${day(span.startMs)} – ${day(span.endMs)}`;
}

