// Asks the history a named question; the answer has the question's type. Ended by its signal, and by a newer question of the same chart.
import type { ConsoleApi } from '#shared/console-api.ts';
import type { HistoryAnswer, HistoryQueryName, HistoryQuestion, HistoryRequest } from '#shared/history-query.ts';
import type { Result } from '#shared/result.ts';
import { invokeCommand } from './console-client.ts';

let nextQueryId = 1;

export interface HistoryAsk {
  /** What on the page shows the answer; null: nothing that a newer question replaces. */
  readonly chart: string | null;
  readonly signal?: AbortSignal;
}

/** Failures: 'cancelled' and 'replaced' are nobody's trouble; the others say what is wrong. */
export async function askHistory<Name extends HistoryQueryName>(api: ConsoleApi, name: Name, request: HistoryRequest<Name>, { chart, signal }: HistoryAsk): Promise<Result<HistoryAnswer<Name>>> {
  const queryId = nextQueryId++;
  const cancel = (): void => void invokeCommand(api, 'history:cancel', { queryId });
  signal?.addEventListener('abort', cancel);
  try {
    const question = { name, request } as HistoryQuestion;
    // Main answers each name with its own answer; the contract has only one type for all of them.
    return (await invokeCommand(api, 'history:query', { queryId, chart, question })) as Result<HistoryAnswer<Name>>;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
