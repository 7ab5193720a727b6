// What every window knows of the console itself: its state and the status report, fetched once and then followed.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConsoleApi } from '#shared/console-api.ts';
import type { ConsoleState, StatusReport } from '#shared/ipc-contract.ts';
import type { Result } from '#shared/result.ts';
import { invokeCommand } from './console-client.ts';

export interface ConsoleStores {
  readonly api: ConsoleApi;
  readonly state: StoreApi<ConsoleState>;
  readonly status: StoreApi<StatusReport>;
  close(): void;
}

/** Resolves when both are known, so that no page has to draw itself without them. */
export async function createConsoleStores(api: ConsoleApi): Promise<Result<ConsoleStores>> {
  // Listening starts before asking: a change between the answer and the listening would be lost.
  let newerState: ConsoleState | null = null;
  let newerStatus: StatusReport | null = null;
  let applyState = (value: ConsoleState): void => void (newerState = value);
  let applyStatus = (value: StatusReport): void => void (newerStatus = value);
  const stops = [
    api.subscribe('console:changed', (value) => applyState(value)),
    api.subscribe('status:changed', (value) => applyStatus(value)),
  ];
  const close = (): void => stops.forEach((stop) => stop());

  const [stateAnswer, statusAnswer] = await Promise.all([
    invokeCommand(api, 'console:state', undefined),
    invokeCommand(api, 'status:get', undefined),
  ]);
  if (!stateAnswer.ok || !statusAnswer.ok) {
    close();
    return stateAnswer.ok ? (statusAnswer as Extract<typeof statusAnswer, { ok: false }>) : stateAnswer;
  }
  const state = createStore<ConsoleState>(() => newerState ?? stateAnswer.value);
  const status = createStore<StatusReport>(() => newerStatus ?? statusAnswer.value);
  applyState = (value) => state.setState(value, true);
  applyStatus = (value) => status.setState(value, true);
  return { ok: true, value: { api, state, status, close } };
}
