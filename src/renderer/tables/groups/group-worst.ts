// The worst state or severity in a group. Of rows that are not current it is the last known one, and says nothing in colour.
import { displayText, staleReasonOf, type ColumnDeclaration, type FormatContext, type TableDeclaration, type Tone } from '../column.ts';

export interface GroupWorst {
  readonly text: string;
  readonly tone: Tone;
}

/** By the first column whose order is "worst first" (state, severity), among equals one that is current; null where the table has none. */
export function worstOfGroup<Row>(table: TableDeclaration<Row>, rows: readonly Row[], context: FormatContext): GroupWorst | null {
  const column = table.columns.find((each): each is ColumnDeclaration<Row> => each.cell?.kind === 'toned' && each.sortBy !== undefined);
  if (column?.cell?.kind !== 'toned') return null;
  let worst: { readonly row: Row; readonly rank: number; readonly isStale: boolean } | null = null;
  for (const row of rows) {
    const rank = column.sortBy!(row);
    if (typeof rank !== 'number' || (worst !== null && (rank > worst.rank || (rank === worst.rank && !worst.isStale)))) continue;
    const isStale = staleReasonOf(table, column, row, context) !== null;
    if (worst === null || rank < worst.rank || !isStale) worst = { row, rank, isStale };
  }
  if (worst === null) return null;
  return { text: displayText(column, worst.row, context), tone: worst.isStale ? 'stale' : column.cell.tone(worst.row) };
}
