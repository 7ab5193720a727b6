// The bridge: exposes ConsoleApi to the page, over the listed names only.
import { contextBridge, ipcRenderer } from 'electron';
import type { ConsoleApi } from '#shared/console-api.ts';
import { commandNames, EVENT_CHANNEL, eventNames, INVOKE_CHANNEL } from '#shared/ipc-channels.ts';
import { fail } from '#shared/result.ts';

type Listener = (value: unknown) => void;

const commands: ReadonlySet<string> = new Set(commandNames);
const listenersByEvent = new Map<string, Set<Listener>>(eventNames.map((name) => [name, new Set<Listener>()]));

ipcRenderer.on(EVENT_CHANNEL, (_event, name: unknown, value: unknown) => {
  if (typeof name !== 'string') return;
  for (const listener of listenersByEvent.get(name) ?? []) listener(value);
});

const api = {
  async invoke(command: string, payload: unknown) {
    if (!commands.has(command)) return fail('unknown-command', `There is no command ${command}.`);
    return (await ipcRenderer.invoke(INVOKE_CHANNEL, command, payload)) as unknown;
  },
  subscribe(event: string, listener: Listener) {
    const listeners = listenersByEvent.get(event);
    if (!listeners) throw new Error(`There is no event ${event}.`);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
} satisfies Record<keyof ConsoleApi, unknown>;

contextBridge.exposeInMainWorld('groundtrack', api);
