// Whose history this window's export dialog is about; null while it is closed.
import { create } from 'zustand';

export interface ExportSubject {
  /** Terminals, `ut…`. */
  readonly deviceIds: readonly string[];
  /** How they are called in the dialog: a terminal's name, or "12 terminals". */
  readonly label: string;
}

interface HistoryExportState {
  readonly subject: ExportSubject | null;
  /** What had the focus when it opened. */
  readonly openedFrom: Element | null;
}

export const useHistoryExport = create<HistoryExportState>(() => ({ subject: null, openedFrom: null }));

export function openHistoryExport(subject: ExportSubject): void {
  useHistoryExport.setState({ subject, openedFrom: document.activeElement });
}

export function closeHistoryExport(): void {
  useHistoryExport.setState({ subject: null });
}
