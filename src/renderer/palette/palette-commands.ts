// What the palette can do besides finding rows: every page, and every action that exists. To add one: an entry here.
import {
  IconBrightnessUp, IconClock, IconDeviceDesktop, IconKey, IconMoon, IconPlayerPause, IconPlayerPlay, IconSettings, IconWorld,
} from '@tabler/icons-react';
import type { ConsoleState } from '#shared/ipc-contract.ts';
import type { Settings } from '#shared/settings.ts';
import type { TableRow } from '#shared/table-schemas.ts';
import { tabNames } from '../shell/tab-names.ts';
import { openTab, tabIds, type TabId } from '../tables/navigation.ts';
import { buildHaystack, fieldAt, scoreHaystack, scores, type SearchQuery } from './search-query.ts';
import type { OptionIcon, PaletteOption } from './palette-option.ts';

/** An option with the words that find it. */
export interface PaletteCommand extends PaletteOption {
  readonly haystack: string;
}

export function buildPageCommands(iconOf: (id: TabId) => OptionIcon): readonly PaletteCommand[] {
  const pages = tabIds.map((id) => command({ id: `page:${id}`, title: tabNames[id], Icon: iconOf(id), words: ['page', 'tab'], focus: 'follows', run: () => openTab(id) }));
  const dves = command({
    id: 'page:userTerminalDves', title: 'User Terminal DVEs', detail: 'Configuration', Icon: IconSettings, words: ['page', 'virtual element'], focus: 'follows',
    run: () => openTab('configuration', 'userTerminalDves'),
  });
  const after = tabIds.indexOf('configuration') + 1;
  return [...pages.slice(0, after), dves, ...pages.slice(after)];
}

export interface ActionSurroundings {
  readonly state: Pick<ConsoleState, 'settings' | 'firstRun' | 'demoAvailable' | 'mode'>;
  readonly accounts: readonly TableRow<'accounts'>[];
  readonly save: (change: Partial<Settings>) => void;
  readonly enableDemo: () => void;
  readonly addCredential: () => void;
  readonly setPolling: (credentialId: string, enabled: boolean) => void;
}

const themes = [['system', 'System theme', IconDeviceDesktop], ['light', 'Light theme', IconBrightnessUp], ['dark', 'Dark theme', IconMoon]] as const;
const zones = [['utc', 'Show times in UTC', IconWorld], ['local', 'Show times in local time', IconClock]] as const;
const inUse = 'In use now';

export function buildActionCommands({ state, accounts, save, enableDemo, addCredential, setPolling }: ActionSurroundings): readonly PaletteCommand[] {
  const { settings } = state;
  return [
    command({
      id: 'action:credential', title: 'Add credential', Icon: IconKey, words: ['action', 'account', 'client id', 'secret'], focus: 'follows',
      run: () => {
        openTab('configuration');
        addCredential();
      },
    }),
    command({ id: 'action:demo', title: 'Enable demo accounts', Icon: IconPlayerPlay, words: ['action', 'simulation'], blocked: demoBlocked(state), run: enableDemo }),
    ...themes.map(([theme, title, Icon]) =>
      command({ id: `action:theme:${theme}`, title, Icon, words: ['action', 'switch', 'appearance', 'colours'], blocked: settings.theme === theme ? inUse : null, run: () => save({ theme }) })),
    ...zones.map(([timeDisplay, title, Icon]) =>
      command({ id: `action:time:${timeDisplay}`, title, Icon, words: ['action', 'switch', 'zone', 'clock'], blocked: settings.timeDisplay === timeDisplay ? inUse : null, run: () => save({ timeDisplay }) })),
    ...accounts.map((account) => pollingCommand(account, setPolling)),
  ];
}

function pollingCommand(account: TableRow<'accounts'>, setPolling: ActionSurroundings['setPolling']): PaletteCommand {
  const { accountNumber, accountName, credentialId, pollingEnabled, pollingPending } = account;
  const enabled = pollingEnabled !== true;
  const blocked = credentialId === null ? 'No credential covers this account' : pollingPending === true ? 'The last switch is still under way' : null;
  return command({
    id: `action:polling:${accountNumber}`, title: `Switch polling ${enabled ? 'on' : 'off'}: ${accountName ?? accountNumber}`, detail: accountName === null ? null : accountNumber,
    Icon: enabled ? IconPlayerPlay : IconPlayerPause, words: ['action', accountNumber, enabled ? 'start' : 'stop', 'pause'], blocked,
    run: () => {
      if (credentialId !== null) setPolling(credentialId, enabled);
    },
  });
}

function demoBlocked({ demoAvailable, mode, firstRun }: ActionSurroundings['state']): string | null {
  if (!demoAvailable) return 'This run was started on a server named on the command line';
  if (mode !== 'simulation') return 'The simulation runs only where no credential was ever saved';
  return firstRun ? null : 'They are enabled already';
}

interface CommandParts {
  readonly id: string;
  readonly title: string;
  readonly detail?: string | null;
  readonly Icon: OptionIcon;
  readonly words: readonly string[];
  readonly blocked?: string | null;
  readonly focus?: PaletteOption['focus'];
  readonly run: () => void;
}

function command({ id, title, detail = null, Icon, words, blocked = null, focus = 'returns', run }: CommandParts): PaletteCommand {
  return { id, title, detail, match: null, look: { Icon }, blocked, focus, run, haystack: buildHaystack([title, ...words]) };
}

export interface FoundCommands {
  /** Best first. */
  readonly options: readonly PaletteOption[];
  readonly best: number;
}

/** All of them, in their order, while nothing is typed. */
export function findCommands(commands: readonly PaletteCommand[], query: SearchQuery): FoundCommands {
  if (query.phrase === '') return { options: commands, best: scores.none };
  const found = commands
    .map((each) => {
      const { score, at } = scoreHaystack(each.haystack, query);
      return { each, score, field: fieldAt(each.haystack, at) };
    })
    .filter(({ score }) => score !== scores.none)
    // An answer in the title comes before one in the words beside it.
    .sort((a, b) => a.score - b.score || a.field - b.field);
  return { options: found.map(({ each }) => each), best: found[0]?.score ?? scores.none };
}
