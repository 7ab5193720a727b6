// The head of a table page: name, counts, quick filter, chooser, and what a later version fills in.
import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconBookmark, IconFilter } from '@tabler/icons-react';
import { formatCount } from '../formats/format-number.ts';
import { NotBuilt } from '../shell/not-built.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import type { ColumnModel } from './column-model.ts';
import classes from './table-page.module.css';

interface TableToolbarProps<Row> {
  readonly title: string;
  readonly model: ColumnModel<Row>;
  readonly totalRows: number;
  readonly shownRows: number;
  readonly selectedRows: number;
  readonly note: string | null;
  readonly filterText: string;
  readonly onFilterText: (text: string) => void;
  readonly exportButton: React.ReactNode;
  readonly isChooserOpen: boolean;
  readonly onChooserOpenChange: (isOpen: boolean) => void;
}

export function TableToolbar<Row>(props: TableToolbarProps<Row>): React.ReactNode {
  const { model, filterText, onFilterText } = props;
  return (
    <div className={classes.head}>
      <h1>{props.title}</h1>
      <span className={classes.count} title={props.note === null ? undefined : countText(props)}>{countText(props)}</span>
      <TextInput
        className={classes.filter ?? ''} size="xs" aria-label="Filter" placeholder="Filter" value={filterText} spellCheck={false}
        leftSection={<IconFilter size={14} stroke={1.7} aria-hidden />}
        rightSection={filterText === '' ? null : <CloseButton size="xs" aria-label="Clear filter" onClick={() => onFilterText('')} />}
        onChange={(event) => onFilterText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onFilterText('');
        }}
      />
      <ColumnChooser model={model} isOpen={props.isChooserOpen} onOpenChange={props.onChooserOpenChange} />
      <NotBuilt reason="Saved views come in a later version. Columns, widths and sorting of this table are remembered already.">
        <Button variant="default" leftSection={<IconBookmark size={15} stroke={1.7} aria-hidden />}>Views</Button>
      </NotBuilt>
      {props.exportButton}
    </div>
  );
}

function countText<Row>({ model, totalRows, shownRows, selectedRows, note }: TableToolbarProps<Row>): string {
  const hiddenColumns = model.all.length - model.shown.length;
  const parts = [shownRows === totalRows ? formatCount(totalRows) : `${formatCount(shownRows)} of ${formatCount(totalRows)}`];
  if (selectedRows > 1) parts.push(`${formatCount(selectedRows)} selected`);
  if (hiddenColumns > 0) parts.push(`${hiddenColumns} ${hiddenColumns === 1 ? 'column' : 'columns'} hidden`);
  if (note !== null) parts.push(note);
  return parts.join(' · ');
}
