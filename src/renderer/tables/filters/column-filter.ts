// A column's own filter as it is kept, shown on a chip and applied: text, figure, set or time, by the column's type.
import { z } from 'zod';
import { formatTime, formatUtcDate } from '../../formats/format-time.ts';
import type { ColumnDeclaration, FormatContext } from '../column.ts';
import type { CellTest, FilterTerm } from './filter-term.ts';
import { parseCellTest, type CellTestReading } from './parse-cell-test.ts';
import { MOST_VALUES } from './distinct-values.ts';

export const figureSigns = ['=', '>', '>=', '<', '<='] as const;
export const ageUnits = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
export type AgeUnit = keyof typeof ageUnits;

const text = z.string().max(300);

export const columnFilterSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), op: z.enum(['contains', 'equals', 'not']), text: text.min(1) }),
  /** `value` and `upTo` as typed: "50", "2d", "100 EUR". Between when `upTo` is given. `missing`: rows with N/A too. */
  z.object({ kind: z.literal('figure'), sign: z.enum(figureSigns), value: text.min(1), upTo: text.nullable(), missing: z.boolean() }),
  z.object({ kind: z.literal('set'), values: z.array(text).min(1).max(MOST_VALUES) }),
  /** Epoch ms; null is open. */
  z.object({ kind: z.literal('time'), fromMs: z.number().nullable(), toMs: z.number().nullable() }),
  z.object({ kind: z.literal('age'), is: z.enum(['within', 'older']), amount: z.number().positive().max(100_000), unit: z.enum(Object.keys(ageUnits) as [AgeUnit, ...AgeUnit[]]) }),
]);

export type ColumnFilter = z.infer<typeof columnFilterSchema>;
export type ColumnFilterKind = 'text' | 'figure' | 'time';

/** What the column's filter asks: a set of values is another way to ask for a text. */
export function filterKindOf<Row>(column: ColumnDeclaration<Row>): ColumnFilterKind | null {
  switch (column.type) {
    case 'action': return null;
    case 'number': case 'money': return 'figure';
    case 'time': case 'date': return 'time';
    default: return 'text';
  }
}

/** Whether a filter that was kept still suits the column: its type may have changed since. */
export function suitsColumn<Row>(filter: ColumnFilter, column: ColumnDeclaration<Row>): boolean {
  const kind = filterKindOf(column);
  if (filter.kind === 'set') return kind !== null;
  return filter.kind === 'age' ? kind === 'time' : filter.kind === kind;
}

/** The test of a filter, or why its words can't be understood. */
export function readColumnFilter<Row>(filter: ColumnFilter, column: ColumnDeclaration<Row>, context: FormatContext): CellTestReading {
  switch (filter.kind) {
    case 'text':
      return { ok: true, test: { kind: filter.op === 'equals' ? 'equals' : 'contains', text: filter.text.trim().toLowerCase() } };
    case 'set':
      return { ok: true, test: { kind: 'oneOf', texts: new Set(filter.values) } };
    case 'figure': {
      if (filter.upTo !== null && (filter.value.trim() === '' || filter.upTo.trim() === '')) return { ok: false, message: 'Between needs two values' };
      const reading = parseCellTest(filter.upTo === null ? `${filter.sign}${filter.value}` : `${filter.value}..${filter.upTo}`, column, context);
      if (!reading.ok || !filter.missing) return reading;
      return { ok: true, test: { kind: 'anyOf', tests: [reading.test, { kind: 'missing' }] } };
    }
    case 'time': {
      const { fromMs, toMs } = filter;
      if (fromMs === null && toMs === null) return { ok: false, message: 'Give a beginning, an end, or both' };
      if (fromMs !== null && toMs !== null && fromMs >= toMs) return { ok: false, message: 'The end must come after the beginning' };
      const test: CellTest = {
        kind: 'range', currency: null,
        low: fromMs === null ? null : { value: fromMs, isIncluded: true }, high: toMs === null ? null : { value: toMs, isIncluded: false },
      };
      return { ok: true, test };
    }
    case 'age': {
      const bound = { value: filter.amount * ageUnits[filter.unit], isIncluded: true };
      return { ok: true, test: filter.is === 'within' ? { kind: 'age', low: null, high: bound } : { kind: 'age', low: { ...bound, isIncluded: false }, high: null } };
    }
  }
}

export type ColumnFilters = Readonly<Record<string, ColumnFilter>>;

/** Terms of all filters that still have their column; one that can't be understood asks nothing. */
export function columnFilterTerms<Row>(filters: ColumnFilters, columns: readonly ColumnDeclaration<Row>[], context: FormatContext): readonly FilterTerm<Row>[] {
  return columns.flatMap((column) => {
    const filter = Object.hasOwn(filters, column.id) ? filters[column.id] : undefined;
    if (filter === undefined || !suitsColumn(filter, column)) return [];
    const reading = readColumnFilter(filter, column, context);
    return reading.ok ? [{ column, isTurned: filter.kind === 'text' && filter.op === 'not', test: reading.test }] : [];
  });
}

/** So many values stand on a chip by name. */
const NAMED_VALUES = 2;
const ageWords: Readonly<Record<AgeUnit, string>> = { m: 'min', h: 'h', d: 'd' };

/** What stands on the chip behind the column's name: "is Offline, Stale or 2 more". */
export function describeColumnFilter<Row>(filter: ColumnFilter, column: ColumnDeclaration<Row>, context: FormatContext): string {
  const unit = column.unit === undefined ? '' : ` ${column.unit}`;
  switch (filter.kind) {
    case 'text': {
      const words = { contains: 'contains', equals: 'is', not: 'without' } as const;
      return `${words[filter.op]} “${filter.text.trim()}”`;
    }
    case 'set': {
      const named = filter.values.slice(0, NAMED_VALUES).join(', ');
      const more = filter.values.length - NAMED_VALUES;
      return `is ${named}${more > 0 ? ` or ${more} more` : ''}`;
    }
    case 'figure': {
      const figure = filter.upTo === null ? `${filter.sign} ${filter.value}${unit}` : `${filter.value} – ${filter.upTo}${unit}`;
      return filter.missing ? `${figure} or N/A` : figure;
    }
    case 'time': {
      const shown = (atMs: number): string => (column.type === 'date' ? formatUtcDate(atMs) : formatTime(atMs, context.timeDisplay).slice(0, 16));
      if (filter.fromMs === null) return `before ${shown(filter.toMs!)}`;
      return filter.toMs === null ? `from ${shown(filter.fromMs)}` : `${shown(filter.fromMs)} – ${shown(filter.toMs)}`;
    }
    case 'age':
      return `${filter.is === 'within' ? 'in the last' : 'older than'} ${filter.amount} ${ageWords[filter.unit]}`;
  }
}
