// What windows are told of the console as a whole: changes are gathered for a moment, and what is as it was is not sent again.
import type { ConsoleEvents, ConsoleState, CredentialView, StatusReport } from '#shared/ipc-contract.ts';

type NewsEvent = 'console:changed' | 'status:changed' | 'credentials:changed';

export interface ConsoleNewsSources {
  state(): ConsoleState;
  status(): StatusReport;
  credentials(): readonly CredentialView[];
  /** Brings what is shown beside the status up to date with it, before it is sent. */
  follow(report: StatusReport): void;
  send<Name extends NewsEvent>(event: Name, value: ConsoleEvents[Name]): void;
}

export interface ConsoleNews {
  /** Something may have changed. */
  soon(): void;
  /** Windows must know before anything else happens. */
  now(): void;
  stop(): void;
}

/** Changes are gathered for so long. */
const GATHER_MS = 200;

export function createConsoleNews(sources: ConsoleNewsSources): ConsoleNews {
  const lastSent = new Map<NewsEvent, string>();
  let timer: NodeJS.Timeout | null = null;

  function stop(): void {
    if (timer) clearTimeout(timer);
    timer = null;
  }

  /** `text` is what must differ from the last time. */
  function send<Name extends NewsEvent>(event: Name, value: ConsoleEvents[Name], text = JSON.stringify(value)): void {
    if (lastSent.get(event) === text) return;
    lastSent.set(event, text);
    sources.send(event, value);
  }

  function now(): void {
    stop();
    const report = sources.status();
    sources.follow(report);
    send('console:changed', sources.state());
    // Its own time alone is no news.
    send('status:changed', report, JSON.stringify({ ...report, atMs: 0 }));
    send('credentials:changed', sources.credentials());
  }

  return { soon: () => void (timer ??= setTimeout(now, GATHER_MS)), now, stop };
}
