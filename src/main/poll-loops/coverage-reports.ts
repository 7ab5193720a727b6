// Tells each account's coverage of the last 24 hours: once a minute, and after a reply that caught up.
import { COVERAGE_SPAN_MS, type CoverageFigures } from '#shared/coverage.ts';
import type { TelemetryHistory } from '../history/telemetry-history.ts';

export interface CoverageReports {
  /** The account's stream has caught up: its figure may have changed. */
  caughtUp(credentialId: string): void;
  /** Resolves when no query is in hand. */
  stop(): Promise<void>;
}

interface CoverageReportsOptions {
  /** null while it can't be used. */
  readonly history: () => TelemetryHistory | null;
  readonly now: () => number;
  readonly onCoverage: (credentialId: string, coverage: CoverageFigures) => void;
  readonly onFailure: (error: unknown) => void;
}

const EVERY_MS = 60_000;
/** After a reply, the figure of so long ago is told anew. */
const OLD_AFTER_MS = 30_000;

export function createCoverageReports(options: CoverageReportsOptions): CoverageReports {
  const toldAtMs = new Map<string, number>();
  let last: Promise<void> = Promise.resolve();
  let stopped = false;

  /** One query after the other; a wrong clock only makes a report come sooner. */
  function tell(credentialId: string, olderThanMs: number): void {
    const nowMs = options.now();
    if (stopped || Math.abs(nowMs - (toldAtMs.get(credentialId) ?? Number.NEGATIVE_INFINITY)) < olderThanMs) return;
    toldAtMs.set(credentialId, nowMs);
    last = last.then(async () => {
      const history = options.history();
      if (history === null || stopped) return;
      const { share, observedMs, missingMs, terminals } = await history.coverage({ deviceId: null, credentialId, fromMs: nowMs - COVERAGE_SPAN_MS, toMs: nowMs }, nowMs);
      if (!stopped) options.onCoverage(credentialId, { share, observedMs, missingMs, terminals });
    }).catch(options.onFailure);
  }

  const tellAll = (): void => options.history()?.accountsSeen().forEach((credentialId) => tell(credentialId, EVERY_MS / 2));
  const minutely = setInterval(tellAll, EVERY_MS);
  tellAll();

  return {
    caughtUp: (credentialId) => tell(credentialId, OLD_AFTER_MS),
    stop() {
      stopped = true;
      clearInterval(minutely);
      return last;
    },
  };
}
