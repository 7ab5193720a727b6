// Replies of the spool folder: those of an earlier run, torn ones that wait for column names, and those that nobody can read.
import { firstLineOf } from '#shared/error-words.ts';
import type { LogLevel } from '#shared/log-line.ts';
import type { CurrentTelemetry } from '../history/current-telemetry.ts';
import { replaySpools, type ReplayOutcome, type WaitingSpool } from '../history/replay-spools.ts';
import type { TelemetryHistory } from '../history/telemetry-history.ts';
import type { PollerPorts } from './poller-ports.ts';

export interface LeftReplies {
  /** Stores all that lie there. Rejects with DuckDB's error; what was not stored is still there. */
  storeAll(history: TelemetryHistory): Promise<void>;
  /** A torn reply of this run that waits for column names. */
  add(path: string, credentialId: string): void;
  /** After a whole reply of the account: its columns are known now. A failure leaves the files for the next whole reply. */
  storeWaiting(ports: PollerPorts, history: TelemetryHistory): Promise<void>;
  /** Files that could not be read are told by the first account that is polled, until it stops. */
  tellSetAside(ports: PollerPorts): void;
}

export interface LeftRepliesOptions {
  readonly spoolFolder: string;
  readonly log: (level: LogLevel, text: string) => void;
  readonly onCurrent: (changed: CurrentTelemetry) => void;
  readonly atPoint: (name: string) => void;
  readonly maskSecrets?: ((text: string) => Promise<string>) | undefined;
}

export function createLeftReplies({ spoolFolder, log, onCurrent, atPoint, maskSecrets }: LeftRepliesOptions): LeftReplies {
  let waiting: readonly WaitingSpool[] = [];
  let setAside: readonly string[] = [];

  function take(outcome: ReplayOutcome): void {
    outcome.changed.forEach(onCurrent);
    waiting = [...waiting, ...outcome.waiting];
    setAside = [...setAside, ...outcome.quarantined];
  }

  function tellSetAside(ports: PollerPorts): void {
    if (setAside.length === 0) return;
    const many = setAside.length === 1 ? 'A telemetry reply of an earlier run' : `${setAside.length} telemetry replies of an earlier run`;
    ports.raiseProblem({
      topic: 'telemetry-history', call: 'Telemetry storage', cause: `${many} can't be read and was set aside: ${setAside.join(', ')}.`,
      nextStep: 'Keep the file and report it; polling goes on.', severity: 'warning',
    });
    setAside = [];
  }

  return {
    async storeAll(history) {
      const outcome = await replaySpools({ spoolFolder, history, log, atPoint, maskSecrets });
      // The folder was looked through whole.
      waiting = [];
      take(outcome);
    },
    add(path, credentialId) {
      waiting = [...waiting, { file: { path, receivedAtMs: null }, credentialId }];
    },
    async storeWaiting(ports, history) {
      const { credentialId } = ports.account;
      const own = waiting.filter((spool) => spool.credentialId === credentialId);
      if (own.length === 0) return;
      waiting = waiting.filter((spool) => spool.credentialId !== credentialId);
      try {
        take(await replaySpools({ spoolFolder, history, log, atPoint, maskSecrets, only: own.map(({ file }) => file) }));
      } catch (error) {
        log('error', `A torn telemetry reply can't be stored yet: ${firstLineOf(error)}`);
        waiting = [...waiting, ...own];
      }
      tellSetAside(ports);
    },
    tellSetAside,
  };
}
