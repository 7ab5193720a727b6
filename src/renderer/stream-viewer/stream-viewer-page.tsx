// The Stream Viewer: every HTTP exchange with the server, live, masked; a row opens its headers and bodies.
import { notifications } from '@mantine/notifications';
import { useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import { formatCount } from '../formats/format-number.ts';
import { useCommand, useConsoleApi, useStatusReport, useTimeDisplay } from '../console-client/use-console.ts';
import { EmptyViewer } from './empty-viewer.tsx';
import type { ExchangeContext } from './exchange-columns.ts';
import { exchangeFeed } from './exchange-feed.ts';
import { ExchangeGrid } from './exchange-grid.tsx';
import { ExchangePanel } from './exchange-panel.tsx';
import { filterExchanges } from './filter-exchanges.ts';
import classes from './stream-viewer.module.css';
import { useBodyMatches } from './use-body-matches.ts';
import { useViewerView } from './viewer-view-store.ts';
import { ViewerToolbar } from './viewer-toolbar.tsx';

export function StreamViewerPage(): React.ReactNode {
  const feed = exchangeFeed(useConsoleApi());
  const command = useCommand();
  const { rows: live, frozen, loaded, failure } = useStore(feed);
  const { filter, openId } = useViewerView();
  const context = useExchangeContext();
  const rows = frozen ?? live;
  // Typing stays fluent while 10,000 rows are searched.
  const searched = useDeferredValue(filter);
  const inBodies = useBodyMatches(filter.text);
  const shown = useMemo(() => filterExchanges(rows, searched, context.accountOf, inBodies), [rows, searched, context, inBodies]);
  const accounts = useMemo(() => [...new Set(rows.map(context.accountOf))].sort((a, b) => a.localeCompare(b)), [rows, context]);
  const open = openId === null ? undefined : rows.findLast(({ exchangeId }) => exchangeId === openId);
  const waiting = frozen === null ? 0 : countAfter(live, frozen.at(-1)?.serial ?? 0);

  async function save(): Promise<void> {
    const serials = shown.map(({ serial }) => serial);
    const saved = await command('exchange:saveHar', { serials }, 'Saving as HAR');
    if (!saved.ok || saved.value.outcome !== 'saved') return;
    const { count, file } = saved.value;
    notifications.show({ title: 'Saved as HAR', message: `${formatCount(count)} ${count === 1 ? 'exchange' : 'exchanges'} in ${file}` });
  }

  return (
    <section className={classes.page} aria-label="Stream Viewer">
      <ViewerToolbar
        shown={shown.length} total={rows.length} accounts={accounts} isPaused={frozen !== null}
        onPause={feed.pause} onResume={feed.resume} onClear={() => void command('exchange:clear', undefined, 'Clearing')} onSave={() => void save()}
      />
      {frozen !== null && <p role="status" className={classes.paused}>Paused. {waiting === 0 ? 'Nothing new waits.' : `${formatCount(waiting)} newer ${waiting === 1 ? 'exchange waits' : 'exchanges wait'}.`}</p>}
      {failure !== null && <p role="alert" className={classes.failure}>The exchanges could not be read: {failure}</p>}
      <ExchangeGrid rows={shown} context={context} empty={<EmptyViewer isLoaded={loaded} total={rows.length} />} />
      {open !== undefined && <ExchangePanel row={open} context={context} />}
    </section>
  );
}

/** An account shows under the name that is known now, also for what happened before it was known. */
function useExchangeContext(): ExchangeContext {
  const timeDisplay = useTimeDisplay();
  const { accounts } = useStatusReport();
  // The report is new several times a minute; the names in it hardly ever.
  const names = JSON.stringify(accounts.map(({ credentialId, accountName, accountNumber }) => [credentialId, accountName ?? accountNumber]));
  return useMemo(() => {
    const byId = new Map(JSON.parse(names) as [string, string][]);
    return { timeDisplay, accountOf: ({ credentialId, account }) => byId.get(credentialId) ?? account };
  }, [timeDisplay, names]);
}

function countAfter(rows: readonly { readonly serial: number }[], serial: number): number {
  let count = 0;
  while (count < rows.length && rows[rows.length - 1 - count]!.serial > serial) count += 1;
  return count;
}
