// What the Stream Viewer says when it has no row to show, and the one step that helps.
import { Button } from '@mantine/core';
import { useStatusReport } from '../console-client/use-console.ts';
import { openTab, type TabId } from '../tables/navigation.ts';
import { changeFilter, noFilter } from './viewer-view-store.ts';
import classes from './stream-viewer.module.css';

interface EmptyViewerProps {
  readonly isLoaded: boolean;
  /** Exchanges before the filter. */
  readonly total: number;
}

export function EmptyViewer({ isLoaded, total }: EmptyViewerProps): React.ReactNode {
  const { accounts } = useStatusReport();
  if (total > 0) return <Card headline="No exchange matches" words="Find looks at address, status, error, account, headers and bodies." action="Clear filter" onAction={() => changeFilter(noFilter)} />;
  if (!isLoaded) return <Card headline="Loading …" words="" />;
  if (accounts.length === 0) return <OpenCard headline="No credential" words="Groundtrack asks a server only with a credential. Testing one shows here, too." tab="configuration" action="Open Configuration" />;
  if (!accounts.some((account) => account.pollingEnabled)) {
    return <OpenCard headline="Polling is off" words="Nothing is asked of Starlink until an account’s Polling is on." tab="accounts" action="Open Accounts" />;
  }
  return <Card headline="Nothing asked yet" words="Every request shows here as it ends, the next poll’s included. What was cleared does not come back." />;
}

function OpenCard({ tab, ...card }: { readonly headline: string; readonly words: string; readonly tab: TabId; readonly action: string }): React.ReactNode {
  return <Card {...card} onAction={() => openTab(tab)} />;
}

function Card({ headline, words, action, onAction }: { readonly headline: string; readonly words: string; readonly action?: string; readonly onAction?: () => void }): React.ReactNode {
  return (
    <div className={classes.emptyCard} role="status">
      <h2>{headline}</h2>
      {words !== '' && <p>{words}</p>}
      {action !== undefined && <Button className={classes.emptyAction ?? ''} variant="default" onClick={onAction}>{action}</Button>}
    </div>
  );
}
