// The console's head: name, search and time travel (not built yet), what server this is, how things are shown.
import { Kbd, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Brand } from './brand.tsx';
import switchClasses from './display-switches.module.css';
import { ThemeSwitch, TimeSwitch } from './display-switches.tsx';
import classes from './header.module.css';
import { HistoryButtons } from './history-buttons.tsx';
import { ModeBanner } from './mode-banner.tsx';
import { NotBuilt } from './not-built.tsx';

const searchReason = 'Search across terminals, lines and addresses is not built yet. Each table has its own filter.';
const asOfReason = 'Looking back ("As of…") is not built yet. What is shown is live; history is already being recorded for it.';

export function Header(): React.ReactNode {
  return (
    <header className={classes.header}>
      <div className={classes.brand}><Brand /></div>
      <HistoryButtons />
      <div className={classes.search}>
        <NotBuilt reason={searchReason}>
          <TextInput
            aria-label="Search" placeholder="Search terminals, lines, IPs, actions…" className={classes.searchInput ?? ''} size="xs"
            leftSection={<IconSearch size={14} aria-hidden />} rightSection={<Kbd size="xs">Ctrl K</Kbd>} rightSectionWidth={58}
          />
        </NotBuilt>
      </div>
      <NotBuilt reason={asOfReason}>
        <SegmentedControl aria-label="Point in time" classNames={switchClasses} data={[{ value: 'live', label: 'Live' }, { value: 'asOf', label: 'As of…' }]} value="live" />
      </NotBuilt>
      <div className={classes.space} />
      <ModeBanner />
      <TimeSwitch />
      <ThemeSwitch />
    </header>
  );
}
