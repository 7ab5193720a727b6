// How much is recorded, module by module: a setting, kept over restarts and taken at once, by the workers too.
import { Button, Popover, Select } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { DEFAULT_LOG_LEVEL, infoLevels, logModules, type InfoLevel } from '#shared/log-line.ts';
import { useConsoleStatePart, useSaveSettings } from '../console-client/use-console.ts';
import { levelText } from './filter-lines.ts';
import classes from './log-levels.module.css';

const meanings: Readonly<Record<InfoLevel, string>> = {
  0: 'what an operator should know',
  1: 'rare events',
  2: 'a summary of each poll',
  3: 'each request',
  4: 'steps and contents',
  5: 'everything',
};
const choices = infoLevels.map((level) => ({ value: String(level), label: `${levelText(level)}: ${meanings[level]}` }));

export function LogLevels(): React.ReactNode {
  const levels = useConsoleStatePart((state) => state.settings.logLevels);
  const save = useSaveSettings();
  const set = (module: string, level: InfoLevel): void => void save({ logLevels: { ...levels, [module]: level } });
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconAdjustmentsHorizontal size={14} aria-hidden />}>Recorded levels</Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel ?? ''} aria-label="Recorded levels">
        <p className={classes.intro}>Up to which level each module’s lines are recorded from now on. Errors always are. More lines make the file rotate sooner.</p>
        {Object.entries(logModules).map(([module, about]) => (
          <div key={module} className={classes.module}>
            <span className={classes.name}>{module}</span>
            <span className={classes.about}>{about}</span>
            <Select
              aria-label={`Recorded level of ${module}`} size="xs" allowDeselect={false} data={choices} value={String(levels[module] ?? DEFAULT_LOG_LEVEL)}
              comboboxProps={{ withinPortal: false, width: 260, position: 'bottom-end' }} className={classes.level ?? ''}
              onChange={(value) => set(module, infoLevels.find((level) => String(level) === value) ?? DEFAULT_LOG_LEVEL)}
            />
          </div>
        ))}
        <Button variant="subtle" onClick={() => void save({ logLevels: {} })}>Back to {levelText(DEFAULT_LOG_LEVEL)} everywhere</Button>
      </Popover.Dropdown>
    </Popover>
  );
}
