// Target 5: questions to the history of 10,000 terminals over 24 hours; and what target 8 compares with a fleet a tenth as large.
import { judge, measurePairs, type BenchResult, type BenchTarget, type Measured } from './bench-line.ts';
import { startProgram } from './start-program.ts';

type Pairs = readonly { readonly figure: number; readonly yardstick: number }[];

/** What history-child.ts measures, ms. */
export interface HistoryFigures {
  readonly terminals: number;
  readonly rows: number;
  readonly closedSeries: Pairs;
  readonly openSeries: Pairs;
  readonly closedAsOf: Pairs;
  readonly openAsOf: Pairs;
  readonly closedPercentiles: Pairs;
  readonly openPercentiles: Pairs;
  /** figure: with a month of archive, yardstick: with the day alone. */
  readonly month: Pairs;
  readonly bytesARow: number;
  readonly hotBytesARow: number;
  /** How long the preparations took. */
  readonly seconds: Readonly<Record<string, number>>;
}

export interface HistoryBench {
  readonly fleet: number;
  lines(): Promise<BenchResult[]>;
  /** Of a fleet of so many terminals; each size is measured once. */
  figures(terminals: number): Promise<HistoryFigures>;
}

/** 57.6 million rows a day. */
const TERMINALS = 10_000;

const bareScan = 'DuckDB’s bare filtered scan';
const quantileScan = 'approx_quantile over the samples';
const newestScan = 'newest hot row of every terminal, bare';
const targets = {
  closedSeries: { target: '5a', name: 'One terminal’s 24 h → 500 points, closed day', yardstick: bareScan, counts: 'figure', unit: 'ms', bar: 60, aim: 45 },
  openSeries: { target: '5b', name: 'The same today', yardstick: bareScan, counts: 'ratio', unit: 'ms', bar: 1.5, aim: 1.2 },
  closedAsOf: { target: '5c', name: 'Fleet as of a time, closed day', yardstick: newestScan, counts: 'figure', unit: 'ms', bar: 300, aim: 150 },
  openAsOf: { target: '5d', name: 'Fleet as of a time, today', yardstick: newestScan, counts: 'figure', unit: 'ms', bar: 300, aim: 200 },
  closedPercentiles: { target: '5e', name: 'Fleet p95 each 5 min over 24 h, closed day', yardstick: quantileScan, counts: 'ratio', unit: 'ms', bar: 0.1, aim: 0.05 },
  openPercentiles: { target: '5f', name: 'Fleet p95 each 5 min over 24 h, today', yardstick: quantileScan, counts: 'ratio', unit: 'ms', bar: 0.1, aim: 0.05 },
  bytes: { target: '5g', name: 'Bytes a row, archived', yardstick: 'hot', counts: 'figure', unit: 'bytes', bar: 16, aim: 15.2 },
  month: { target: '5h', name: '5a with a month of archive', yardstick: 'the day alone', counts: 'ratio', unit: 'ms', bar: 1.2, aim: 1.05 },
} as const satisfies Readonly<Record<string, BenchTarget>>;

/** GROUNDTRACK_BENCH_TERMINALS makes the fleet smaller, for machines with little room or time: the lines then say so. */
export function createHistoryBench(): HistoryBench {
  const fleet = Number(process.env['GROUNDTRACK_BENCH_TERMINALS'] ?? TERMINALS);
  const known = new Map<number, Promise<HistoryFigures>>();

  function figures(terminals: number): Promise<HistoryFigures> {
    const measuring = known.get(terminals) ?? startProgram('history-child.ts', [String(terminals)], 'electron').lastLine.then((line) => JSON.parse(line) as HistoryFigures);
    known.set(terminals, measuring);
    return measuring;
  }

  return {
    fleet, figures,
    async lines() {
      const measured = await figures(fleet);
      const { bytesARow, hotBytesARow, rows, seconds } = measured;
      const line = (name: Exclude<keyof typeof targets, 'bytes'>): BenchResult => judge(targets[name], withFleet(measurePairs(measured[name]), measured.terminals));
      return [
        line('closedSeries'), line('openSeries'), line('closedAsOf'), line('openAsOf'), line('closedPercentiles'), line('openPercentiles'),
        judge(targets.bytes, { figure: bytesARow, yardstick: hotBytesARow, ratio: bytesARow / hotBytesARow, detail: { rows, ...Object.fromEntries(Object.entries(seconds).map(([name, value]) => [`s ${name}`, value])) } }),
        line('month'),
      ];
    },
  };
}

function withFleet(measured: Measured, terminals: number): Measured {
  return terminals === TERMINALS ? measured : { ...measured, detail: { 'ONLY terminals': terminals, ...measured.detail } };
}
