// The filter of times: within the last so many minutes, hours or days, or older; or from one moment to another, in the zone that is shown.
import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { formatTime, formatUtcDate, type TimeDisplay } from '../../formats/format-time.ts';
import type { AgeUnit, ColumnFilter } from './column-filter.ts';
import classes from './filters.module.css';
import { parseMoment } from './time-words.ts';

type TimeFilter = Extract<ColumnFilter, { kind: 'time' | 'age' }>;

/** Dates have no hours: a week of them. */
export function startTimeFilter(isDate: boolean): TimeFilter & { readonly kind: 'age' } {
  return { kind: 'age', is: 'within', ...(isDate ? { amount: 7, unit: 'd' } : { amount: 1, unit: 'h' }) };
}

const kinds = [{ value: 'within', label: 'In the last' }, { value: 'older', label: 'Older than' }, { value: 'time', label: 'From – to' }];
const units = [{ value: 'm', label: 'minutes' }, { value: 'h', label: 'hours' }, { value: 'd', label: 'days' }];

interface TimeFilterFormProps {
  /** Days of the calendar: UTC, without a time of day. */
  readonly isDate: boolean;
  readonly display: TimeDisplay;
  readonly filter: TimeFilter;
  readonly onChange: (filter: TimeFilter) => void;
}

export function TimeFilterForm({ isDate, display, filter, onChange }: TimeFilterFormProps): React.ReactNode {
  function ask(kind: string): void {
    if (kind === 'time') onChange({ kind: 'time', fromMs: null, toMs: null });
    else onChange({ ...(filter.kind === 'age' ? filter : startTimeFilter(isDate)), is: kind as 'within' | 'older' });
  }

  return (
    <>
      <NativeSelect size="xs" aria-label="Comparison" data={kinds} value={filter.kind === 'time' ? 'time' : filter.is} onChange={(event) => ask(event.currentTarget.value)} />
      {filter.kind === 'age' ? (
        <div className={classes.row}>
          <NumberInput
            size="xs" aria-label="Amount" data-autofocus role="spinbutton" aria-valuemin={1} aria-valuemax={100_000} aria-valuenow={filter.amount} min={1} max={100_000} allowDecimal={false} allowNegative={false} hideControls value={filter.amount}
            onChange={(amount) => typeof amount === 'number' && amount > 0 && onChange({ ...filter, amount })}
          />
          <NativeSelect size="xs" aria-label="Unit" data={units} value={filter.unit} onChange={(event) => onChange({ ...filter, unit: event.currentTarget.value as AgeUnit })} />
        </div>
      ) : (
        <>
          <MomentField label="From" isDate={isDate} display={display} atMs={filter.fromMs} isEnd={false} onChange={(fromMs) => onChange({ ...filter, fromMs })} />
          <MomentField label="To" isDate={isDate} display={display} atMs={filter.toMs} isEnd onChange={(toMs) => onChange({ ...filter, toMs })} />
          <p className={classes.note}>{isDate ? 'UTC days, both included.' : display === 'utc' ? 'In UTC.' : 'In local time.'}</p>
        </>
      )}
    </>
  );
}

interface MomentFieldProps {
  readonly label: string;
  readonly isDate: boolean;
  readonly display: TimeDisplay;
  readonly atMs: number | null;
  /** The end of a range of days is the end of that day. */
  readonly isEnd: boolean;
  readonly onChange: (atMs: number | null) => void;
}

function MomentField({ label, isDate, display, atMs, isEnd, onChange }: MomentFieldProps): React.ReactNode {
  const shownMs = atMs === null ? null : isDate && isEnd ? atMs - 1 : atMs;
  const value = shownMs === null ? '' : isDate ? formatUtcDate(shownMs) : formatTime(shownMs, display).slice(0, 16).replace(' ', 'T');
  return (
    <TextInput
      size="xs" type={isDate ? 'date' : 'datetime-local'} label={label} value={value}
      onChange={(event) => {
        const moment = parseMoment(event.currentTarget.value, isDate ? 'utc' : display);
        onChange(moment === null ? null : isDate && isEnd ? moment.toMs : moment.fromMs);
      }}
    />
  );
}
