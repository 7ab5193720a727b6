// The filter of a column with few values: a list to tick, with how many rows show each, and a search in it.
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { formatCount } from '../../formats/format-number.ts';
import type { ColumnDeclaration, FormatContext } from '../column.ts';
import { distinctValues } from './distinct-values.ts';
import classes from './filters.module.css';

interface SetFilterFormProps<Row> {
  readonly column: ColumnDeclaration<Row>;
  readonly rows: readonly Row[];
  readonly context: FormatContext;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** A search is offered where the list is longer than a glance. */
const SEARCH_FROM = 8;
/** Drawn at once; the search finds the others. */
const MOST_DRAWN = 100;

export function SetFilterForm<Row>({ column, rows, context, chosen, onChange }: SetFilterFormProps<Row>): React.ReactNode {
  const [search, setSearch] = useState('');
  const { values, isWhole } = useMemo(() => distinctValues(column, rows, context), [column, rows, context]);
  // What was chosen once stays in the list, though no row shows it now.
  const gone = chosen.filter((text) => values.every((value) => value.text !== text)).map((text) => ({ text, count: 0 }));
  const found = [...gone, ...values].filter(({ text }) => text.toLowerCase().includes(search.trim().toLowerCase()));
  const drawn = found.slice(0, MOST_DRAWN);

  function toggle(text: string, isChosen: boolean): void {
    onChange(isChosen ? [...chosen, text] : chosen.filter((each) => each !== text));
  }

  return (
    <>
      {values.length + gone.length >= SEARCH_FROM && (
        <TextInput size="xs" aria-label="Search values" placeholder="Search values" value={search} spellCheck={false} data-autofocus onChange={(event) => setSearch(event.currentTarget.value)} />
      )}
      <div className={classes.setHead}>
        <span>{chosen.length === 0 ? 'None chosen: all rows' : `${formatCount(chosen.length)} chosen`}</span>
        <Button variant="subtle" size="compact-xs" onClick={() => onChange(chosen.length > 0 ? [] : found.map(({ text }) => text))}>{chosen.length > 0 ? 'Choose none' : 'Choose all'}</Button>
      </div>
      <div className={classes.setList} role="group" aria-label={`Values of ${column.header}`}>
        {drawn.map(({ text, count }) => (
          <div key={text} className={classes.setItem}>
            <Checkbox size="xs" label={text} checked={chosen.includes(text)} onChange={(event) => toggle(text, event.currentTarget.checked)} />
            <span className={classes.setCount}>{formatCount(count)}</span>
          </div>
        ))}
        {found.length === 0 && <p className={classes.note}>No such value</p>}
      </div>
      {(found.length > drawn.length || !isWhole) && <p className={classes.note}>More values than are listed: search, or filter by text.</p>}
    </>
  );
}
