// What the operator chose for exports and copies; remembered for all tables.
import { z } from 'zod';
import type { LayoutMemory } from '../table-view-store.ts';

const optionsSchema = z.object({
  rows: z.enum(['shown', 'all']).catch('shown'),
  columns: z.enum(['shown', 'all']).catch('shown'),
  values: z.enum(['displayed', 'raw']).catch('displayed'),
  delimiter: z.enum(['comma', 'semicolon', 'tab']).catch('comma'),
  /** Excel takes a file for UTF-8 only with it. */
  byteOrderMark: z.boolean().catch(true),
  /** Of copied rows. */
  copyHeader: z.boolean().catch(true),
  copyValues: z.enum(['displayed', 'raw']).catch('displayed'),
});
export type ExportOptions = z.infer<typeof optionsSchema>;
export type ExportedValues = ExportOptions['values'];

export const delimiters: Readonly<Record<ExportOptions['delimiter'], { readonly character: string; readonly label: string }>> = {
  comma: { character: ',', label: 'Comma' },
  semicolon: { character: ';', label: 'Semicolon' },
  tab: { character: '\t', label: 'Tab' },
};

const MEMORY_KEY = 'groundtrack:export';

/** Parts that are broken fall back on their own. */
export function readExportOptions(memory: LayoutMemory | null): ExportOptions {
  try {
    return optionsSchema.parse(JSON.parse(memory?.getItem(MEMORY_KEY) ?? '{}'));
  } catch {
    return optionsSchema.parse({});
  }
}

/** A refused storage costs the memory of a choice, never the export. */
export function writeExportOptions(memory: LayoutMemory | null, options: ExportOptions): void {
  try {
    memory?.setItem(MEMORY_KEY, JSON.stringify(options));
  } catch {
    return;
  }
}
