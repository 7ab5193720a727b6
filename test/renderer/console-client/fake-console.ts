// A stand-in for the preload's API: answers are given by the test, events are sent by it.
import type { ConsoleApi } from '#shared/console-api.ts';
import type { CommandName, ConsoleEvents, EventName } from '#shared/ipc-contract.ts';
import type { Result } from '#shared/result.ts';

export interface SentCommand {
  readonly command: CommandName;
  readonly payload: unknown;
  readonly answer: (result: Result<unknown>) => void;
}

export interface FakeConsole {
  readonly api: ConsoleApi;
  /** Every command so far, oldest first; each waits for its answer. */
  readonly sent: readonly SentCommand[];
  emit<Name extends EventName>(event: Name, value: ConsoleEvents[Name]): void;
  listeners(event: EventName): number;
}

export function createFakeConsole(): FakeConsole {
  const sent: SentCommand[] = [];
  const listeners = new Map<EventName, Set<(value: never) => void>>();
  const of = (event: EventName): Set<(value: never) => void> => {
    const known = listeners.get(event) ?? new Set();
    listeners.set(event, known);
    return known;
  };
  const api = {
    invoke: (command: CommandName, payload: unknown) =>
      new Promise<Result<unknown>>((resolve) => sent.push({ command, payload, answer: resolve })),
    subscribe: (event: EventName, listener: (value: never) => void) => {
      of(event).add(listener);
      return () => of(event).delete(listener);
    },
  } as unknown as ConsoleApi;
  return {
    api,
    sent,
    emit: (event, value) => of(event).forEach((listener) => listener(value as never)),
    listeners: (event) => of(event).size,
  };
}
