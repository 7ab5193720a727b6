// `npm run bench`: every line of the targets of performance that is built, each with its yardstick in the same run.
// To add a line: a module that answers BenchResults, and its entry here.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { describeResult, type BenchResult } from './bench-line.ts';
import { benchFleetGrowth } from './fleet-growth.ts';
import { benchFullReply } from './full-reply.ts';
import { createHistoryBench } from './history.ts';
import { benchMainLoop } from './main-loop.ts';
import { benchSearchKey } from './search-key.ts';
import { benchTablePaint } from './table-paint.ts';

const history = createHistoryBench();
const benches: Readonly<Record<string, () => Promise<BenchResult[]>>> = {
  '1': benchFullReply, '2': benchMainLoop, '3': benchTablePaint, '4s': benchSearchKey, '5': history.lines, '8': () => benchFleetGrowth(history),
};
const resultsFile = path.resolve(import.meta.dirname, '../../bench/results.json');

const asked = process.argv.slice(2);
const unknown = asked.find((target) => !Object.hasOwn(benches, target));
if (unknown !== undefined) throw new Error(`there is no target ${unknown}; there are ${Object.keys(benches).join(', ')}`);

const results: BenchResult[] = [];
for (const [target, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(target)) continue;
  for (const result of await bench()) {
    results.push(result);
    process.stdout.write(`${describeResult(result)}\n`);
  }
}
mkdirSync(path.dirname(resultsFile), { recursive: true });
writeFileSync(resultsFile, `${JSON.stringify({ at: new Date().toISOString(), cores: cpus().length, memoryGB: Math.round(totalmem() / 2 ** 30), platform: process.platform, results }, null, 2)}\n`);
process.exit(results.some(({ verdict }) => verdict === 'MISSED') ? 1 : 0);
