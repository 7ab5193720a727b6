// A range of the history as a file: what of it, of whom, from when to when, and in which format.
import { z } from 'zod';

export const exportKinds = ['telemetry', 'routers', 'ip-allocations', 'alert-edges'] as const;
export type HistoryExportKind = (typeof exportKinds)[number];
export const exportFormats = ['csv', 'parquet'] as const;
export type HistoryExportFormat = (typeof exportFormats)[number];

/** The largest fleet that the console is made for, all selected. */
const MOST_TERMINALS = 20_000;

export const historyExportSchema = z.strictObject({
  /** Names the export for progress and cancel; a page counts its own. */
  exportId: z.number().int(),
  kind: z.enum(exportKinds),
  format: z.enum(exportFormats),
  /** Terminals, `ut…`; their routers', allocations' and alerts' rows too. null: all that are stored. */
  deviceIds: z.array(z.string().min(1).max(100)).min(1).max(MOST_TERMINALS).nullable(),
  /** Epoch ms of the samples' own time; `toMs` is the first moment that no longer belongs to it. */
  fromMs: z.number(),
  toMs: z.number(),
});
export type HistoryExportRequest = z.infer<typeof historyExportSchema>;

export interface HistoryExportProgress {
  readonly exportId: number;
  /** 0–100, by rows that are expected. */
  readonly percent: number;
  /** Written so far. */
  readonly rows: number;
}
