// UsageNews ↔ messages of at most a few thousand rows, so that no single one holds main up.
import { packRows, unpackRows, type PackedRows } from '#shared/packed-rows.ts';
import type { RowOf, RowSchema } from '#shared/row-schema.ts';
import { usageDays, usageMonths, usageOverageLines, type UsageNews } from '../history/current-usage.ts';
import type { PackedUsage } from './worker-protocol.ts';

/** Unpacking and indexing so many rows takes main about 3 ms. */
const ROWS_PER_MESSAGE = 2_000;

/** What goes comes first: a row that is removed and told anew in one news is there afterwards. */
export function* packUsage(news: UsageNews): Generator<PackedUsage> {
  const { months, days, overageLines, removed, daysFromMs } = news;
  const empty: PackedUsage = { reset: false, months: null, days: null, overageLines: null, removed: { months: [], days: [], overageLines: [] }, daysFromMs };
  const longest = Math.max(removed.months.length, removed.days.length, removed.overageLines.length);
  if (news.reset && longest === 0) yield { ...empty, reset: true };
  for (let from = 0; from < longest; from += ROWS_PER_MESSAGE) {
    const slice = (keys: readonly string[]): readonly string[] => keys.slice(from, from + ROWS_PER_MESSAGE);
    yield { ...empty, reset: news.reset && from === 0, removed: { months: slice(removed.months), days: slice(removed.days), overageLines: slice(removed.overageLines) } };
  }
  for (const rows of packSlices(usageMonths, months)) yield { ...empty, months: rows };
  for (const rows of packSlices(usageOverageLines, overageLines)) yield { ...empty, overageLines: rows };
  for (const rows of packSlices(usageDays, days)) yield { ...empty, days: rows };
}

export function unpackUsage(packed: PackedUsage): UsageNews {
  return {
    reset: packed.reset,
    months: packed.months ? unpackRows(usageMonths, packed.months) : [],
    days: packed.days ? unpackRows(usageDays, packed.days) : [],
    overageLines: packed.overageLines ? unpackRows(usageOverageLines, packed.overageLines) : [],
    removed: packed.removed,
    daysFromMs: packed.daysFromMs,
  };
}

function* packSlices<Schema extends RowSchema>(schema: Schema, rows: readonly RowOf<Schema>[]): Generator<PackedRows> {
  for (let from = 0; from < rows.length; from += ROWS_PER_MESSAGE) yield packRows(schema, rows.slice(from, from + ROWS_PER_MESSAGE));
}
