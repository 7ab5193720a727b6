// The filter of figures, durations and amounts: a comparison or a range, with N/A or without.
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { ColumnDeclaration } from '../column.ts';
import type { ColumnFilter } from './column-filter.ts';
import classes from './filters.module.css';

type FigureFilter = Extract<ColumnFilter, { kind: 'figure' }>;

export const startFigureFilter: FigureFilter = { kind: 'figure', sign: '>', value: '', upTo: null, missing: false };

const signs = [
  { value: '>', label: 'Greater than' }, { value: '>=', label: 'At least' }, { value: '<', label: 'Less than' }, { value: '<=', label: 'At most' },
  { value: '=', label: 'Equals' }, { value: 'between', label: 'Between' },
];

interface FigureFilterFormProps<Row> {
  readonly column: ColumnDeclaration<Row>;
  readonly filter: FigureFilter;
  readonly onChange: (filter: FigureFilter) => void;
}

export function FigureFilterForm<Row>({ column, filter, onChange }: FigureFilterFormProps<Row>): React.ReactNode {
  const isRange = filter.upTo !== null;
  const unit = column.unit === undefined ? null : <span className={classes.note}>{column.unit}</span>;

  function compare(sign: string): void {
    if (sign === 'between') onChange({ ...filter, upTo: '' });
    else onChange({ ...filter, sign: sign as FigureFilter['sign'], upTo: null });
  }

  return (
    <>
      <NativeSelect size="xs" aria-label="Comparison" data={signs} value={isRange ? 'between' : filter.sign} onChange={(event) => compare(event.currentTarget.value)} />
      <div className={classes.row}>
        <TextInput
          size="xs" aria-label={isRange ? 'From' : 'Value'} data-autofocus inputMode="decimal" placeholder={placeholder(column)} rightSection={unit} rightSectionWidth={44}
          value={filter.value} onChange={(event) => onChange({ ...filter, value: event.currentTarget.value })}
        />
        {isRange && (
          <TextInput
            size="xs" aria-label="To" inputMode="decimal" placeholder={placeholder(column)} rightSection={unit} rightSectionWidth={44}
            value={filter.upTo ?? ''} onChange={(event) => onChange({ ...filter, upTo: event.currentTarget.value })}
          />
        )}
      </div>
      {column.type === 'money' && <p className={classes.note}>Each amount in its own currency, unless you name one: 100 EUR.</p>}
      <Checkbox size="xs" label="Include N/A" checked={filter.missing} onChange={(event) => onChange({ ...filter, missing: event.currentTarget.checked })} />
    </>
  );
}

function placeholder<Row>(column: ColumnDeclaration<Row>): string {
  if (column.type === 'money') return '100 EUR';
  return column.type === 'number' && column.unitMs !== undefined ? '2h 30m' : '';
}
