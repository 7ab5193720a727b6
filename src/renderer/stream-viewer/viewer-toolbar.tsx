// Head of the Stream Viewer: counts, filters, and what can be done with all of it.
import { Button, Select, TextInput } from '@mantine/core';
import { IconDownload, IconPlayerPause, IconPlayerPlay, IconSearch, IconTrash } from '@tabler/icons-react';
import { exchangeGroups, type ExchangeGroup } from '#shared/exchange.ts';
import { formatCount } from '../formats/format-number.ts';
import { groupText } from './filter-exchanges.ts';
import classes from './stream-viewer.module.css';
import { changeFilter, useViewerView } from './viewer-view-store.ts';

/** An option of its own: the clear mark of a Select is out of the keyboard's reach. */
const ALL = 'all';
const groupChoices = [{ value: ALL, label: 'All groups' }, ...Object.keys(exchangeGroups).map((key) => ({ value: key, label: groupText(Number(key) as ExchangeGroup) }))];

interface ViewerToolbarProps {
  readonly shown: number;
  readonly total: number;
  readonly accounts: readonly string[];
  readonly isPaused: boolean;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onClear: () => void;
  readonly onSave: () => void;
}

export function ViewerToolbar(props: ViewerToolbarProps): React.ReactNode {
  const filter = useViewerView((view) => view.filter);
  const { isPaused, shown, total } = props;
  return (
    <div className={classes.head}>
      <h1>Stream Viewer</h1>
      <span className={classes.count}>{shown === total ? formatCount(total) : `${formatCount(shown)} of ${formatCount(total)}`}</span>
      <span className={classes.space} />
      <Select
        aria-label="Account" size="xs" allowDeselect={false} data={[{ value: ALL, label: 'All accounts' }, ...props.accounts.map((account) => ({ value: `= ${account}`, label: account }))]}
        value={filter.account === null ? ALL : `= ${filter.account}`} className={classes.select ?? ''} onChange={(value) => changeFilter({ account: value === null || value === ALL ? null : value.slice(2) })}
      />
      <Select
        aria-label="Group" size="xs" allowDeselect={false} data={groupChoices} value={filter.group === null ? ALL : String(filter.group)} className={classes.select ?? ''}
        onChange={(value) => changeFilter({ group: value === null || value === ALL ? null : (Number(value) as ExchangeGroup) })}
        comboboxProps={{ width: 250, position: 'bottom-end' }}
      />
      <TextInput
        aria-label="Find" placeholder="Find…" size="xs" className={classes.find ?? ''} leftSection={<IconSearch size={13} aria-hidden />} spellCheck={false} value={filter.text}
        onChange={(event) => changeFilter({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') changeFilter({ text: '' });
        }}
      />
      {isPaused
        ? <Button className={classes.button ?? ''} variant="light" leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={props.onResume}>Resume</Button>
        : <Button className={classes.button ?? ''} variant="default" leftSection={<IconPlayerPause size={14} aria-hidden />} onClick={props.onPause}>Pause</Button>}
      <Button className={classes.button ?? ''} variant="default" leftSection={<IconTrash size={14} aria-hidden />} disabled={total === 0} onClick={props.onClear}>Clear</Button>
      <Button className={classes.button ?? ''} variant="default" leftSection={<IconDownload size={14} aria-hidden />} disabled={shown === 0} title="Saves the exchanges that are shown" onClick={props.onSave}>Save as HAR</Button>
    </div>
  );
}
