// Target 4s: what a key costs while one searches a fleet of 10,000 terminals, with as many routers, service lines and IP allocations.
import { entrySources, searchKinds } from '../../src/renderer/palette/search-entry.ts';
import { createSearchIndex } from '../../src/renderer/palette/search-index.ts';
import { buildSearchQuery } from '../../src/renderer/palette/search-query.ts';
import { searchNaively } from '../renderer/palette/naive-search.ts';
import { buildSampleFleet, deviceIdOf, serviceLineOf } from '../renderer/palette/sample-fleet.ts';
import { judge, median, type BenchResult, type BenchTarget, type Measured } from './bench-line.ts';

const target: BenchTarget = {
  target: '4s', name: 'Search: 10,000 terminals, the slowest key', yardstick: 'plain scan of every field', counts: 'figure', unit: 'ms', bar: 50, aim: 16,
};

const TERMINALS = 10_000;
const ROUNDS = 7;
/** As many as the palette shows of a kind. */
const PER_GROUP = 6;
/** Each is typed key by key. */
const typed = ['Bodø Ferry 12', serviceLineOf(7_000), deviceIdOf(9_999), 'KITP0098', '100.64.38.12', '2605:59c0:1f4:ab00::1', 'zzz'] as const;

export async function benchSearchKey(): Promise<BenchResult[]> {
  return [judge(target, measureSearch(TERMINALS))];
}

/** The slowest key in a fleet of so many terminals. */
export function measureSearch(terminals: number): Measured {
  const fleet = buildSampleFleet(terminals);
  const index = createSearchIndex();
  const buildMs = measure(() => searchKinds.forEach((kind) => index.update(kind, fleet[kind] as never)));
  // A telemetry poll brings a new row object for every terminal; names and ids are what they were.
  const polled = fleet.userTerminals.map((row) => ({ ...row, latencyMs: 31 }));
  const pollMs = measure(() => index.update('userTerminals', polled));
  const allocations = new Map(fleet.ipAllocations.map((row) => [row.deviceId, row]));
  const entries = searchKinds.flatMap((kind) => (fleet[kind] as readonly never[]).map((row) => entrySources[kind].build(row, (deviceId) => allocations.get(deviceId))));

  const keys = new Set(typed.flatMap((text) => Array.from(text, (_, i) => text.slice(0, i + 1))));
  const perKey = [...keys].map((text) => {
    const rounds = Array.from({ length: ROUNDS }, () => measure(() => index.find(buildSearchQuery(text), PER_GROUP)));
    return { figure: median(rounds), worst: Math.max(...rounds), yardstick: measure(() => searchNaively(entries, text)) };
  });
  const figures = perKey.map(({ figure }) => figure);
  const figure = Math.max(...figures);
  const yardstick = median(perKey.map((key) => key.yardstick));
  const detail = { keys: keys.size, 'all keys': figures.reduce((sum, ms) => sum + ms, 0), 'median key': median(figures), 'slowest of all rounds': Math.max(...perKey.map(({ worst }) => worst)), 'first build': buildMs, 'after a poll': pollMs };
  return { figure, yardstick, ratio: figure / yardstick, detail };
}

function measure(work: () => unknown): number {
  const beganMs = performance.now();
  work();
  return performance.now() - beganMs;
}
