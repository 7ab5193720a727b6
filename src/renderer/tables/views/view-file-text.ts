// Saved views as text to share: written whole, read with suspicion. What is wrong with a file is one sentence.
import { VIEW_FORMAT, VIEW_VERSION, viewFileSchema, type SavedView, type ViewFile } from '#shared/view-file.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { TableName } from '#shared/table-schemas.ts';
import { isTableName } from '../table-declarations.ts';

export function writeViewFile(table: TableName, view: SavedView): string {
  const file: ViewFile = { format: VIEW_FORMAT, version: VIEW_VERSION, table, ...view };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export interface ReadView {
  readonly table: TableName;
  readonly view: SavedView;
}

export function readViewFile(text: string): Result<ReadView> {
  let value: unknown;
  try {
    // Editors of some systems put a mark in front.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return fail('damaged', 'The file is damaged or cut off: it is no JSON. Ask for it again, or save the view anew.');
  }
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== VIEW_FORMAT) {
    return fail('no-view', 'The file holds no saved view of Groundtrack.');
  }
  if ('version' in value && typeof value.version === 'number' && value.version > VIEW_VERSION) {
    return fail('newer', `The view was saved by a newer Groundtrack (format ${value.version}; this one reads up to ${VIEW_VERSION}).`);
  }
  const parsed = viewFileSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail('damaged', `The file is damaged: ${issue?.path.join('.') || 'its content'} does not fit (${issue?.message ?? 'unknown'}).`);
  }
  const { table, name, layout, questions } = parsed.data;
  if (!isTableName(table)) return fail('unknown-table', `The view is for a table “${table}” that this Groundtrack does not have.`);
  return ok({ table, view: { name, layout, questions } });
}
