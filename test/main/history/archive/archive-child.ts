// An archive in a process of its own that ends itself with SIGKILL at a named point of its pass; run by the kill tests, never by vitest.
// argv[2] is an ArchiveChildOrder as JSON. Ends by itself, with `done` on stdout, when the point is not reached.
import { writeSync } from 'node:fs';
import { createArchive } from '../../../../src/main/history/archive/archive.ts';
import { openTelemetryHistory } from '../../../../src/main/history/telemetry-history.ts';

export interface ArchiveChildOrder {
  readonly folder: string;
  readonly nowMs: number;
  readonly historyDays: number;
  readonly rowsPerSlice: number;
  readonly point: string;
  /** At the n-th time the point is reached. */
  readonly hit: number;
}

const order = JSON.parse(process.argv[2]!) as ArchiveChildOrder;
let hits = 0;

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

function atPoint(name: string): void {
  if (name !== order.point || ++hits < order.hit) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal ends all threads; nothing may happen until then.
  for (;;);
}

void openTelemetryHistory({ folder: order.folder, log: () => undefined }).then(async (history) => {
  const archive = createArchive({
    port: history.archivePort, folder: order.folder, log: (level, text) => level === 'error' && say(`error ${text}`), limits: () => ({ historyDays: order.historyDays, historyMaxGB: 0 }),
    freeDiskBytes: () => Promise.resolve(1e12), now: () => order.nowMs, rowsPerSlice: order.rowsPerSlice, atPoint,
  });
  await archive.runPass();
  say('done');
  await history.close();
});
