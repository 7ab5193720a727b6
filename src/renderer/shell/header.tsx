// The console's head: name, search, time travel (not built yet), what server this is, how things are shown.
import { SegmentedControl } from '@mantine/core';
import { SearchButton } from '../palette/search-button.tsx';
import { Brand } from './brand.tsx';
import switchClasses from './display-switches.module.css';
import { ThemeSwitch, TimeSwitch } from './display-switches.tsx';
import classes from './header.module.css';
import { HistoryButtons } from './history-buttons.tsx';
import { ModeBanner } from './mode-banner.tsx';
import { NotBuilt } from './not-built.tsx';

const asOfReason = 'Looking back ("As of…") is not built yet. What is shown is live; history is already being recorded for it.';

export function Header(): React.ReactNode {
  return (
    <header className={classes.header}>
      <div className={classes.brand}><Brand /></div>
      <HistoryButtons />
      <div className={classes.search}>
        <SearchButton />
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
