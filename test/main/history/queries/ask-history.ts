// Asks a history of a test by name, and answers what it said.
import { onTestFinished } from 'vitest';
import type { HistoryAnswer, HistoryQueryName, HistoryRequest } from '../../../../src/shared/history-query.ts';
import { openTelemetryHistory, type TelemetryHistory, type TelemetryHistoryOptions } from '../../../../src/main/history/telemetry-history.ts';

export async function openHistory(folder: string, options: Partial<TelemetryHistoryOptions> = {}): Promise<TelemetryHistory> {
  const history = await openTelemetryHistory({ folder, log: () => undefined, ...options });
  onTestFinished(() => history.close());
  return history;
}

let asked = 0;

/** Throws on a failure. */
export async function askOk<Name extends HistoryQueryName>(history: TelemetryHistory, name: Name, request: HistoryRequest<Name>): Promise<HistoryAnswer<Name>> {
  const answer = await history.queries.ask(name, request, { queryId: `test-${asked++}`, chart: null });
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  return answer.value;
}
