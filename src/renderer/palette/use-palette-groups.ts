// What the palette lists for what was typed: pages and actions, and rows of every table, the best answer's group first.
import { useMemo } from 'react';
import { useConsoleState, useCommand, useSaveSettings } from '../console-client/use-console.ts';
import { useTable, useTableStore } from '../console-client/use-table.ts';
import { useCredentialDialog } from '../credentials/credential-dialog-store.ts';
import { tabs } from '../shell/tabs.tsx';
import { requestPolling } from '../tables/table-actions.ts';
import { buildActionCommands, buildPageCommands, findCommands } from './palette-commands.ts';
import type { PaletteGroup } from './palette-option.ts';
import { buildRowOption } from './row-options.ts';
import type { SearchKind } from './search-entry.ts';
import { scores, type SearchQuery } from './search-query.ts';
import { useSearchIndex } from './use-search-index.ts';

/** Enough to choose from without scrolling far; a key more says it better. */
export const MOST_PER_GROUP = 6;

const groupNames: Readonly<Record<SearchKind, string>> = {
  userTerminals: 'User Terminals', services: 'Service Lines', accounts: 'Accounts', routers: 'Routers', ipAllocations: 'IP Allocations',
};

export function usePaletteGroups(query: SearchQuery): { readonly groups: readonly PaletteGroup[]; readonly isComplete: boolean } {
  const { snapshot, isComplete } = useSearchIndex();
  const state = useConsoleState();
  const { rows: accounts } = useTable('accounts');
  const terminals = useTableStore('userTerminals');
  const { open } = useCredentialDialog();
  const send = useCommand();
  const save = useSaveSettings();

  const pages = useMemo(() => buildPageCommands((id) => tabs[id].Icon), []);
  const actions = useMemo(
    () => buildActionCommands({
      state, accounts,
      save: (change) => void save(change),
      enableDemo: () => void send('demo:enable', undefined, 'Enabling the demo accounts'),
      addCredential: () => open(null),
      setPolling: (credentialId, enabled) => void requestPolling(credentialId, enabled),
    }),
    [state, accounts, save, send, open],
  );
  const found = useMemo(() => snapshot.index.find(query, MOST_PER_GROUP), [snapshot, query]);

  const groups = useMemo(() => {
    const terminalOf = (deviceId: string) => terminals.getState().byKey.get(deviceId);
    const isAsked = query.phrase !== '';
    const rowGroups = found.map(({ kind, hits, total }) => ({ name: groupNames[kind], total, best: hits[0]!.score, options: hits.map((hit) => buildRowOption(hit, terminalOf)) }));
    const commandGroups = [{ name: 'Pages', ...findCommands(pages, query) }, { name: 'Actions', ...findCommands(actions, query) }]
      .map(({ name, options, best }) => ({ name, best, total: options.length, options: isAsked ? options.slice(0, MOST_PER_GROUP) : options }));
    // A page or action that begins with the text is meant rather than a row that does; rows otherwise.
    const [strong, weak] = [commandGroups.filter(({ best }) => best <= scores.begins), commandGroups.filter(({ best }) => best > scores.begins)];
    return [...strong, ...rowGroups, ...weak].filter(({ options }) => options.length > 0).sort((a, b) => a.best - b.best);
  }, [found, pages, actions, query, terminals]);

  return { groups, isComplete };
}
