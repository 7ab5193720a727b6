// Asks for a terminal's coverage of a range up to now, again with every new sample and once a minute: a silent terminal's gap grows too.
import { useEffect, useState } from 'react';
import type { Coverage } from '#shared/coverage.ts';
import { invokeCommand } from '../console-client/console-client.ts';
import { useConsoleApi } from '../console-client/use-console.ts';

export interface ShownCoverage {
  readonly coverage: Coverage;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface CoverageAnswer {
  /** The last good answer, kept while the next is under way. */
  readonly shown: ShownCoverage | null;
  readonly failure: string | null;
}

const ASK_EVERY_MS = 60_000;

export function useCoverage(deviceId: string, spanMs: number, newestSampleAtMs: number | null): CoverageAnswer {
  const api = useConsoleApi();
  const [answer, setAnswer] = useState<CoverageAnswer>({ shown: null, failure: null });
  useEffect(() => {
    let outdated = false;
    async function ask(): Promise<void> {
      const toMs = Date.now();
      const fromMs = toMs - spanMs;
      const result = await invokeCommand(api, 'history:coverage', { deviceId, credentialId: null, fromMs, toMs });
      if (outdated) return;
      if (result.ok) setAnswer({ shown: { coverage: result.value, fromMs, toMs }, failure: null });
      else setAnswer((before) => ({ ...before, failure: result.error.message }));
    }
    void ask();
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => {
      outdated = true;
      clearInterval(timer);
    };
  }, [api, deviceId, spanMs, newestSampleAtMs]);
  return answer;
}
