// One export of the history through main: the system asks for the file, the telemetry worker writes it, progress comes as events.
import type { ConsoleApi } from '#shared/console-api.ts';
import type { HistoryExportProgress, HistoryExportRequest } from '#shared/history-export.ts';
import type { HistorySaved } from '#shared/ipc-contract.ts';
import type { Result } from '#shared/result.ts';
import { invokeCommand } from '../console-client/console-client.ts';

let nextExportId = 1;

export async function runHistoryExport(
  api: ConsoleApi, request: Omit<HistoryExportRequest, 'exportId'>, signal: AbortSignal, onProgress: (progress: HistoryExportProgress) => void,
): Promise<Result<HistorySaved>> {
  const exportId = nextExportId++;
  const cancel = (): void => void invokeCommand(api, 'history:cancelExport', { exportId });
  const unsubscribe = api.subscribe('history:exportProgress', (progress) => {
    if (progress.exportId === exportId) onProgress(progress);
  });
  signal.addEventListener('abort', cancel);
  try {
    return await invokeCommand(api, 'history:export', { ...request, exportId });
  } finally {
    signal.removeEventListener('abort', cancel);
    unsubscribe();
  }
}
