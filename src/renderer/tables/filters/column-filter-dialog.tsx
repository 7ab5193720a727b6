// A column's own filter, opened from its header or its chip: asks in the way that suits the column's type.
import { Button, Popover, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useReturnedFocus } from '../../shell/use-returned-focus.ts';
import { anchorStyle } from '../anchor-style.ts';
import type { ColumnDeclaration, FormatContext } from '../column.ts';
import { returnFocusToGrid } from '../menu-focus.ts';
import { filterKindOf, readColumnFilter, type ColumnFilter } from './column-filter.ts';
import { isSetLike } from './distinct-values.ts';
import { FigureFilterForm, startFigureFilter } from './figure-filter-form.tsx';
import classes from './filters.module.css';
import { SetFilterForm } from './set-filter-form.tsx';
import { startTextFilter, TextFilterForm } from './text-filter-form.tsx';
import { startTimeFilter, TimeFilterForm } from './time-filter-form.tsx';

export interface FilterPlace {
  readonly columnId: string;
  readonly x: number;
  readonly y: number;
}

interface ColumnFilterDialogProps<Row> {
  readonly place: FilterPlace;
  readonly column: ColumnDeclaration<Row>;
  readonly filter: ColumnFilter | null;
  /** All rows of the table: a set lists what is there, whatever other filters hide. */
  readonly rows: readonly Row[];
  readonly context: FormatContext;
  /** null takes the filter away. */
  readonly onApply: (filter: ColumnFilter | null) => void;
  readonly onClose: () => void;
}

export function ColumnFilterDialog<Row>({ place, column, filter, rows, context, onApply, onClose }: ColumnFilterDialogProps<Row>): React.ReactNode {
  const kind = filterKindOf(column);
  const [draft, setDraft] = useState<ColumnFilter>(() => filter ?? startFilter(column, rows, context));
  const [problem, setProblem] = useState<string | null>(null);
  useReturnedFocus(returnFocusToGrid);

  function change(next: ColumnFilter): void {
    setDraft(next);
    setProblem(null);
  }

  function apply(event: React.FormEvent): void {
    event.preventDefault();
    if (isEmpty(draft)) onApply(null);
    else {
      const reading = readColumnFilter(draft, column, context);
      if (!reading.ok) return setProblem(reading.message);
      onApply(draft);
    }
    onClose();
  }

  return (
    <Popover opened onChange={(opened) => !opened && onClose()} position="bottom-start" offset={2} width={300} trapFocus withinPortal>
      <Popover.Target>
        <span className={classes.anchor} style={anchorStyle(place)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={`Filter ${column.header}`} p={0}>
        <form className={classes.dialog} onSubmit={apply}>
          <span className={classes.dialogTitle}>{column.header}</span>
          {kind === 'text' && (
            <SegmentedControl
              fullWidth aria-label="Filter by" value={draft.kind === 'set' ? 'set' : 'text'} data={[{ value: 'set', label: 'Values' }, { value: 'text', label: 'Text' }]}
              onChange={(value) => change(value === 'set' ? { kind: 'set', values: [] } : startTextFilter)}
            />
          )}
          {draft.kind === 'text' && <TextFilterForm filter={draft} onChange={change} />}
          {draft.kind === 'set' && <SetFilterForm column={column} rows={rows} context={context} chosen={draft.values} onChange={(values) => change({ kind: 'set', values: [...values] })} />}
          {draft.kind === 'figure' && <FigureFilterForm column={column} filter={draft} onChange={change} />}
          {(draft.kind === 'time' || draft.kind === 'age') && <TimeFilterForm isDate={column.type === 'date'} display={context.timeDisplay} filter={draft} onChange={change} />}
          {problem !== null && <p role="alert" className={classes.problem}>{problem}</p>}
          <div className={classes.actions}>
            {filter !== null && (
              <Button
                variant="subtle" onClick={() => {
                  onApply(null);
                  onClose();
                }}
              >
                Remove filter
              </Button>
            )}
            <Button type="submit">Apply</Button>
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

function startFilter<Row>(column: ColumnDeclaration<Row>, rows: readonly Row[], context: FormatContext): ColumnFilter {
  switch (filterKindOf(column)) {
    case 'figure': return startFigureFilter;
    case 'time': return startTimeFilter(column.type === 'date');
    default: return isSetLike(column, rows, context) ? { kind: 'set', values: [] } : startTextFilter;
  }
}

/** Nothing was entered: that is no filter. */
function isEmpty(draft: ColumnFilter): boolean {
  switch (draft.kind) {
    case 'text': return draft.text.trim() === '';
    case 'set': return draft.values.length === 0;
    case 'figure': return draft.value.trim() === '' && (draft.upTo ?? '').trim() === '';
    case 'time': return draft.fromMs === null && draft.toMs === null;
    case 'age': return false;
  }
}
