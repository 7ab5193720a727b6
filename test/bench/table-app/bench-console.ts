// Stands for main in the table bench: answers what a window asks at its start, and sends the deltas of the rounds.
import type { ConsoleApi } from '#shared/console-api.ts';
import type { ConsoleEvents, ConsoleState, StatusReport } from '#shared/ipc-contract.ts';
import type { PackedRows } from '#shared/packed-rows.ts';
import { fail, ok } from '#shared/result.ts';
import { defaultSettings } from '#shared/settings.ts';

export interface BenchConsole {
  readonly api: ConsoleApi;
  /** As if main's table had changed: reaches whoever watches it. */
  sendDelta(rows: PackedRows): void;
}

const WATCH_ID = 1;
const state: ConsoleState = {
  mode: 'live', testServerHost: null, firstRun: false, demoAvailable: false, keychain: { available: true, reason: null },
  settings: { ...defaultSettings, theme: 'dark' }, version: '0', quitting: null,
};
const status: StatusReport = { atMs: 0, accounts: [], problems: [] };

export function createBenchConsole(first: PackedRows): BenchConsole {
  const listeners = new Set<(value: ConsoleEvents['table:delta']) => void>();
  let seq = 0;
  const answers: Readonly<Record<string, unknown>> = { 'console:state': state, 'status:get': status, 'table:watch': { watchId: WATCH_ID, seq: 0, rows: first } };
  const api = {
    invoke: (command: string) => Promise.resolve(Object.hasOwn(answers, command) ? ok(answers[command]) : fail('unknown-command', `The bench has no answer to ${command}.`)),
    subscribe(event: string, listener: (value: never) => void) {
      if (event !== 'table:delta') return () => undefined;
      listeners.add(listener as (value: ConsoleEvents['table:delta']) => void);
      return () => listeners.delete(listener as (value: ConsoleEvents['table:delta']) => void);
    },
  } as ConsoleApi;
  return {
    api,
    sendDelta(upserts) {
      seq += 1;
      for (const listener of listeners) listener({ watchId: WATCH_ID, seq, upserts, removedKeys: [] });
    },
  };
}
