// What a new data folder offers: the demo, or the first credential. In the middle of the map, above the tables.
import { Button } from '@mantine/core';
import { IconKey, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommand, useConsoleState } from '../console-client/use-console.ts';
import { useCredentialDialog } from '../credentials/credential-dialog-store.ts';
import type { TabId } from '../tables/navigation.ts';
import classes from './first-run-panel.module.css';

/** Pages that show the fleet; the others work without one. */
const fleetTabs: ReadonlySet<TabId> = new Set([
  'map', 'userTerminals', 'alerts', 'routers', 'ipAllocations', 'services', 'overageLines', 'monthlyDataUsage', 'dailyDataUsage', 'accounts',
]);

export function FirstRunPanel({ tab }: { readonly tab: TabId }): React.ReactNode {
  const { firstRun, demoAvailable } = useConsoleState();
  const { open } = useCredentialDialog();
  const command = useCommand();
  const [enabling, setEnabling] = useState(false);
  if (!firstRun || !fleetTabs.has(tab)) return null;

  async function enableDemo(): Promise<void> {
    setEnabling(true);
    await command('demo:enable', undefined, 'Enabling the demo accounts');
    setEnabling(false);
  }

  return (
    <section className={classes.panel} data-over-map={tab === 'map' || undefined} aria-labelledby="first-run-title">
      <div className={classes.words}>
        <h2 id="first-run-title">Welcome to Groundtrack</h2>
        <p>
          {demoAvailable ? 'Look around with simulated accounts, or add the credential of a Starlink service account.' : 'Add the credential of a service account to begin.'}{' '}
          Nothing is polled until an account’s Polling is switched on.
        </p>
        {!demoAvailable && <p id="demo-reason" className={classes.reason}>The demo is not available here: this run was started on a server named on the command line.</p>}
      </div>
      <div className={classes.actions}>
        <Button leftSection={<IconPlayerPlay size={15} aria-hidden />} disabled={!demoAvailable} aria-describedby={demoAvailable ? undefined : 'demo-reason'} loading={enabling} onClick={() => void enableDemo()} size="sm">
          Enable demo accounts
        </Button>
        <Button leftSection={<IconKey size={15} aria-hidden />} variant="default" onClick={() => open(null)} size="sm">Add credential</Button>
      </div>
    </section>
  );
}
