// The worker's end: speaks with main, and makes the ports that each account's poll loop needs.
import { wordsOf } from '#shared/error-words.ts';
import { isRecorded, type LogLevel, type LogLevels } from '#shared/log-line.ts';
import type { Settings } from '#shared/settings.ts';
import type { PolledAccount, PollerPorts } from '../poll-loops/poller-ports.ts';
import type { ReportExchange } from '../starlink/exchange.ts';
import { createMessageRpc, type MessageRpc, type RequestHandlers } from './message-rpc.ts';
import type { MainRequests, WorkerEvents, WorkerRequests, WorkerStart } from './worker-protocol.ts';

export interface WorkerSide {
  readonly rpc: MessageRpc<MainRequests, WorkerEvents>;
  readonly log: (level: LogLevel, text: string) => void;
  portsFor(account: PolledAccount, start: WorkerStart, settings: () => Settings): PollerPorts;
  /** Resolves when main has been sent the details of every exchange so far. */
  settleExchanges(): Promise<void>;
}

export interface WorkerSideOptions {
  /** Its module in the log. */
  readonly name: 'telemetry' | 'management';
  readonly logLevels: () => LogLevels;
}

export function createWorkerSide(options: WorkerSideOptions, handlers: RequestHandlers<WorkerRequests>): WorkerSide {
  const port = process.parentPort;
  const rpc: MessageRpc<MainRequests, WorkerEvents> = createMessageRpc<MainRequests, WorkerRequests, object, WorkerEvents>(port, handlers, {});
  port.on('message', (event) => rpc.receive(event.data));
  // What nobody records does not travel.
  const log = (level: LogLevel, text: string): void => {
    if (isRecorded(options.logLevels(), level, options.name)) rpc.announce('log:line', { level, text });
  };
  const unsent = new Set<Promise<void>>();

  const reportExchange: ReportExchange = (exchange, details) => {
    rpc.announce('exchange:done', exchange);
    // After what the poll loop does with the reply at once: putting it safely on disk goes before masking it for a screen.
    const sent = new Promise<void>((resolve) => setImmediate(resolve))
      .then(details)
      .then((read) => rpc.announce('exchange:details', { exchangeId: exchange.exchangeId, details: read }))
      .catch((error: unknown) => log('error', `The details of an exchange are lost: ${wordsOf(error)}`))
      .finally(() => unsent.delete(sent));
    unsent.add(sent);
  };

  return {
    rpc,
    log,
    portsFor(account, start, settings) {
      const { credentialId } = account;
      const say = (level: LogLevel, text: string): void => log(level, `${account.accountNumber}: ${text}`);
      return {
        account,
        apiUrl: start.apiUrl,
        tokens: { token: (rejected) => rpc.request('token:get', { credentialId, rejected }) },
        settings,
        async leaseRequest(group) {
          const askedAtMs = performance.now();
          await rpc.request('budget:lease', { credentialId, group });
          say(5, `The request budget gave room for a request of group ${group} after ${Math.round(performance.now() - askedAtMs)} ms`);
        },
        reportStatus(status) {
          rpc.announce('poller:status', { credentialId, status });
          const next = status.nextPollAtMs === null ? '' : `, next poll at ${new Date(status.nextPollAtMs).toISOString()}`;
          say(4, `The poller is ${status.phase}${next}`);
        },
        raiseProblem: (problem) => rpc.announce('problem:raised', { credentialId, problem }),
        clearProblem: (topic) => rpc.announce('problem:cleared', { credentialId, topic }),
        reportExchange,
        maskSecrets: (text) => rpc.request('secrets:mask', { text }),
        log: say,
        now: Date.now,
      };
    },
    settleExchanges: async () => void (await Promise.all(unsent)),
  };
}
