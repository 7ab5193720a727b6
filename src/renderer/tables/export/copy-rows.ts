// Rows to the clipboard as tab-separated text, in the order and columns shown; in slices, so that 10,000 rows don't freeze the window.
import type { ColumnDeclaration, FormatContext } from '../column.ts';
import { buildExportColumns } from './export-columns.ts';
import type { ExportedValues } from './export-options.ts';
import { sliceRows, writeTabSeparated } from './text-slices.ts';

export interface CopyChoice {
  readonly copyHeader: boolean;
  readonly copyValues: ExportedValues;
}

export async function buildRowsText<Row>(
  rows: readonly Row[],
  columns: readonly ColumnDeclaration<Row>[],
  choice: CopyChoice,
  context: FormatContext,
  pause: () => Promise<void> = nextTask,
): Promise<string> {
  const exported = buildExportColumns(columns, choice.copyValues, context);
  const pieces = choice.copyHeader ? [writeTabSeparated([exported.map(({ header }) => header)])] : [];
  for (const { text, rows: written } of sliceRows(rows, exported, writeTabSeparated)) {
    pieces.push(text);
    if (written < rows.length) await pause();
  }
  return pieces.join('');
}

/** Lets the window draw and take clicks. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
