// Configuration: credentials and settings, and the sub-page of the User Terminal DVEs.
import { Tabs } from '@mantine/core';
import { CredentialsSection } from '../credentials/credentials-section.tsx';
import { openTab, useNavigation } from '../tables/navigation.ts';
import { UserTerminalDvesPage } from '../tables/table-pages.tsx';
import classes from './configuration-page.module.css';
import { AlarmsCard } from './alarms-card.tsx';
import { ConnectionsCard } from './connections-card.tsx';
import { PollingCard } from './polling-card.tsx';
import { StorageCard } from './storage-card.tsx';
import { TelemetryRequestCard } from './telemetry-request-card.tsx';

export function ConfigurationPage(): React.ReactNode {
  const subPage = useNavigation((navigation) => navigation.subPage);
  return (
    <Tabs
      className={classes.page ?? ''} variant="none" keepMounted={false} value={subPage ?? 'general'}
      onChange={(value) => openTab('configuration', value === 'userTerminalDves' ? value : null)}
    >
      <div className={classes.head}>
        <h1>Configuration</h1>
        <Tabs.List aria-label="Configuration pages" className={classes.list ?? ''}>
          <Tabs.Tab value="general" className={classes.tab ?? ''}>Credentials and Settings</Tabs.Tab>
          <Tabs.Tab value="userTerminalDves" className={classes.tab ?? ''}>User Terminal DVEs</Tabs.Tab>
        </Tabs.List>
      </div>
      <Tabs.Panel value="general" className={classes.general ?? ''}>
        <div className={classes.cards}>
          <div className={classes.wide}><CredentialsSection /></div>
          <TelemetryRequestCard />
          <PollingCard />
          <div className={classes.wide}><StorageCard /></div>
          <div className={classes.wide}><AlarmsCard /></div>
          <div className={classes.wide}><ConnectionsCard /></div>
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="userTerminalDves" className={classes.tablePage ?? ''}>
        <UserTerminalDvesPage />
      </Tabs.Panel>
    </Tabs>
  );
}
