// Which rows a related-rows filter lets through, and how a row is called in words.
import { readKey, type RelatedRows, type RelationField } from '#shared/table-relations.ts';
import { formatCount } from '../formats/format-number.ts';
import { readableText, type FormatContext, type TableDeclaration } from './column.ts';
import type { RelatedFilter } from './navigation.ts';

export type RowMatcher<Row> = ((row: Row) => boolean) | null;

export function buildRelatedMatcher<Row extends object>(related: RelatedFilter | null): RowMatcher<Row> {
  if (related === null) return null;
  const keys = new Set(related.keys);
  return (row) => {
    const key = readKey(row, related.field);
    return key !== null && keys.has(key);
  };
}

export function bothMatch<Row>(first: RowMatcher<Row>, second: RowMatcher<Row>): RowMatcher<Row> {
  if (first === null || second === null) return first ?? second;
  return (row) => first(row) && second(row);
}

/** The column that names what a key is the id of; a router has no other name than its id. */
const nameColumns: { readonly [Field in RelationField]?: string } = { deviceId: 'deviceName', serviceLineNumber: 'serviceName', accountNumber: 'accountName' };

/** "MV Halden KIT1", or "3 user terminals" for several rows. */
export function nameRows<Row>(table: TableDeclaration<Row>, rows: readonly Row[], context: FormatContext, { field, keys }: RelatedRows): string {
  const [first, second] = rows;
  if (first === undefined || second !== undefined) return `${formatCount(rows.length)} ${table.noun}`;
  if (field === 'routerId') return keys.join(', ');
  const column = table.columns.find(({ id }) => id === nameColumns[field]) ?? table.columns[0]!;
  return readableText(column, first, context);
}
