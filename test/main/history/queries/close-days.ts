// Closes days as the console does: by the archive itself, at a time of the test's.
import { createArchive } from '../../../../src/main/history/archive/archive.ts';
import type { TelemetryHistory } from '../../../../src/main/history/telemetry-history.ts';

/** Every day that is over for nine hours at `nowMs`. Throws what the archive would say to the operator. */
export async function closeDays(history: TelemetryHistory, folder: string, nowMs: number, rowsPerSlice?: number): Promise<void> {
  const troubles: string[] = [];
  const archive = createArchive({
    port: history.archivePort, folder, limits: () => ({ historyDays: 400, historyMaxGB: 0 }), log: () => undefined, now: () => nowMs,
    freeDiskBytes: () => Promise.resolve(1e12), ...(rowsPerSlice === undefined ? {} : { rowsPerSlice }), onTrouble: (trouble) => void (trouble !== null && troubles.push(trouble.cause)),
  });
  await archive.runPass();
  await archive.stop();
  if (troubles.length > 0) throw new Error(troubles.join('\n'));
}
