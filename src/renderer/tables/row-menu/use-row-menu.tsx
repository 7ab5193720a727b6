// What a row offers beyond its cells: the menu (right click, menu key, Shift+F10) and copying rows.
import { useState } from 'react';
import { formatCount } from '../../formats/format-number.ts';
import type { ColumnModel } from '../column-model.ts';
import type { FormatContext, TableDeclaration } from '../column.ts';
import { buildRowsText } from '../export/copy-rows.ts';
import { readExportOptions } from '../export/export-options.ts';
import type { TableViewStore } from '../table-view-store.ts';
import { copyToClipboard } from './copy-to-clipboard.ts';
import { RowMenu, type RowMenuPlace } from './row-menu.tsx';
import { targetRows } from './row-targets.ts';

export interface RowMenuSurroundings<Row extends object> {
  readonly table: TableDeclaration<Row>;
  readonly model: ColumnModel<Row>;
  readonly view: TableViewStore;
  /** As shown. */
  readonly rows: readonly Row[];
  readonly context: FormatContext;
}

export interface RowMenuHandle {
  readonly open: (place: RowMenuPlace) => void;
  /** The selection where the row is part of it, else the row. */
  readonly copyRows: (rowKey: string) => void;
  readonly isOpen: boolean;
  /** Stands anywhere on the page. */
  readonly element: React.ReactNode;
}

export function useRowMenu<Row extends object>(surroundings: RowMenuSurroundings<Row>): RowMenuHandle {
  const { table, model, view, rows, context } = surroundings;
  const [place, setPlace] = useState<RowMenuPlace | null>(null);

  async function copy(copied: readonly Row[], hiddenCount: number): Promise<void> {
    if (copied.length === 0) return;
    const text = await buildRowsText(copied, model.shown.map(({ declaration }) => declaration), readExportOptions(window.localStorage), context);
    const what = `${formatCount(copied.length)} ${copied.length === 1 ? 'row' : 'rows'}`;
    await copyToClipboard(text, what, hiddenCount === 0 ? undefined : `${formatCount(hiddenCount)} selected ${hiddenCount === 1 ? 'row is' : 'rows are'} not shown and not copied.`);
  }

  function copyTargets(rowKey: string): void {
    const { selectedKeys } = view.getState();
    const copied = targetRows(table, rows, selectedKeys, rowKey);
    void copy(copied, copied.length > 1 ? selectedKeys.size - copied.length : 0);
  }

  return {
    open: (at) => {
      const { selectedKeys } = view.getState();
      // As everywhere: the menu of a row outside the selection is about that row.
      if (!selectedKeys.has(at.rowKey)) view.setState({ selectedKeys: new Set([at.rowKey]), anchorKey: at.rowKey });
      view.setState({ active: { rowKey: at.rowKey, columnId: at.columnId } });
      setPlace(at);
    },
    copyRows: copyTargets,
    isOpen: place !== null,
    element: place === null ? null : (
      <RowMenu key={`${place.rowKey} ${place.x} ${place.y}`} place={place} surroundings={surroundings} onClose={() => setPlace(null)} onCopyRows={(copied) => void copy(copied, 0)} />
    ),
  };
}
