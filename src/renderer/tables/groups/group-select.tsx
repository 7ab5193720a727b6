// The "Group" select of a table's head, where its rows can be grouped.
import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import type { Grouping } from './groupings.ts';
import classes from './groups.module.css';

interface GroupSelectProps<Row> {
  readonly groupings: readonly Grouping<Row>[];
  readonly groupBy: string | null;
  readonly onGroupBy: (id: string | null) => void;
}

export function GroupSelect<Row>({ groupings, groupBy, onGroupBy }: GroupSelectProps<Row>): React.ReactNode {
  const id = useId();
  if (groupings.length === 0) return null;
  const data = [{ value: '', label: 'None' }, ...groupings.map(({ id: value, label }) => ({ value, label }))];
  return (
    <div className={classes.select}>
      <label htmlFor={id}>Group</label>
      <NativeSelect id={id} size="xs" data={data} value={groupBy ?? ''} onChange={(event) => onGroupBy(event.currentTarget.value === '' ? null : event.currentTarget.value)} />
    </div>
  );
}
