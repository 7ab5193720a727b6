// The worker's end: speaks with main, and makes the ports that each account's poll loop needs.
import type { Settings } from '#shared/settings.ts';
import type { LogLevel } from '#shared/log-line.ts';
import type { PolledAccount, PollerPorts } from '../poll-loops/poller-ports.ts';
import { createMessageRpc, type MessageRpc, type RequestHandlers } from './message-rpc.ts';
import type { MainRequests, WorkerEvents, WorkerRequests, WorkerStart } from './worker-protocol.ts';

export interface WorkerSide {
  readonly rpc: MessageRpc<MainRequests, WorkerEvents>;
  readonly log: (level: LogLevel, text: string) => void;
  portsFor(account: PolledAccount, start: WorkerStart, settings: () => Settings): PollerPorts;
}

export function createWorkerSide(handlers: RequestHandlers<WorkerRequests>): WorkerSide {
  const port = process.parentPort;
  const rpc: MessageRpc<MainRequests, WorkerEvents> = createMessageRpc<MainRequests, WorkerRequests, object, WorkerEvents>(port, handlers, {});
  port.on('message', (event) => rpc.receive(event.data));
  const log = (level: LogLevel, text: string): void => rpc.announce('log:line', { level, text });

  return {
    rpc,
    log,
    portsFor(account, start, settings) {
      const { credentialId } = account;
      return {
        account,
        apiUrl: start.apiUrl,
        tokens: { token: (rejected) => rpc.request('token:get', { credentialId, rejected }) },
        settings,
        leaseRequest: async (group) => void (await rpc.request('budget:lease', { credentialId, group })),
        reportStatus: (status) => rpc.announce('poller:status', { credentialId, status }),
        raiseProblem: (problem) => rpc.announce('problem:raised', { credentialId, problem }),
        clearProblem: (topic) => rpc.announce('problem:cleared', { credentialId, topic }),
        reportExchange: (exchange) => rpc.announce('exchange:done', exchange),
        log: (level, text) => log(level, `${account.accountNumber}: ${text}`),
        now: Date.now,
      };
    },
  };
}
