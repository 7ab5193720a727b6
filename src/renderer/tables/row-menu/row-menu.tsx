// The menu of a row, or of the selection it is part of: open, show, copy, and what belongs to it with its counts.
import { Menu } from '@mantine/core';
import { IconClipboard, IconClipboardCopy, IconDownload, IconId, IconMapPin, IconTable, IconWindow } from '@tabler/icons-react';
import { useState } from 'react';
import { idOfRow } from '#shared/table-relations.ts';
import type { TableName, TableRow } from '#shared/table-schemas.ts';
import { anchorStyle } from '../anchor-style.ts';
import { useTableStore } from '../../console-client/use-table.ts';
import { formatCount } from '../../formats/format-number.ts';
import { openHistoryExport } from '../../history-export/history-export-store.ts';
import { showOnMap } from '../../map/map-store.ts';
import { tabNames } from '../../shell/tab-names.ts';
import { cellText } from '../export/export-columns.ts';
import { readExportOptions, writeExportOptions, type ExportOptions } from '../export/export-options.ts';
import { openRelatedRows, openTab } from '../navigation.ts';
import { closesMenu, menuClosers } from '../menu-focus.ts';
import { nameRows } from '../related-rows.ts';
import { requestTerminalWindow } from '../table-actions.ts';
import classes from './row-menu.module.css';
import { copyToClipboard } from './copy-to-clipboard.ts';
import { positionsOf, targetRows, terminalsOf, windowIdsOf } from './row-targets.ts';
import { useRelatedCounts } from './use-related-counts.ts';
import type { RowMenuSurroundings } from './use-row-menu.tsx';

export interface RowMenuPlace {
  readonly rowKey: string;
  readonly columnId: string;
  /** Pixels in the window. */
  readonly x: number;
  readonly y: number;
}

interface RowMenuProps<Row extends object> {
  readonly place: RowMenuPlace;
  readonly surroundings: RowMenuSurroundings<Row>;
  readonly onClose: () => void;
  readonly onCopyRows: (rows: readonly Row[]) => void;
}

/** Long beside a window of 800 pixels: it is moved up rather than cut off. */
const insideWindow = { flip: false, shift: { crossAxis: true, padding: 8 } };
/** More windows than this at once nobody meant. */
const MOST_WINDOWS = 10;

export function RowMenu<Row extends object>({ place, surroundings, onClose, onCopyRows }: RowMenuProps<Row>): React.ReactNode {
  const { table, model, view, rows, context } = surroundings;
  // What the menu was opened for: rows that move or go meanwhile change nothing under the pointer.
  const [targets] = useState(() => targetRows(table, rows, view.getState().selectedKeys, place.rowKey));
  const [options, setOptions] = useState(() => readExportOptions(window.localStorage));
  const row = targets.find((each) => table.keyOf(each) === place.rowKey);
  const related = useRelatedCounts(table.table, targets);
  const fleet = useTableStore('userTerminals').getState();
  if (row === undefined) return null;

  const column = model.shown.find(({ declaration }) => declaration.id === place.columnId)?.declaration;
  const id = idOfRow(table.table, row) ?? place.rowKey;
  const windowIds = windowIdsOf(targets);
  const terminals = terminalsOf(table, targets, fleet.rows, fleet.byKey);
  const positions = positionsOf(terminals);
  const change = (part: Partial<ExportOptions>): void => {
    const next = { ...options, ...part };
    setOptions(next);
    writeExportOptions(window.localStorage, next);
  };

  return (
    <Menu opened onChange={closesMenu(onClose)} position="bottom-start" offset={2} shadow="md" width={270} returnFocus={false} clickOutsideEvents={menuClosers}
      middlewares={insideWindow} classNames={{ item: classes.item ?? '', itemIndicator: classes.indicator ?? '' }}>
      <Menu.Target>
        <span className={classes.anchor} style={anchorStyle(place)} />
      </Menu.Target>
      <Menu.Dropdown aria-label={targets.length === 1 ? `Row ${id}` : `${formatCount(targets.length)} rows`} className={classes.menu ?? ''}>
        {windowIds.length > 0 && (
          <Menu.Item
            leftSection={<IconWindow size={15} stroke={1.6} aria-hidden />} {...dead(windowIds.length > MOST_WINDOWS ? `At most ${MOST_WINDOWS} windows at once` : null)}
            onClick={() => windowIds.forEach(requestTerminalWindow)}
          >
            {windowIds.length === 1 ? 'Open window' : `Open ${formatCount(windowIds.length)} windows`}
          </Menu.Item>
        )}
        {related.some((each) => each.table === 'userTerminals') || table.table === 'userTerminals' ? (
          <Menu.Item
            leftSection={<IconMapPin size={15} stroke={1.6} aria-hidden />} {...dead(positions.length > 0 ? null : noPosition(terminals.length))}
            onClick={() => {
              showOnMap(positions, terminals.length === 1 ? terminals[0]!.deviceId : null);
              openTab('map');
            }}
          >
            Show on map
          </Menu.Item>
        ) : null}
        {windowIds.length > 0 && (
          <Menu.Item leftSection={<IconDownload size={15} stroke={1.6} aria-hidden />} onClick={() => openHistoryExport({ deviceIds: windowIds, label: historyLabel(windowIds, fleet.byKey) })}>
            Export history…
          </Menu.Item>
        )}
        {(windowIds.length > 0 || terminals.length > 0) && <Menu.Divider />}
        {column !== undefined && column.type !== 'action' && (
          <Menu.Item leftSection={<IconClipboard size={15} stroke={1.6} aria-hidden />} rightSection={<Keys>Ctrl C</Keys>} onClick={() => void copyToClipboard(cellText(column, row, options.copyValues, context), column.header)}>
            Copy cell
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconClipboardCopy size={15} stroke={1.6} aria-hidden />} rightSection={targets.length === 1 ? <Keys>Ctrl Shift C</Keys> : undefined} onClick={() => onCopyRows([row])}>
          Copy row
        </Menu.Item>
        {targets.length > 1 && (
          <Menu.Item leftSection={<IconClipboardCopy size={15} stroke={1.6} aria-hidden />} rightSection={<Keys>Ctrl Shift C</Keys>} onClick={() => onCopyRows(targets)}>
            Copy selection ({formatCount(targets.length)})
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconId size={15} stroke={1.6} aria-hidden />} title={id} onClick={() => void copyToClipboard(id, id)}>Copy id</Menu.Item>
        <Menu.CheckboxItem checked={options.copyHeader} onChange={(copyHeader) => change({ copyHeader })}>Copy rows with header line</Menu.CheckboxItem>
        <Menu.CheckboxItem checked={options.copyValues === 'raw'} onChange={(isRaw) => change({ copyValues: isRaw ? 'raw' : 'displayed' })}>Copy raw values</Menu.CheckboxItem>
        {related.length > 0 && <Menu.Divider />}
        {related.length > 0 && <Menu.Label>Open related</Menu.Label>}
        {related.map((each) => (
          <Menu.Item
            key={each.table} leftSection={<IconTable size={15} stroke={1.6} aria-hidden />} {...dead(each.count === 0 ? 'There is none at the moment' : null)}
            onClick={() => openRelatedRows(each, nameRows(table, targets, context, each))}
          >
            {pageName(each.table)}{each.count === null ? '' : ` (${formatCount(each.count)})`}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Stays reachable by keyboard, so that its reason can be read. */
function dead(reason: string | null): { readonly 'aria-disabled'?: true; readonly 'data-disabled'?: true; readonly title?: string; readonly 'aria-description'?: string } {
  return reason === null ? {} : { 'aria-disabled': true, 'data-disabled': true, title: reason, 'aria-description': reason };
}

function noPosition(terminals: number): string {
  return terminals === 0 ? 'No terminal known here' : terminals === 1 ? 'The terminal has reported no position' : 'None of the terminals has reported a position';
}

function historyLabel(deviceIds: readonly string[], byId: ReadonlyMap<string, TableRow<'userTerminals'>>): string {
  if (deviceIds.length > 1) return `${formatCount(deviceIds.length)} terminals`;
  const terminal = byId.get(deviceIds[0]!);
  return [terminal?.deviceName ?? deviceIds[0], terminal?.kitNumber].filter(Boolean).join(' · ');
}

function pageName(table: TableName): string {
  return table === 'userTerminalDves' ? 'User Terminal DVEs' : tabNames[table];
}

function Keys({ children }: { readonly children: string }): React.ReactNode {
  return <span className={classes.keys} aria-hidden="true">{navigator.platform.startsWith('Mac') ? children.replace('Ctrl', '⌘').replace('Shift', '⇧') : children}</span>;
}
