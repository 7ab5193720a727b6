// Stands once in every window: shows the export dialog that any part of it has asked for, and says what was saved.
import { notifications } from '@mantine/notifications';
import type { HistoryExportProgress, HistoryExportRequest } from '#shared/history-export.ts';
import { useConsoleApi } from '../console-client/use-console.ts';
import { formatCount } from '../formats/format-number.ts';
import { returnFocusToGrid } from '../tables/menu-focus.ts';
import { HistoryExportDialog } from './history-export-dialog.tsx';
import { closeHistoryExport, useHistoryExport } from './history-export-store.ts';
import { runHistoryExport } from './run-history-export.ts';

export function HistoryExportHost(): React.ReactNode {
  const api = useConsoleApi();
  const subject = useHistoryExport((state) => state.subject);
  if (subject === null) return null;

  async function run(request: Omit<HistoryExportRequest, 'exportId'>, signal: AbortSignal, onProgress: (progress: HistoryExportProgress) => void): Promise<string | null> {
    const saved = await runHistoryExport(api, request, signal, onProgress);
    if (!saved.ok) return saved.error.message;
    if (saved.value.outcome === 'saved') {
      const { rows, file, incompleteDays } = saved.value;
      const lost = incompleteDays.length === 0 ? '' : ` Not complete: files of the archive were damaged, or went by their age meanwhile (${incompleteDays.join(', ')}).`;
      notifications.show({ title: 'Exported history', message: `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'} in ${file}.${lost}`, ...(lost === '' ? {} : { autoClose: false }) });
    }
    return null;
  }

  function close(): void {
    const { openedFrom } = useHistoryExport.getState();
    closeHistoryExport();
    // What it was opened from may be an entry of a row's menu, which has gone.
    setTimeout(() => {
      if (openedFrom instanceof HTMLElement && openedFrom.isConnected) openedFrom.focus({ preventScroll: true });
      else returnFocusToGrid();
    }, 0);
  }

  return <HistoryExportDialog key={subject.deviceIds.join(' ')} subject={subject} onExport={run} onClose={close} />;
}
