// The Log page: what Groundtrack did and met, live, by level, module and words.
import { Button, CloseButton, Select, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { infoLevels, type LogFilter, type LogLevel } from '#shared/log-line.ts';
import { useCommand } from '../console-client/use-console.ts';
import { formatCount } from '../formats/format-number.ts';
import { filterLines, levelText, modulesOf } from './filter-lines.ts';
import { LogFileNote } from './log-file-note.tsx';
import type { NumberedLine } from './log-buffer.ts';
import { LogLevels } from './log-levels.tsx';
import { LogList } from './log-list.tsx';
import classes from './log-page.module.css';
import { useLogLines } from './use-log-lines.ts';

const levels: readonly LogLevel[] = ['error', ...infoLevels];
const levelChoices = levels.map((level) => ({ value: String(level), label: level === 'error' ? 'Errors only' : `Up to ${levelText(level)}` }));
/** An option of its own: the clear mark of a Select is out of the keyboard's reach. */
const ALL = 'all';
const everything: LogFilter = { upTo: 5, module: null, text: '' };

export function LogPage(): React.ReactNode {
  const { lines, loaded, failure } = useLogLines();
  const command = useCommand();
  const [filter, setFilter] = useState<LogFilter>(everything);
  const change = (part: Partial<LogFilter>): void => setFilter((before) => ({ ...before, ...part }));
  /** What stands still while somebody reads further up; null while live. */
  const [held, setHeld] = useState<readonly NumberedLine[] | null>(null);
  const searched = useDeferredValue(filter);
  const standing = held ?? lines;
  const shown = useMemo(() => filterLines(standing, searched), [standing, searched]);
  const modules = useMemo(() => modulesOf(lines), [lines]);
  const waiting = held === null ? 0 : lines.length === 0 ? 0 : lines.at(-1)!.serial - (held.at(-1)?.serial ?? 0);

  async function save(): Promise<void> {
    const saved = await command('log:save', filter, 'Saving the log');
    if (!saved.ok || saved.value.outcome !== 'saved') return;
    notifications.show({ title: 'Log saved', message: `${formatCount(saved.value.count)} lines in ${saved.value.file}` });
  }

  return (
    <section className={classes.page} aria-label="Log">
      <div className={classes.head}>
        <h1>Log</h1>
        <span className={classes.count}>{shown.length === standing.length ? formatCount(standing.length) : `${formatCount(shown.length)} of ${formatCount(standing.length)}`}</span>
        <span className={classes.space} />
        <TextInput
          aria-label="Find in log" placeholder="Find…" size="xs" leftSection={<IconSearch size={13} aria-hidden />} value={filter.text} spellCheck={false} className={classes.find ?? ''}
          rightSection={filter.text === '' ? null : <CloseButton size="xs" aria-label="Clear find" onClick={() => change({ text: '' })} />}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <Select
          aria-label="Module" size="xs" allowDeselect={false} data={[{ value: ALL, label: 'All modules' }, ...modules.filter((module) => module !== ALL)]} value={filter.module ?? ALL} className={classes.select ?? ''}
          onChange={(value) => change({ module: value === ALL ? null : value })}
        />
        <Select
          aria-label="Level" size="xs" data={levelChoices} value={String(filter.upTo)} allowDeselect={false} className={classes.select ?? ''}
          onChange={(value) => change({ upTo: levels.find((level) => String(level) === value) ?? 5 })}
        />
        <LogLevels />
        <Button variant="default" leftSection={<IconDownload size={14} aria-hidden />} disabled={shown.length === 0} title="Saves the lines that are shown" onClick={() => void save()}>Save</Button>
      </div>
      {failure !== null && <p role="alert" className={classes.failure}>The log could not be read: {failure}</p>}
      {shown.length > 0 ? (
        <LogList lines={shown} waiting={waiting} followsEnd={held === null} onFollow={(follows) => setHeld((before) => (follows ? null : (before ?? lines)))} />
      ) : <p className={classes.empty} role="status">{emptyText(loaded, lines.length)}</p>}
      <LogFileNote />
    </section>
  );
}

function emptyText(loaded: boolean, total: number): string {
  if (total > 0) return 'No line matches the filter.';
  return loaded ? 'Nothing logged yet in this run.' : 'Reading the log…';
}
