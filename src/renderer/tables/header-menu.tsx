// The menu of a column header: sort, move, hide, and the way to the chooser.
import { Menu } from '@mantine/core';
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
}

export function HeaderMenu<Row>({ place, model, onClose, onChooser, onFit }: HeaderMenuProps<Row>): React.ReactNode {
  const index = model.shown.findIndex((shown) => shown.declaration.id === place.columnId);
  const column = model.shown[index]?.declaration;
  if (column === undefined) return null;
  const isSortable = column.type !== 'action';
  return (
    <Menu opened onChange={closesMenu(onClose)} position="bottom-start" offset={2} shadow="md" returnFocus={false} clickOutsideEvents={menuClosers}>
      <Menu.Target>
        <span className={classes.menuAnchor} style={{ left: place.x, top: place.y }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Column ${column.header}`}>
        <Menu.Item disabled={!isSortable} onClick={() => model.setSort(column.id, false)}>Sort ascending</Menu.Item>
        <Menu.Item disabled={!isSortable} onClick={() => model.setSort(column.id, true)}>Sort descending</Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={index === 0} onClick={() => model.move(column.id, -1)}>Move left</Menu.Item>
        <Menu.Item disabled={index === model.shown.length - 1} onClick={() => model.move(column.id, 1)}>Move right</Menu.Item>
        <Menu.Item onClick={() => onFit(column.id)}>Fit width to content</Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={model.shown.length === 1} onClick={() => model.setVisible(column.id, false)}>Hide column</Menu.Item>
        <Menu.Item onClick={onChooser}>Columns</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
