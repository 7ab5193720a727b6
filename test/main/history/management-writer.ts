// A process that writes Management walks until it is killed ('endless'), or over a full disk ('full-disk'). Run by management-history.test.ts.
import { spawnSync } from 'node:child_process';
import { openManagementHistory } from '../../../src/main/history/management-history.ts';
import { buildRecord, buildWalk, terminal } from './management-walks.ts';

const [mode, folder = ''] = process.argv.slice(2);
const opened = await openManagementHistory({ folder, log: () => undefined });
if (!opened.ok) throw new Error(opened.error.message);
const history = opened.value;

/** Every walk renames all terminals; the padding makes a walk large enough for a limit on the file to matter. */
const write = (generation: number, padding = '') =>
  history.recordWalk(buildRecord('user-terminals', generation * 10), buildWalk('user-terminals', Array.from({ length: 500 }, (_, index) => terminal(`t${String(index)}`, { nickname: `generation ${String(generation)}`, padding }))));
/** The file-size limit of this process stands for a full disk: writes beyond it fail in the same place. */
const limitFiles = (bytes: string) => spawnSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:unlimited`]);

if (mode === 'endless') {
  for (let generation = 1; ; generation += 1) {
    await write(generation);
    process.stdout.write(`${String(generation)}\n`);
  }
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
