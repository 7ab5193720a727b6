// A switch in a cell: shows what main says, and pending from the click until main's row answers. Plain elements: a kit's switch costs ten times as much a row.
import { useEffect, useState } from 'react';
import type { CellKind, FlagColumn } from '../column.ts';
import classes from './cells.module.css';

interface SwitchCellProps<Row> {
  readonly column: FlagColumn<Row>;
  readonly cell: Extract<CellKind<Row>, { kind: 'switch' }>;
  readonly row: Row;
  readonly isActive: boolean;
}

/** Main's row normally follows its answer within a frame; when it does not, the row as it is counts again. */
const ROW_FOLLOWS_WITHIN_MS = 2_000;

export function SwitchCell<Row>({ column, cell, row, isActive }: SwitchCellProps<Row>): React.ReactNode {
  const [asked, setAsked] = useState<{ readonly ofRow: Row; readonly isAnswered: boolean } | null>(null);
  const blocked = cell.blocked(row);
  const isOn = column.value(row) === true;
  // A new row object is main's word: what was asked before it no longer counts.
  const isAsked = asked !== null && asked.ofRow === row;
  const isPending = isAsked || cell.isPending(row);

  useEffect(() => {
    if (asked?.isAnswered !== true) return;
    const timer = setTimeout(() => setAsked(null), ROW_FOLLOWS_WITHIN_MS);
    return () => clearTimeout(timer);
  }, [asked]);

  async function toggle(): Promise<void> {
    if (blocked !== null || isPending) return;
    setAsked({ ofRow: row, isAnswered: false });
    const answer = await cell.set(row, !isOn);
    setAsked(answer.ok ? { ofRow: row, isAnswered: true } : null);
  }

  return (
    <>
      <button
        type="button" role="switch" className={classes.switch} data-cell-control data-pending={isPending || undefined}
        aria-label={column.header} aria-checked={isOn} aria-busy={isPending || undefined} tabIndex={isActive ? 0 : -1}
        {...(blocked === null ? {} : { 'aria-disabled': true, title: blocked, 'aria-description': blocked })}
        onClick={() => void toggle()}
      />
      <span className={classes.switchWord} aria-hidden="true">
        {blocked !== null && cell.blockedLabel !== undefined ? cell.blockedLabel : isPending ? 'pending' : column.words[isOn ? 0 : 1]}
      </span>
    </>
  );
}
