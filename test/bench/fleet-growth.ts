// Target 8: ten times the terminals cost at most ten times the time, in each line that has a fleet.
import { ParseMemory } from '../../src/main/starlink/parse-memory.ts';
import { parseTelemetryBody } from '../../src/main/starlink/parse-telemetry-body.ts';
import { judge, median, type BenchResult, type BenchTarget } from './bench-line.ts';
import { createFullReplies } from './full-replies.ts';
import type { HistoryBench, HistoryFigures } from './history.ts';
import { measureMainDelay } from './main-loop.ts';
import { measureSearch } from './search-key.ts';
import { measurePaintGrowth } from './table-paint.ts';

const REPLIES = 6;
const TENTH = 0.1;
const TERMINALS = 10_000;

const historyLines = {
  closedSeries: 'One terminal’s 24 h, closed day', openSeries: 'One terminal’s 24 h, today', closedAsOf: 'Fleet as of a time, closed day', openAsOf: 'Fleet as of a time, today',
  closedPercentiles: 'Fleet p95 over 24 h, closed day', openPercentiles: 'Fleet p95 over 24 h, today',
} as const satisfies { readonly [Name in keyof HistoryFigures]?: string };

export async function benchFleetGrowth(history: HistoryBench): Promise<BenchResult[]> {
  const [few, many] = [await measureParsing(TENTH), await measureParsing(1)];
  const results = [
    line('8a', 'A reply of the fleet → columns', many, few, TERMINALS),
    line('8b', 'Search: all keys of 4s', allKeys(TERMINALS), allKeys(TERMINALS * TENTH), TERMINALS),
  ];
  const [tenth, whole] = [await history.figures(history.fleet * TENTH), await history.figures(history.fleet)];
  for (const [index, [name, title]] of Object.entries(historyLines).entries()) {
    const figureOf = (figures: HistoryFigures): number => median(figures[name as keyof typeof historyLines].map(({ figure }) => figure));
    results.push(line(`8${String.fromCharCode(99 + index)}`, title, figureOf(whole), figureOf(tenth), history.fleet));
  }
  results.push(judge(comparedToTenth('8i', 'All rows changed → sorted and painted'), await measurePaintGrowth(TENTH)));
  const [fewDelay, manyDelay] = [await measureMainDelay(TERMINALS * TENTH), await measureMainDelay(TERMINALS)];
  results.push(line('8j', 'Event-loop delay of main, p99', manyDelay.busy.p99, fewDelay.busy.p99, TERMINALS));
  return results;
}

function line(target: string, name: string, figure: number, yardstick: number, terminals: number): BenchResult {
  return judge(comparedToTenth(target, name), { figure, yardstick, ratio: figure / yardstick, detail: { terminals } });
}

function comparedToTenth(target: string, name: string): BenchTarget {
  return { target, name, yardstick: 'a tenth of the terminals', counts: 'ratio', unit: 'ms', bar: 10, aim: 5 };
}

/** The slowest one alone is a matter of the machine's mood. */
function allKeys(terminals: number): number {
  return measureSearch(terminals).detail['all keys']!;
}

/** Median ms of parsing replies that differ; the first warm up. */
async function measureParsing(share: number): Promise<number> {
  const bodies = await createFullReplies(REPLIES, share);
  const memory = new ParseMemory();
  const times = [...bodies, ...bodies].map((body) => {
    const beganMs = performance.now();
    parseTelemetryBody(body, { receivedAtMs: Date.now(), knownColumns: null, memory });
    return performance.now() - beganMs;
  });
  return median(times.slice(REPLIES));
}
