// What stands inside a cell, by its declared kind. Functions, not components, where nothing is remembered: a screen holds 700 cells.
import { StateMark } from '../../theme/state-mark.tsx';
import { displayText, type CellKind, type ColumnDeclaration, type FormatContext, type RelatedRow } from '../column.ts';
import { openRelated } from '../navigation.ts';
import classes from './cells.module.css';
import { SeverityMark } from './severity-mark.tsx';
import { SpinbuttonCell } from './spinbutton-cell.tsx';
import { SwitchCell } from './switch-cell.tsx';

export interface CellSurroundings {
  readonly context: FormatContext;
  readonly rowKey: string;
  /** Holds the grid's tab stop. */
  readonly isActive: boolean;
}

/** A control in the cell carries the tab stop itself. */
export function hasControl<Row>(column: ColumnDeclaration<Row>, row: Row): boolean {
  switch (column.cell?.kind) {
    case 'button': case 'spinbutton':
      return true;
    case 'switch':
      return column.type === 'flag' && column.value(row) !== null;
    case 'link':
      return column.cell.to(row) !== null;
    case 'deviceName':
      return (column.cell.to?.(row) ?? null) !== null;
    default:
      return false;
  }
}

export function cellContent<Row>(column: ColumnDeclaration<Row>, row: Row, surroundings: CellSurroundings): React.ReactNode {
  const { context, rowKey, isActive } = surroundings;
  const text = displayText(column, row, context);
  const kind = column.cell;
  switch (kind?.kind) {
    case undefined:
      return text;
    case 'toned': {
      const path = kind.shape?.(row) ?? null;
      return <span className={classes.toned} data-tone={kind.tone(row)}>{path === null ? null : <SeverityMark path={path} />}{text}</span>;
    }
    case 'link':
      return relatedLink(text, kind.to(row), isActive, kind.tone?.(row));
    case 'deviceName':
      return deviceName(kind, text, row, isActive);
    case 'switch':
      // Neither on nor off is known: a switch would claim one of them.
      return column.type !== 'flag' || column.value(row) === null ? text : <SwitchCell column={column} cell={kind} row={row} isActive={isActive} />;
    case 'spinbutton':
      return <SpinbuttonCell label={column.header} cell={kind} row={row} rowKey={rowKey} isActive={isActive} />;
    case 'button':
      return cellButton(kind, row, isActive);
  }
}

function deviceName<Row>(kind: Extract<CellKind<Row>, { kind: 'deviceName' }>, name: string, row: Row, isActive: boolean): React.ReactNode {
  const kitNumber = kind.kitNumber(row);
  const to = kind.to?.(row) ?? null;
  return (
    <span className={classes.device}>
      {kind.state === undefined ? null : <span className={classes.stateMark}><StateMark state={kind.state(row)} isStale={kind.isStateStale?.(row)} /></span>}
      {to === null ? <span className={classes.name}>{name}</span> : relatedLink(name, to, isActive)}
      {kitNumber === null || kitNumber === name ? null : <span className={classes.kit}> {kitNumber}</span>}
    </span>
  );
}

function relatedLink(text: string, to: RelatedRow | null, isActive: boolean, tone?: string): React.ReactNode {
  if (to === null) return tone === undefined ? text : <span className={classes.toned} data-tone="muted">{text}</span>;
  return (
    <button type="button" role="link" className={classes.link} data-tone={tone} data-cell-control tabIndex={isActive ? 0 : -1} onClick={() => openRelated(to.table, to.key)}>
      {text}
    </button>
  );
}

function cellButton<Row>(kind: Extract<CellKind<Row>, { kind: 'button' }>, row: Row, isActive: boolean): React.ReactNode {
  const blocked = kind.blocked(row);
  return (
    <button
      type="button" className={classes.button} data-danger={kind.isDanger} data-cell-control tabIndex={isActive ? 0 : -1}
      {...(blocked === null ? {} : { 'aria-disabled': true, title: blocked, 'aria-description': blocked })}
      onClick={() => {
        if (blocked === null) kind.run(row);
      }}
    >
      {kind.label}
    </button>
  );
}
