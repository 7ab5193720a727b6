// `npm run bench`: does what is missing, builds, then measures against the targets of performance; `-- 1` measures target 1 only.
import { join } from 'node:path';
import { repoFolder } from './checkout-paths.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { createVirtualDisplay } from './ensure-display.mjs';
import { electronEnvironment, ensureRuntime, sandboxArguments } from './ensure-runtime.mjs';
import { runForeground } from './run-foreground.mjs';
import { runScript, say } from './say.mjs';

await runScript(async () => {
  const runtime = await ensureRuntime({ required: ['Xvfb'] });
  await ensureBuild();
  // Windows of a size of their own, on a display that nobody else draws on.
  const display = process.platform === 'linux' ? await createVirtualDisplay() : null;
  try {
    say(`Measuring on ${runtime.description}; nothing else should run on this machine meanwhile.`);
    const noSandbox = sandboxArguments().length > 0 ? '1' : '0';
    const env = electronEnvironment({ ...display?.env, GROUNDTRACK_ELECTRON: runtime.executable, GROUNDTRACK_NO_SANDBOX: noSandbox });
    const bench = join(repoFolder, 'test', 'bench', 'bench.ts');
    return await runForeground(process.execPath, ['--import', import.meta.resolve('tsx'), bench, ...process.argv.slice(2)], { env }, 'group');
  } finally {
    display?.stop();
  }
});
