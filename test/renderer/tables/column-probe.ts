// Reads a declared column as the grid does: what a row shows under a header, its tooltip and where its link leads.
import { displayText, titleOf, type ColumnDeclaration, type FormatContext, type RelatedRow, type TableDeclaration } from '../../../src/renderer/tables/column.ts';

export const utc: FormatContext = { timeDisplay: 'utc' };
export const local: FormatContext = { timeDisplay: 'local' };

export function columnOf<Row>(table: TableDeclaration<Row>, header: string): ColumnDeclaration<Row> {
  const column = table.columns.find((candidate) => candidate.header === header);
  if (column === undefined) throw new Error(`${table.title} has no column ${header}`);
  return column;
}

export function shown<Row>(table: TableDeclaration<Row>, row: Row, header: string, context = utc): string {
  return displayText(columnOf(table, header), row, context);
}

export function tooltip<Row>(table: TableDeclaration<Row>, row: Row, header: string, nowMs = 0): string | null {
  return titleOf(columnOf(table, header), row, utc, nowMs);
}

/** null: the cell is no link. */
export function linkOf<Row>(table: TableDeclaration<Row>, row: Row, header: string): RelatedRow | null {
  const { cell } = columnOf(table, header);
  return cell?.kind === 'link' ? cell.to(row) : null;
}

/** Why the control in the cell is dead; null while it works. */
export function blockedReason<Row>(table: TableDeclaration<Row>, row: Row, header: string): string | null {
  const { cell } = columnOf(table, header);
  if (cell?.kind !== 'switch' && cell?.kind !== 'button' && cell?.kind !== 'spinbutton') throw new Error(`${header} holds no control`);
  return cell.blocked(row);
}
