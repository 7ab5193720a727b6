// Which exchanges the page shows.
import { exchangeGroups, type ExchangeGroup, type ExchangeRow } from '#shared/exchange.ts';

export interface ExchangeFilter {
  /** As shown in the Account column; null for all. */
  readonly account: string | null;
  readonly group: ExchangeGroup | null;
  readonly text: string;
}

export function filterExchanges(
  rows: readonly ExchangeRow[], filter: ExchangeFilter, accountOf: (row: ExchangeRow) => string, inBodies: ReadonlySet<string>,
): readonly ExchangeRow[] {
  const words = filter.text.trim().toLowerCase();
  if (filter.account === null && filter.group === null && words === '') return rows;
  return rows.filter(
    (row) =>
      (filter.group === null || row.group === filter.group) &&
      (filter.account === null || accountOf(row) === filter.account) &&
      (words === '' || searchText(row).includes(words) || inBodies.has(row.exchangeId)),
  );
}

const searchTexts = new WeakMap<ExchangeRow, string>();

/** Everything of the row that a reader may look for; made once a row. */
function searchText(row: ExchangeRow): string {
  const known = searchTexts.get(row);
  if (known !== undefined) return known;
  const text = `${row.method} ${row.url} ${row.status ?? 'no answer'} ${row.error ?? ''} ${groupText(row.group)} ${row.account}`.toLowerCase();
  searchTexts.set(row, text);
  return text;
}

export function groupText(group: ExchangeGroup): string {
  return `${group} ${exchangeGroups[group]}`;
}
