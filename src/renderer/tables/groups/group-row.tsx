// The line above the rows of a group: name, count, the worst state in it, and sums under the columns that declare one.
import { useMemo } from 'react';
import { formatCount } from '../../formats/format-number.ts';
import cellClasses from '../cells/cells.module.css';
import type { FormatContext, TableDeclaration } from '../column.ts';
import type { LaidColumn } from '../grid-row.tsx';
import type { RowGroup } from './grid-items.ts';
import { groupSum } from './group-sums.ts';
import { worstOfGroup } from './group-worst.ts';
import classes from './groups.module.css';

interface GroupRowProps<Row> {
  readonly table: TableDeclaration<Row>;
  readonly group: RowGroup<Row>;
  /** 0 for the first line below the header. */
  readonly index: number;
  readonly top: number;
  readonly columns: readonly LaidColumn<Row>[];
  readonly context: FormatContext;
  /** Holds the grid's tab stop. */
  readonly isActive: boolean;
}

/** The number of a service line, its count and its worst state need so much; more would hide sums when the columns are scrolled. */
const LEAST_LABEL = 360;

export function GroupRow<Row>({ table, group, index, top, columns, context, isActive }: GroupRowProps<Row>): React.ReactNode {
  const sums = useMemo(() => columns.map(({ declaration }) => groupSum(declaration, group.rows)), [columns, group.rows]);
  const worst = useMemo(() => worstOfGroup(table, group.rows, context), [table, group.rows, context]);
  const firstSum = sums.findIndex((sum) => sum !== null);
  const span = firstSum === -1 ? columns.length : Math.max(1, firstSum);
  const room = columns.slice(0, span).reduce((sum, column) => sum + column.width, 0);
  const width = Math.min(room, Math.max(LEAST_LABEL, columns[0]!.width));
  const count = `${formatCount(group.rows.length)} ${group.rows.length === 1 ? 'row' : 'rows'}`;
  return (
    <div role="row" aria-rowindex={index + 2} className={classes.row} style={{ top }} data-row={group.key} data-group>
      <div
        role="gridcell" aria-colindex={1} aria-colspan={span} aria-expanded={!group.isCollapsed} className={classes.label} style={{ width }}
        data-active={isActive || undefined} tabIndex={isActive ? 0 : -1} title={group.number === null ? group.name : `${group.name} · ${group.number}`}
      >
        <span className={classes.arrow} aria-hidden="true">{group.isCollapsed ? '▸' : '▾'}</span>
        <span className={classes.name}>{group.name}</span>
        <span className={classes.count}>{count}</span>
        {worst !== null && <span className={cellClasses.toned} data-tone={worst.tone}><span className={classes.count}>worst </span>{worst.text}</span>}
      </div>
      {sums.map((sum, place) => sum === null || place === 0 ? null : (
        <div key={columns[place]!.declaration.id} role="gridcell" aria-colindex={place + 1} className={classes.sum} style={{ left: columns[place]!.left, width: columns[place]!.width }} title={`Sum: ${sum}`}>
          {sum}
        </div>
      ))}
    </div>
  );
}
