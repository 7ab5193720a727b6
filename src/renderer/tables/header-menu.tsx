// The menu of a column header: sort, filter, move, pin, hide, and the way to the chooser.
import { Menu } from '@mantine/core';
import { anchorStyle } from './anchor-style.ts';
import type { ColumnModel } from './column-model.ts';
import { closesMenu, menuClosers } from './menu-focus.ts';
import classes from './table-page.module.css';

export interface HeaderMenuPlace {
  readonly columnId: string;
  readonly x: number;
  readonly y: number;
}

interface HeaderMenuProps<Row> {
  readonly place: HeaderMenuPlace;
  readonly model: ColumnModel<Row>;
  readonly onClose: () => void;
  readonly onChooser: () => void;
  readonly onFit: (columnId: string) => void;
  readonly onFilter: (columnId: string) => void;
}

export function HeaderMenu<Row>({ place, model, onClose, onChooser, onFit, onFilter }: HeaderMenuProps<Row>): React.ReactNode {
  const index = model.shown.findIndex((shown) => shown.declaration.id === place.columnId);
  const column = model.shown[index]?.declaration;
  if (column === undefined) return null;
  const isSortable = column.type !== 'action';
  return (
    <Menu opened onChange={closesMenu(onClose)} position="bottom-start" offset={2} shadow="md" returnFocus={false} clickOutsideEvents={menuClosers}>
      <Menu.Target>
        <span className={classes.menuAnchor} style={anchorStyle(place)} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Column ${column.header}`}>
        <Menu.Item disabled={!isSortable} onClick={() => model.setSort(column.id, false)}>Sort ascending</Menu.Item>
        <Menu.Item disabled={!isSortable} onClick={() => model.setSort(column.id, true)}>Sort descending</Menu.Item>
        <Menu.Item disabled={column.type === 'action'} onClick={() => onFilter(column.id)}>Filter…</Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={!model.canMove(column.id, -1)} onClick={() => model.move(column.id, -1)}>Move left</Menu.Item>
        <Menu.Item disabled={!model.canMove(column.id, 1)} onClick={() => model.move(column.id, 1)}>Move right</Menu.Item>
        <Menu.Item onClick={() => model.setPinned(column.id, !model.shown[index]!.isPinned)}>{model.shown[index]!.isPinned ? 'Unpin' : 'Pin'}</Menu.Item>
        <Menu.Item onClick={() => onFit(column.id)}>Fit width to content</Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={model.shown.length === 1} onClick={() => model.setVisible(column.id, false)}>Hide column</Menu.Item>
        <Menu.Item onClick={onChooser}>Columns</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
