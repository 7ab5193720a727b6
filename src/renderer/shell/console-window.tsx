// The console window: header, tabs on the left, the page in front, messages and status below.
import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { CredentialDialogContext, createCredentialDialogStore } from '../credentials/credential-dialog-store.ts';
import { CredentialDialogHost } from '../credentials/credential-dialog-host.tsx';
import { FirstRunPanel } from '../first-run/first-run-panel.tsx';
import { HistoryExportHost } from '../history-export/history-export-host.tsx';
import { PaletteHost } from '../palette/palette-host.tsx';
import { BatchHint } from '../status/batch-hint.tsx';
import { MessageStrip } from '../status/message-strip.tsx';
import { StatusBar } from '../status/status-bar.tsx';
import { openTab, tabIds, useNavigation, type TabId } from '../tables/navigation.ts';
import classes from './console-window.module.css';
import { Header } from './header.tsx';
import { ModeEdge } from './mode-banner.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { TabCount } from './tab-count.tsx';
import { tabNames } from './tab-names.ts';
import { tabs } from './tabs.tsx';

export function ConsoleWindow(): React.ReactNode {
  const [dialogStore] = useState(createCredentialDialogStore);
  return (
    <CredentialDialogContext value={dialogStore}>
      <div className={classes.window}>
        <ModeEdge />
        <Header />
        <Pages />
        <BatchHint />
        <MessageStrip />
        <StatusBar />
      </div>
      <CredentialDialogHost />
      <PaletteHost />
      <HistoryExportHost />
    </CredentialDialogContext>
  );
}

function Pages(): React.ReactNode {
  const current = useNavigation((navigation) => navigation.tab);
  return (
    <Tabs
      className={classes.body ?? ''} orientation="vertical" value={current} keepMounted={false} variant="none"
      onChange={(value) => value !== null && openTab(value as TabId)}
    >
      <div className={classes.side}>
        <Tabs.List aria-label="Pages" className={classes.list ?? ''}>
          {tabIds.map((id) => <PageTab key={id} id={id} />)}
        </Tabs.List>
      </div>
      <main className={classes.main}>
        {tabIds.map((id) => {
          const { Page } = tabs[id];
          return (
            <Tabs.Panel key={id} value={id} className={classes.panel ?? ''}>
              <FirstRunPanel tab={id} />
              <PageBoundary><Page /></PageBoundary>
            </Tabs.Panel>
          );
        })}
      </main>
    </Tabs>
  );
}

function PageTab({ id }: { readonly id: TabId }): React.ReactNode {
  const { Icon, counts } = tabs[id];
  return (
    <Tabs.Tab
      value={id} className={classes.tab ?? ''} leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
      rightSection={counts === undefined ? undefined : <TabCount table={counts} />}
    >
      {tabNames[id]}
    </Tabs.Tab>
  );
}
