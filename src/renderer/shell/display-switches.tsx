// The two switches that change how every window shows things: time zone and theme. Both are settings; main tells all windows.
import { SegmentedControl, Tooltip } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import type { Settings } from '#shared/settings.ts';
import { useConsoleStatePart, useSaveSettings } from '../console-client/use-console.ts';
import classes from './display-switches.module.css';

const timeChoices = [{ value: 'utc', label: 'UTC' }, { value: 'local', label: 'Local' }] as const;

export function TimeSwitch(): React.ReactNode {
  const timeDisplay = useConsoleStatePart((state) => state.settings.timeDisplay);
  const save = useSaveSettings();
  return (
    <SegmentedControl aria-label="Time display" classNames={classes} data={[...timeChoices]} value={timeDisplay} onChange={(value: Settings['timeDisplay']) => void save({ timeDisplay: value })} />
  );
}

const themeChoices = [
  { value: 'system', name: 'System theme', Icon: IconDeviceDesktop },
  { value: 'light', name: 'Light theme', Icon: IconSun },
  { value: 'dark', name: 'Dark theme', Icon: IconMoon },
] as const;

export function ThemeSwitch(): React.ReactNode {
  const themeSetting = useConsoleStatePart((state) => state.settings.theme);
  const save = useSaveSettings();
  const data = themeChoices.map(({ value, name, Icon }) => ({
    value,
    label: (
      <Tooltip label={name}>
        <span className={classes.icon}>
          <Icon size={15} stroke={1.75} aria-hidden />
          <span className="gt-visually-hidden">{name}</span>
        </span>
      </Tooltip>
    ),
  }));
  return <SegmentedControl aria-label="Theme" classNames={classes} data={data} value={themeSetting} onChange={(value: Settings['theme']) => void save({ theme: value })} />;
}
