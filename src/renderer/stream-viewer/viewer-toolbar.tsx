// Head of the Stream Viewer: counts, filters, and what can be done with all of it.
import { Button, Select, TextInput } from '@mantine/core';
import { IconDownload, IconPlayerPause, IconPlayerPlay, IconSearch, IconTrash } from '@tabler/icons-react';
import { exchangeGroups, type ExchangeGroup } from '#shared/exchange.ts';
import { formatCount } from '../formats/format-number.ts';
import { groupText } from './filter-exchanges.ts';
import classes from './stream-viewer.module.css';
import { changeFilter, useViewerView } from './viewer-view-store.ts';

const groupChoices = Object.keys(exchangeGroups).map((key) => ({ value: key, label: groupText(Number(key) as ExchangeGroup) }));

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
        aria-label="Account" placeholder="All accounts" size="xs" clearable data={[...props.accounts]} value={filter.account} className={classes.select ?? ''}
        onChange={(account) => changeFilter({ account })} clearButtonProps={{ 'aria-label': 'All accounts' }}
      />
      <Select
        aria-label="Group" placeholder="All groups" size="xs" clearable data={groupChoices} value={filter.group === null ? null : String(filter.group)} className={classes.select ?? ''}
        onChange={(group) => changeFilter({ group: group === null ? null : (Number(group) as ExchangeGroup) })} clearButtonProps={{ 'aria-label': 'All groups' }}
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
