// Asks the history for what the chart shows, again with every new sample.
import { useEffect, useState } from 'react';
import type { Series, SeriesMetric } from '#shared/history-series.ts';
import { askHistory } from '../console-client/history-client.ts';
import { useConsoleApi } from '../console-client/use-console.ts';

export interface SeriesQuestion {
  readonly deviceId: string;
  readonly metric: SeriesMetric;
  readonly spanMs: number;
  readonly buckets: number;
  /** A newer sample than the last answer knew means asking again. */
  readonly newestSampleAtMs: number | null;
}

export interface ShownSeries {
  readonly metric: SeriesMetric;
  readonly series: Series;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface SeriesAnswer {
  /** The last good answer, kept while the next is under way. */
  readonly shown: ShownSeries | null;
  readonly failure: string | null;
}

export function useSeries({ deviceId, metric, spanMs, buckets, newestSampleAtMs }: SeriesQuestion): SeriesAnswer {
  const api = useConsoleApi();
  const [answer, setAnswer] = useState<SeriesAnswer>({ shown: null, failure: null });
  useEffect(() => {
    const stop = new AbortController();
    const toMs = Date.now();
    const fromMs = toMs - spanMs;
    void askHistory(api, 'series', { deviceId, metric, fromMs, toMs, buckets }, { chart: 'series', signal: stop.signal }).then((result) => {
      if (stop.signal.aborted) return;
      if (result.ok) setAnswer({ shown: { metric, series: result.value, fromMs, toMs }, failure: null });
      else setAnswer((before) => ({ shown: before.shown?.metric === metric ? before.shown : null, failure: result.error.message }));
    });
    return () => stop.abort();
  }, [api, deviceId, metric, spanMs, buckets, newestSampleAtMs]);
  return answer;
}
