// What both workers do alike with their engine: start it, switch accounts on and off, take new settings, back up.
import type { LogLevels } from '#shared/log-line.ts';
import type { Result } from '#shared/result.ts';
import type { Settings } from '#shared/settings.ts';
import type { CopiedHistory } from '../history/backup/copy-telemetry.ts';
import type { PollerPorts } from '../poll-loops/poller-ports.ts';
import type { BackupRun } from '../poll-loops/run-backup.ts';
import type { RequestHandlers } from './message-rpc.ts';
import type { WorkerRequests, WorkerStart } from './worker-protocol.ts';
import type { WorkerSide } from './worker-side.ts';

/** As much of an engine as both have. */
export interface PollingEngine {
  startAccount(ports: PollerPorts): Promise<void>;
  stopAccount(credentialId: string): Promise<void>;
  pollNow(credentialId: string): void;
  backUp(run: BackupRun): Promise<Result<CopiedHistory>>;
  close(): Promise<void>;
}

type SharedRequests = Pick<WorkerRequests, 'account:start' | 'account:stop' | 'account:end' | 'account:pollNow' | 'settings:set' | 'backup:write' | 'backup:cancel'>;

export interface EngineRun<Engine> {
  /** Throws before `begin`. */
  engine(): Engine;
  /** null before `begin`. */
  readonly started: Engine | null;
  begin(start: WorkerStart, open: (settings: () => Settings) => Promise<Engine>): Promise<Engine>;
  readonly handlers: RequestHandlers<SharedRequests>;
  readonly logLevels: () => LogLevels;
  close(): Promise<void>;
}

export interface EngineRunOptions<Engine> {
  readonly name: 'telemetry' | 'management';
  readonly side: () => WorkerSide;
  /** The setting between two polls: when it changes, a new wait begins at once. */
  readonly rhythmOf: (settings: Settings) => number;
  /** The credential was removed. */
  readonly endAccount: (engine: Engine, credentialId: string) => Promise<void>;
}

export function createEngineRun<Engine extends PollingEngine>({ name, side, rhythmOf, endAccount }: EngineRunOptions<Engine>): EngineRun<Engine> {
  let started: { readonly engine: Engine; readonly start: WorkerStart } | null = null;
  let settings: Settings | null = null;
  const polled = new Set<string>();
  /** Ends the newest backup. */
  let backup: AbortController | null = null;

  function running(): NonNullable<typeof started> {
    if (!started) throw new Error(`The ${name} worker has not been started yet.`);
    return started;
  }

  return {
    engine: () => running().engine,
    get started() {
      return started?.engine ?? null;
    },
    async begin(start, open) {
      settings = start.settings;
      const engine = await open(() => settings ?? start.settings);
      started = { engine, start };
      return engine;
    },
    logLevels: () => settings?.logLevels ?? {},
    handlers: {
      async 'account:start'(account) {
        const { engine, start } = running();
        polled.add(account.credentialId);
        await engine.startAccount(side().portsFor(account, start, () => settings ?? start.settings));
        return null;
      },
      async 'account:stop'({ credentialId }) {
        polled.delete(credentialId);
        await started?.engine.stopAccount(credentialId);
        return null;
      },
      async 'account:end'({ credentialId }) {
        polled.delete(credentialId);
        if (started) await endAccount(started.engine, credentialId);
        return null;
      },
      'account:pollNow'({ credentialId }) {
        started?.engine.pollNow(credentialId);
        return null;
      },
      'settings:set'(next) {
        const isRhythmNew = settings !== null && rhythmOf(settings) !== rhythmOf(next);
        settings = next;
        // A new interval counts from now, not from the end of the old wait.
        if (isRhythmNew) for (const credentialId of polled) started?.engine.pollNow(credentialId);
        return null;
      },
      'backup:write'({ target }) {
        backup = new AbortController();
        return running().engine.backUp({ target, signal: backup.signal, onBytes: (bytes) => side().rpc.announce('backup:progress', { bytes }) });
      },
      'backup:cancel'() {
        backup?.abort();
        return null;
      },
    },
    async close() {
      backup?.abort();
      await started?.engine.close();
      await side().settleExchanges();
    },
  };
}
