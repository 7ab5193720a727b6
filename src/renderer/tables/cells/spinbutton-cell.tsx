// A whole number to set in a cell. A text field in the role of a spin button: a number field would turn under the wheel that scrolls the table.
import { useState, useSyncExternalStore } from 'react';
import type { CellKind } from '../column.ts';
import classes from './cells.module.css';

interface SpinbuttonCellProps<Row> {
  readonly label: string;
  readonly cell: Extract<CellKind<Row>, { kind: 'spinbutton' }>;
  readonly row: Row;
  readonly rowKey: string;
  readonly isActive: boolean;
}

export function SpinbuttonCell<Row>({ label, cell, row, rowKey, isActive }: SpinbuttonCellProps<Row>): React.ReactNode {
  const { drafts } = cell;
  const value = useSyncExternalStore(drafts.subscribe, () => drafts.get(rowKey), () => drafts.get(rowKey));
  /** What is typed and no number yet; null while the field shows the draft. */
  const [typed, setTyped] = useState<string | null>(null);
  const blocked = cell.blocked(row);

  function onType(text: string): void {
    setTyped(drafts.setText(rowKey, text) ? null : text);
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    drafts.step(rowKey, event.key === 'ArrowUp' ? 1 : -1);
    setTyped(null);
    event.preventDefault();
    // The grid would go to the next row.
    event.stopPropagation();
  }

  return (
    <input
      type="text" inputMode="numeric" role="spinbutton" autoComplete="off" spellCheck={false} className={classes.number} data-cell-control
      aria-label={label} aria-valuenow={value} aria-valuemin={drafts.least} aria-invalid={typed !== null || undefined} value={typed ?? value} tabIndex={isActive ? 0 : -1}
      {...(blocked === null
        ? { onChange: (event: React.ChangeEvent<HTMLInputElement>) => onType(event.currentTarget.value), onKeyDown, onBlur: () => setTyped(null) }
        : { readOnly: true, 'aria-disabled': true, title: blocked, 'aria-description': blocked })}
    />
  );
}
