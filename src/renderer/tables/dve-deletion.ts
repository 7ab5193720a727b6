// Which DVE the operator is asked about, between the Delete button of a row and the dialog.
import { create } from 'zustand';
import type { TableRow } from '#shared/table-schemas.ts';

export type DveRow = TableRow<'userTerminalDves'>;

export const useDveDeletion = create<{ readonly asked: DveRow | null }>(() => ({ asked: null }));

export function askDveDeletion(row: DveRow): void {
  useDveDeletion.setState({ asked: row });
}

export function applyDveDeletionAnswered(): void {
  useDveDeletion.setState({ asked: null });
}
