// The only file that knows that workers are utility processes: starts one, restarts it with back-off when it dies.
import path from 'node:path';
import { utilityProcess, type UtilityProcess } from 'electron';
import { wordsOf } from '#shared/error-words.ts';
import { createMessageRpc, type EventHandlers, type MessageRpc, type RequestHandlers } from './message-rpc.ts';
import type { MainRequests, WorkerEvents, WorkerRequests } from './worker-protocol.ts';

export type WorkerName = 'telemetry' | 'management';

export interface WorkerHost {
  /** Asks the worker; rejects when it is down. */
  request: MessageRpc<WorkerRequests, object>['request'];
  /** Resolves when the worker's process is gone. */
  close(): Promise<void>;
}

export interface WorkerHostOptions {
  readonly name: WorkerName;
  readonly folder: string;
  readonly handlers: RequestHandlers<MainRequests>;
  readonly onEvent: EventHandlers<WorkerEvents>;
  /** Runs after every start, the first one too: hand over folder, settings and accounts. */
  readonly onUp: (host: WorkerHost) => Promise<void>;
  readonly onDown: (reason: string, restartInMs: number) => void;
  /** The process runs, but could not take up its work (a database of a newer version, a folder that can't be written). */
  readonly onFailed: (reason: string) => void;
  readonly log: (level: 'error' | 0 | 1, text: string) => void;
}

/** First restart after 1 s, doubled each time up to a minute; a worker that lived a minute starts from 1 s again. */
const FIRST_RESTART_MS = 1_000;
const LONGEST_RESTART_MS = 60_000;

export function createWorkerHost(options: WorkerHostOptions): WorkerHost {
  let child: UtilityProcess | null = null;
  let rpc: MessageRpc<WorkerRequests, object> | null = null;
  let restartTimer: NodeJS.Timeout | null = null;
  let restartMs = FIRST_RESTART_MS;
  let closing = false;
  let gone: Promise<void> = Promise.resolve();

  function start(): void {
    const startedAtMs = Date.now();
    const process = utilityProcess.fork(path.join(import.meta.dirname, `${options.name}-worker.js`), [], {
      serviceName: `Groundtrack ${options.name}`,
      stdio: 'pipe',
    });
    const conversation = createMessageRpc<WorkerRequests, MainRequests, WorkerEvents, object>(process, options.handlers, options.onEvent);
    child = process;
    rpc = conversation;
    process.stdout?.on('data', (text: Buffer) => options.log(1, text.toString().trimEnd()));
    process.stderr?.on('data', (text: Buffer) => options.log('error', text.toString().trimEnd()));
    process.on('message', (message) => conversation.receive(message));
    gone = new Promise((resolve) => {
      process.once('exit', (code) => {
        conversation.disconnect(`the ${options.name} worker is gone`);
        child = null;
        rpc = null;
        resolve();
        if (!closing) restartLater(code, Date.now() - startedAtMs);
      });
    });
    process.once('spawn', () => {
      options.onUp(host).catch((error: unknown) => {
        if (rpc === conversation) options.onFailed(wordsOf(error));
      });
    });
  }

  function restartLater(code: number, livedMs: number): void {
    if (livedMs > LONGEST_RESTART_MS) restartMs = FIRST_RESTART_MS;
    options.onDown(`The ${options.name} worker ended unexpectedly (code ${code}).`, restartMs);
    restartTimer = setTimeout(start, restartMs);
    restartMs = Math.min(restartMs * 2, LONGEST_RESTART_MS);
  }

  const host: WorkerHost = {
    request(name, payload) {
      return rpc ? rpc.request(name, payload) : Promise.reject(new Error(`the ${options.name} worker is not running`));
    },
    async close() {
      closing = true;
      if (restartTimer) clearTimeout(restartTimer);
      const process = child;
      if (process && rpc) {
        await rpc.request('worker:close', null).catch(() => null);
        process.kill();
      }
      await gone;
    },
  };
  start();
  return host;
}
