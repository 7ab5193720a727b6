// The twenty columns that both tables show: those of User Terminals without its controls, which AG Grid has no like of.
import { userTerminalsTable, type UserTerminalRow } from '../../../src/renderer/tables/columns/user-terminals.ts';
import type { ColumnDeclaration } from '../../../src/renderer/tables/column.ts';

/** Changes in every row with every round. */
export const SORTED_COLUMN = 'downlink';

const left: readonly string[] = ['dveCreation', 'open', 'rebootPossibleIn', 'country', 'accountNumber'];

export const benchColumns: readonly ColumnDeclaration<UserTerminalRow>[] = userTerminalsTable.columns.filter(({ id }) => !left.includes(id));
