// The window's one door to main: `window.groundtrack`, typed, with failures as values even when the bridge itself breaks.
import type { ConsoleApi } from '#shared/console-api.ts';
import type { CommandName, CommandPayload, CommandValues } from '#shared/ipc-contract.ts';
import { fail, type Result } from '#shared/result.ts';

declare global {
  interface Window {
    readonly groundtrack?: ConsoleApi;
  }
}

/** The API that the preload script exposes. Throws where a page runs without it: nothing in the renderer works then. */
export function consoleApi(): ConsoleApi {
  const api = window.groundtrack;
  if (api === undefined) throw new Error('This page only works inside Groundtrack: its preload script is missing.');
  return api;
}

/** Sends a command; a rejected promise (bridge or gate broken) becomes a failure too, so callers handle one shape. */
export async function invokeCommand<Name extends CommandName>(
  api: ConsoleApi,
  command: Name,
  payload: CommandPayload<Name>,
): Promise<Result<CommandValues[Name]>> {
  try {
    return await api.invoke(command, payload);
  } catch (error) {
    return fail('bridge-failed', error instanceof Error ? error.message : `The command ${command} was not answered.`);
  }
}
