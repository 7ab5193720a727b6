// The "Export" button of a table page, with its dialog.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { consoleApi, invokeCommand } from '../../console-client/console-client.ts';
import { formatCount } from '../../formats/format-number.ts';
import type { ColumnModel } from '../column-model.ts';
import type { FormatContext, TableDeclaration } from '../column.ts';
import { createRowIndex } from '../row-index.ts';
import { buildExportColumns } from './export-columns.ts';
import { ExportDialog } from './export-dialog.tsx';
import { readExportOptions, writeExportOptions, type ExportOptions } from './export-options.ts';
import { exportTable } from './export-table.ts';

interface ExportButtonProps<Row extends object> {
  readonly table: TableDeclaration<Row>;
  readonly model: ColumnModel<Row>;
  /** As shown: filtered, in their order. */
  readonly rows: readonly Row[];
  readonly allRows: readonly Row[];
  readonly context: FormatContext;
  readonly note: string | null;
}

export function ExportButton<Row extends object>({ table, model, rows, allRows, context, note }: ExportButtonProps<Row>): React.ReactNode {
  const [isOpen, setOpen] = useState(false);
  const columns = { shown: model.shown.map(({ declaration }) => declaration), all: model.all.map(({ declaration }) => declaration) };

  async function run(options: ExportOptions, signal: AbortSignal, onProgress: (rows: number) => void): Promise<string | null> {
    writeExportOptions(window.localStorage, options);
    const saved = await exportTable((command, payload) => invokeCommand(consoleApi(), command, payload), {
      title: table.title, options, signal, onProgress,
      rows: options.rows === 'shown' ? rows : inShownOrder(),
      columns: buildExportColumns(columns[options.columns], options.values, context),
    });
    if (!saved.ok) return saved.error.message;
    if (saved.value.outcome === 'saved') {
      const { count, file } = saved.value;
      notifications.show({ title: `Exported ${table.title}`, message: `${formatCount(count)} ${count === 1 ? 'row' : 'rows'} in ${file}` });
    }
    return null;
  }

  /** All rows as the table would show them without its filter. */
  function inShownOrder(): readonly Row[] {
    return rows.length === allRows.length ? rows : createRowIndex(table).update({ rows: allRows, sorting: model.sorting, matches: null });
  }

  const countExported = (declared: readonly { readonly type: string }[]): number => declared.filter(({ type }) => type !== 'action').length;
  return (
    <>
      <Button variant="default" leftSection={<IconDownload size={15} stroke={1.7} aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>Export</Button>
      {isOpen && (
        <ExportDialog
          title={table.title} note={note} initial={readExportOptions(window.localStorage)} onExport={run} onClose={() => setOpen(false)}
          counts={{ shownRows: rows.length, allRows: allRows.length, shownColumns: countExported(columns.shown), allColumns: countExported(columns.all) }}
        />
      )}
    </>
  );
}
