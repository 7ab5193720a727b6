// The columns' filters that are in effect, above the grid: each can be changed or taken away by mouse and keyboard.
import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { FormatContext, TableDeclaration } from '../column.ts';
import { describeColumnFilter, type ColumnFilters } from './column-filter.ts';
import classes from './filters.module.css';

interface FilterChipsProps<Row> {
  readonly table: TableDeclaration<Row>;
  readonly filters: ColumnFilters;
  readonly context: FormatContext;
  readonly onEdit: (columnId: string, x: number, y: number) => void;
  readonly onRemove: (columnId: string) => void;
  readonly onClearAll: () => void;
}

export function FilterChips<Row>({ table, filters, context, onEdit, onRemove, onClearAll }: FilterChipsProps<Row>): React.ReactNode {
  const filtered = table.columns.filter((column) => Object.hasOwn(filters, column.id));
  if (filtered.length === 0) return null;
  return (
    <div className={classes.bar} role="group" aria-label="Active filters">
      {filtered.map((column) => {
        const text = describeColumnFilter(filters[column.id]!, column, context);
        return (
          <span key={column.id} className={classes.chip}>
            <button
              type="button" className={classes.chipText} title={`${column.header} ${text}: change`}
              onClick={(event) => {
                const { left, bottom } = event.currentTarget.getBoundingClientRect();
                onEdit(column.id, left, bottom + 4);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Delete' || event.key === 'Backspace') onRemove(column.id);
              }}
            >
              <b>{column.header}</b> {text}
            </button>
            <button type="button" className={classes.chipRemove} aria-label={`Remove filter ${column.header}`} onClick={() => onRemove(column.id)}>
              <IconX size={13} stroke={2} aria-hidden />
            </button>
          </span>
        );
      })}
      <Button variant="subtle" size="compact-xs" onClick={onClearAll}>Clear all</Button>
    </div>
  );
}
