// The head of a table page: name, counts, quick filter, grouping, chooser, views, export.
import { ColumnChooser } from './column-chooser.tsx';
import type { ColumnModel } from './column-model.ts';
import { countText } from './count-text.ts';
import classes from './table-page.module.css';

export interface CountNote {
  readonly text: string;
  readonly title: string;
}

interface TableToolbarProps<Row> {
  readonly title: string;
  readonly model: ColumnModel<Row>;
  readonly totalRows: number;
  readonly shownRows: number;
  readonly selectedRows: number;
  readonly note: CountNote | null;
  /** The quick filter's field. */
  readonly filter: React.ReactNode;
  /** The "Group" select; null where the table has nothing to group by. */
  readonly group: React.ReactNode;
  readonly views: React.ReactNode;
  readonly exportButton: React.ReactNode;
  readonly isChooserOpen: boolean;
  readonly onChooserOpenChange: (isOpen: boolean) => void;
}

export function TableToolbar<Row>(props: TableToolbarProps<Row>): React.ReactNode {
  const { model } = props;
  return (
    <div className={classes.head}>
      <h1>{props.title}</h1>
      <span className={classes.count} title={props.note === null ? countText(props) : `${countText(props)}\n${props.note.title}`}>{countText(props)}</span>
      {props.filter}
      {props.group}
      <ColumnChooser model={model} isOpen={props.isChooserOpen} onOpenChange={props.onChooserOpenChange} />
      {props.views}
      {props.exportButton}
    </div>
  );
}
