// The Log page: what Groundtrack did and met, live, by level, module and words.
import { Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { LogLevel } from '#shared/log-line.ts';
import { formatCount } from '../formats/format-number.ts';
import { filterLines, levelText, modulesOf } from './filter-lines.ts';
import { LogList } from './log-list.tsx';
import classes from './log-page.module.css';
import { useLogLines } from './use-log-lines.ts';

const levels: readonly LogLevel[] = ['error', 0, 1, 2, 3, 4, 5];
const levelChoices = levels.map((level) => ({ value: String(level), label: level === 'error' ? 'Errors only' : `Up to ${levelText(level)}` }));

export function LogPage(): React.ReactNode {
  const { lines, loaded, failure } = useLogLines();
  const [upTo, setUpTo] = useState<LogLevel>(5);
  const [module, setModule] = useState<string | null>(null);
  const [text, setText] = useState('');
  const shown = useMemo(() => filterLines(lines, { upTo, module, text }), [lines, upTo, module, text]);
  const modules = useMemo(() => modulesOf(lines), [lines]);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>Log</h1>
        <span className={classes.count}>{shown.length === lines.length ? formatCount(lines.length) : `${formatCount(shown.length)} of ${formatCount(lines.length)}`}</span>
        <span className={classes.space} />
        <TextInput aria-label="Find in log" placeholder="Find…" size="xs" leftSection={<IconSearch size={13} aria-hidden />} value={text} onChange={(event) => setText(event.currentTarget.value)} className={classes.find ?? ''} />
        <Select aria-label="Module" placeholder="All modules" size="xs" clearable data={[...modules]} value={module} onChange={setModule} className={classes.select ?? ''} clearButtonProps={{ 'aria-label': 'All modules' }} />
        <Select
          aria-label="Level" size="xs" data={levelChoices} value={String(upTo)} allowDeselect={false} className={classes.select ?? ''}
          onChange={(value) => setUpTo(levels.find((level) => String(level) === value) ?? 5)}
        />
      </div>
      {failure !== null && <p role="alert" className={classes.failure}>The log could not be read: {failure}</p>}
      {shown.length > 0 ? <LogList lines={shown} /> : <p className={classes.empty}>{emptyText(loaded, lines.length)}</p>}
    </div>
  );
}

function emptyText(loaded: boolean, total: number): string {
  if (total > 0) return 'No line matches the filter.';
  return loaded ? 'Nothing logged yet in this run.' : 'Reading the log…';
}
