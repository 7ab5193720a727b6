// The archive as the telemetry engine runs it: beside the pollers, with its troubles told by one account, since they concern the disk and not the account.
import { firstLineOf } from '#shared/error-words.ts';
import type { LogLevel } from '#shared/log-line.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { StorageReport, StorageState } from '#shared/storage-report.ts';
import { createArchive, type Archive, type ArchiveTrouble } from '../history/archive/archive.ts';
import type { ArchiveLimits } from '../history/archive/archive-retention.ts';
import type { TelemetryHistory } from '../history/telemetry-history.ts';
import type { PollerPorts } from './poller-ports.ts';
import { readFreeDiskBytes } from './telemetry-disk.ts';

export interface ArchiveKeeperOptions {
  readonly folder: string;
  readonly log: (level: LogLevel, text: string) => void;
  readonly limits: () => ArchiveLimits;
  readonly onState?: ((state: StorageState) => void) | undefined;
  readonly freeDiskBytes?: ((folder: string) => Promise<number>) | undefined;
  readonly now: () => number;
  readonly atPoint: (name: string) => void;
  /** Ports of the accounts that are polled. */
  readonly polled: () => Iterable<PollerPorts>;
}

export interface ArchiveKeeper {
  /** Once, when the history is open. */
  start(history: TelemetryHistory): void;
  /** Failure 'no-history' while it is not. */
  describe(): Promise<Result<StorageReport>>;
  /** Runs while no file of the archive comes or goes. */
  whilePaused<T>(job: () => Promise<T>): Promise<T>;
  /** A query could not read a file. */
  check(file: string): void;
  /** Another account is polled, or one no longer. */
  pollersChanged(): void;
  stop(): Promise<void>;
}

export function createArchiveKeeper(options: ArchiveKeeperOptions): ArchiveKeeper {
  const { folder, log } = options;
  let archive: Archive | null = null;
  let trouble: ArchiveTrouble | null = null;
  let teller: PollerPorts | null = null;

  function tell(): void {
    const ports = trouble === null ? null : ([...options.polled()][0] ?? null);
    if (teller !== null && teller !== ports) teller.clearProblem('telemetry-archive');
    teller = ports;
    if (trouble !== null) ports?.raiseProblem({ topic: 'telemetry-archive', call: 'Telemetry storage', ...trouble, severity: 'warning' });
  }

  return {
    start(history) {
      if (archive !== null) return;
      archive = createArchive({
        port: history.archivePort, folder, log, limits: options.limits, now: options.now, atPoint: options.atPoint, freeDiskBytes: options.freeDiskBytes ?? readFreeDiskBytes,
        ...(options.onState === undefined ? {} : { onState: options.onState }),
        onTrouble(next) {
          trouble = next;
          tell();
        },
      });
      archive.start();
    },
    async describe() {
      if (archive === null) return fail('no-history', 'The telemetry history is not open.');
      try {
        return ok(await archive.describe());
      } catch (error) {
        return fail('history-query', `The telemetry history can't be read: ${firstLineOf(error)}.`);
      }
    },
    whilePaused: (job) => archive?.whilePaused(job) ?? job(),
    check: (file) => void archive?.check(file).catch((error: unknown) => log('error', `${file} can't be checked: ${String(error)}`)),
    pollersChanged: () => {
      if (trouble !== null) tell();
    },
    stop: async () => archive?.stop(),
  };
}
