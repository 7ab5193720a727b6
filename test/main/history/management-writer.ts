// A process that writes walks until it is killed ('endless', 'usage-endless'), or over a full disk ('full-disk', 'usage-full-disk'). Run by management-history.test.ts.
import { spawnSync } from 'node:child_process';
import { openManagementHistory } from '../../../src/main/history/management-history.ts';
import { buildRecord, buildWalk, terminal } from './management-walks.ts';
import { buildUsageRecord, buildUsageWalk, cycle, day, NOW_MS, usageLine } from './usage-walks.ts';

const [mode, folder = ''] = process.argv.slice(2);
const opened = await openManagementHistory({ folder, log: () => undefined });
if (!opened.ok) throw new Error(opened.error.message);
const history = opened.value;

/** Every walk renames all terminals; the padding makes a walk large enough for a limit on the file to matter. */
const write = (generation: number, padding = '') =>
  history.recordWalk(buildRecord('user-terminals', generation * 10), buildWalk('user-terminals', Array.from({ length: 500 }, (_, index) => terminal(`t${String(index)}`, { nickname: `generation ${String(generation)}`, padding }))));
/** Every walk changes all lines, each with ten days: month and days of a line always say the same generation. */
const writeUsage = (generation: number, lines = 300) => {
  const days = Array.from({ length: 10 }, (_, index) => day(`2026-11-${String(10 + index)}`, generation));
  const sources = Array.from({ length: lines }, (_, index) => usageLine(`SL-${String(index)}`, [cycle('2026-11-05', { totalPriorityGB: generation, dailyDataUsage: days })]));
  return history.usage.record(buildUsageRecord(NOW_MS + generation), buildUsageWalk(sources));
};
/** The file-size limit of this process stands for a full disk: writes beyond it fail in the same place. */
const limitFiles = (bytes: string) => spawnSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:unlimited`]);

if (mode === 'endless') {
  for (let generation = 1; ; generation += 1) {
    await write(generation);
    process.stdout.write(`${String(generation)}\n`);
  }
}

if (mode === 'usage-endless') {
  for (let generation = 1; ; generation += 1) {
    const { historyError } = await writeUsage(generation);
    if (historyError !== null) throw new Error(historyError);
    process.stdout.write(`${String(generation)}\n`);
  }
}

if (mode === 'usage-full-disk') {
  const seen = async () => [...new Set((await history.usage.load(NOW_MS)).get('c1')?.months.map((row) => row.priorityGB))];
  await writeUsage(1, 10);
  limitFiles('4096');
  const whileFull = await writeUsage(2, 5_000);
  limitFiles('unlimited');
  const stored = await seen();
  const afterwards = await writeUsage(2, 5_000);
  process.stdout.write(JSON.stringify({ whileFull: [whileFull.historyError, whileFull.news.months.length], stored, afterwards: [afterwards.historyError, afterwards.news.months.length], seen: await seen() }));
  await history.close();
  process.exit(0);
}

await write(1);
limitFiles('4096');
const noise = Array.from({ length: 2_000 }, () => Math.random().toString(36)).join('');
const whileFull = await write(2, noise).then(
  () => 'stored',
  (error: unknown) => String(error),
);
limitFiles('unlimited');
const names = new Set((await history.loadCurrent())[0]?.terminals?.map((row) => row.nickname));
const afterwards = await write(3).then(
  () => 'stored',
  (error: unknown) => String(error),
);
for (const row of (await history.loadCurrent())[0]?.terminals ?? []) names.add(row.nickname);
await history.close();
process.stdout.write(JSON.stringify({ whileFull, afterwards, names: [...names] }));
