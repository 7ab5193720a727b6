// Writes a table into a file that the operator names: slice by slice through main, which keeps nothing of it but the file.
import type { CommandName, CommandPayload, CommandValues } from '#shared/ipc-contract.ts';
import { ok, type Result } from '#shared/result.ts';
import type { ExportColumn } from './export-columns.ts';
import { delimiters, type ExportOptions } from './export-options.ts';
import { csvWriter, sliceRows } from './text-slices.ts';

export interface ExportJob<Row> {
  readonly title: string;
  /** In the order that they shall have. */
  readonly rows: readonly Row[];
  readonly columns: readonly ExportColumn<Row>[];
  readonly options: Pick<ExportOptions, 'delimiter' | 'byteOrderMark'>;
  readonly signal: AbortSignal;
  readonly onProgress: (rows: number) => void;
}

export type ExportOutcome = { readonly outcome: 'saved'; readonly file: string; readonly count: number } | { readonly outcome: 'cancelled' };

export type Invoke = <Name extends CommandName>(command: Name, payload: CommandPayload<Name>) => Promise<Result<CommandValues[Name]>>;

const BYTE_ORDER_MARK = '\uFEFF';

export async function exportTable<Row>(invoke: Invoke, job: ExportJob<Row>): Promise<Result<ExportOutcome>> {
  const { title, rows, columns, options, signal } = job;
  const isTab = options.delimiter === 'tab';
  const begun = await invoke('export:begin', {
    title: `Export ${title}`, name: fileName(title), extension: isTab ? 'tsv' : 'csv', kind: isTab ? 'Tab-separated values' : 'Comma-separated values',
  });
  if (!begun.ok) return begun;
  if (begun.value.outcome === 'cancelled') return ok({ outcome: 'cancelled' });
  const { exportId, file } = begun.value;
  const write = csvWriter(delimiters[options.delimiter].character);

  const head = await invoke('export:append', { exportId, text: (options.byteOrderMark ? BYTE_ORDER_MARK : '') + write([columns.map(({ header }) => header)]) });
  if (!head.ok) return head;
  for (const slice of sliceRows(rows, columns, write)) {
    if (signal.aborted) {
      await invoke('export:cancel', { exportId });
      return ok({ outcome: 'cancelled' });
    }
    // The way to main and back is also the pause in which the window draws.
    const appended = await invoke('export:append', { exportId, text: slice.text });
    if (!appended.ok) return appended;
    job.onProgress(slice.rows);
  }
  const finished = await invoke('export:finish', { exportId });
  return finished.ok ? ok({ outcome: 'saved', file, count: rows.length }) : finished;
}

/** "Daily Data Usage" → "daily-data-usage" */
function fileName(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60);
}
