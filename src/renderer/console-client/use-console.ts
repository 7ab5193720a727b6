// Hooks on the console's own state, for every page of every window.
import { createContext, useCallback, useContext } from 'react';
import { notifications } from '@mantine/notifications';
import { useStore } from 'zustand';
import type { ConsoleApi } from '#shared/console-api.ts';
import type { CommandName, CommandPayload, CommandValues, ConsoleState, StatusReport } from '#shared/ipc-contract.ts';
import type { Result } from '#shared/result.ts';
import type { Settings } from '#shared/settings.ts';
import type { TimeDisplay } from '../formats/format-time.ts';
import { invokeCommand } from './console-client.ts';
import type { ConsoleStores } from './console-stores.ts';

export const ConsoleStoresContext = createContext<ConsoleStores | null>(null);

function useConsoleStores(): ConsoleStores {
  const stores = useContext(ConsoleStoresContext);
  if (stores === null) throw new Error('Console stores are missing: render inside ConsoleStoresContext.');
  return stores;
}

export function useConsoleApi(): ConsoleApi {
  return useConsoleStores().api;
}

export function useConsoleState(): ConsoleState {
  return useStore(useConsoleStores().state);
}

/** One part of the state; the component renders again only when that part changes. */
export function useConsoleStatePart<Part>(select: (state: ConsoleState) => Part): Part {
  return useStore(useConsoleStores().state, select);
}

export function useStatusReport(): StatusReport {
  return useStore(useConsoleStores().status);
}

/** One part of the status report; the component renders again only when that part changes. */
export function useStatusPart<Part>(select: (status: StatusReport) => Part): Part {
  return useStore(useConsoleStores().status, select);
}

export function useTimeDisplay(): TimeDisplay {
  return useConsoleStatePart((state) => state.settings.timeDisplay);
}

/** Sends a command for a control that has no place of its own for a failure: it shows as a notification. */
export function useCommand(): <Name extends CommandName>(command: Name, payload: CommandPayload<Name>, what: string) => Promise<Result<CommandValues[Name]>> {
  const api = useConsoleApi();
  return useCallback(
    async (command, payload, what) => {
      const answer = await invokeCommand(api, command, payload);
      if (!answer.ok) notifications.show({ title: `${what} failed`, message: answer.error.message, color: 'red', autoClose: 10_000 });
      return answer;
    },
    [api],
  );
}

export function useSaveSettings(): (change: Partial<Settings>) => Promise<Result<Settings>> {
  const command = useCommand();
  return useCallback((change) => command('settings:set', change, 'Saving the setting'), [command]);
}
