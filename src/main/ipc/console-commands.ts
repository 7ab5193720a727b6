// Handlers of every command, by subject. Payloads are already checked by the gate.
import { fail, ok } from '#shared/result.ts';
import type { ConsoleApp } from '../console-app.ts';
import { EVENT_CHANNEL } from '#shared/ipc-channels.ts';
import type { RowSchema } from '#shared/row-schema.ts';
import type { TableState } from '../tables/table-state.ts';
import { countRelatedRows } from '../tables/count-related.ts';
import { buildBackupHandlers } from './backup-commands.ts';
import { buildExchangeHandlers } from './exchange-commands.ts';
import { buildExportHandlers } from './export-commands.ts';
import type { Handlers } from './gate.ts';
import { buildHistoryHandlers } from './history-commands.ts';
import { buildLogHandlers } from './log-commands.ts';
import { buildViewHandlers } from './view-commands.ts';

export function buildHandlers(console: ConsoleApp): Handlers {
  return {
    ...buildConsoleHandlers(console), ...buildTableHandlers(console), ...buildCredentialHandlers(console), ...buildWindowHandlers(console),
    ...buildExchangeHandlers(console), ...buildLogHandlers(console), ...buildViewHandlers(), ...buildExportHandlers(), ...buildHistoryHandlers(console), ...buildBackupHandlers(console),
  };
}

function buildConsoleHandlers(console: ConsoleApp): Pick<Handlers, 'console:state' | 'status:get' | 'settings:set' | 'history:coverage'> {
  return {
    'console:state': () => ok(console.state()),
    'status:get': () => ok(console.status()),
    'settings:set': async (part) => ok(await console.settings.change(withoutUndefined(part))),
    'history:coverage': async (request) => console.session()?.coverage(request) ?? fail('no-session', 'Nothing is polled yet.'),
  };
}

function buildTableHandlers(console: ConsoleApp): Pick<Handlers, 'table:watch' | 'table:unwatch' | 'table:relatedCounts'> {
  return {
    'table:watch'({ table, where }, sender) {
      const state = console.fleet.states[table] as unknown as TableState<RowSchema>;
      const snapshot = console.watchers.watch(sender.id, state, where, (delta) => {
        if (!sender.isDestroyed()) sender.send(EVENT_CHANNEL, 'table:delta', delta);
      });
      return ok(snapshot);
    },
    'table:unwatch'({ watchId }, sender) {
      console.watchers.unwatch(sender.id, watchId);
      return ok(null);
    },
    'table:relatedCounts': (asked) => ok(asked.map(({ field, keys, tables }) => countRelatedRows(console.fleet.states, field, keys, tables))),
  };
}

function buildCredentialHandlers(
  console: ConsoleApp,
): Pick<Handlers, 'credential:list' | 'credential:test' | 'credential:save' | 'credential:remove' | 'account:setPolling' | 'demo:enable'> {
  return {
    'credential:list': () => ok(console.desk.views()),
    'credential:test': (input) => console.desk.test(input),
    'credential:save': (input) => console.desk.save(input),
    'credential:remove': ({ credentialId }) => console.desk.remove(credentialId),
    'account:setPolling': ({ credentialId, enabled }) => console.session()?.setPolling(credentialId, enabled) ?? fail('no-session', 'The console is still starting.'),
    'demo:enable': () => console.enableDemo(),
  };
}

function buildWindowHandlers(console: ConsoleApp): Pick<Handlers, 'terminalWindow:open' | 'dve:setCreation' | 'dve:delete'> {
  const isKnown = (deviceId: string): boolean => console.fleet.states.userTerminals.get(deviceId) !== undefined;
  const unknown = (deviceId: string) => fail('unknown-terminal', `There is no user terminal ${deviceId}.`);
  return {
    'terminalWindow:open'({ deviceId }) {
      if (!isKnown(deviceId)) return unknown(deviceId);
      console.windows.openTerminal(deviceId);
      return ok(null);
    },
    async 'dve:setCreation'({ deviceId, enabled }) {
      if (enabled && !isKnown(deviceId)) return unknown(deviceId);
      await console.dves.setEnabled(deviceId, enabled);
      if (enabled) console.windows.openTerminal(deviceId);
      return ok(null);
    },
    async 'dve:delete'({ deviceId }) {
      // An open window stays: it is just a window then, and does not come back at the next start.
      return (await console.dves.remove(deviceId)) ? ok(null) : fail('dve-enabled', 'Switch DVE Creation off first.');
    },
  };
}

function withoutUndefined<Part extends object>(part: Part): { [Name in keyof Part]: Exclude<Part[Name], undefined> } {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as { [Name in keyof Part]: Exclude<Part[Name], undefined> };
}
