// What a group says of its rows: sums where the column declares that they mean something, each currency for itself.
import { formatMoney } from '../../formats/format-money.ts';
import type { ColumnDeclaration } from '../column.ts';

/** More currencies than that don't fit into a cell: the rest is counted. */
const CURRENCIES_SHOWN = 2;

/** The sum as its column shows figures; null where the column has none, or no row has a value. N/A adds nothing. */
export function groupSum<Row>(column: ColumnDeclaration<Row>, rows: readonly Row[]): string | null {
  if (column.type === 'number' && column.sum === true) {
    const values = rows.map(column.value).filter((value) => value !== null);
    return values.length === 0 ? null : column.format(values.reduce((sum, value) => sum + value, 0));
  }
  if (column.type !== 'money' || column.sum !== true) return null;
  const sums = new Map<string | null, number>();
  for (const row of rows) {
    const amount = column.value(row);
    if (amount === null) continue;
    const currency = column.currency(row);
    sums.set(currency, (sums.get(currency) ?? 0) + amount);
  }
  if (sums.size === 0) return null;
  const texts = [...sums].sort(([a], [b]) => ((a ?? '~') < (b ?? '~') ? -1 : 1)).map(([currency, amount]) => (column.format ?? formatMoney)(amount, currency));
  const more = texts.length - CURRENCIES_SHOWN;
  return more > 0 ? `${texts.slice(0, CURRENCIES_SHOWN).join(' + ')} + ${more} more` : texts.join(' + ');
}
