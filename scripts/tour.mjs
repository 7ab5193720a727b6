// `npm run tour`: walks the simulation through every page and a terminal's window, in both themes, and writes
// docs/screenshots. `npm run tour -- <folder>` writes elsewhere.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repoFolder } from './checkout-paths.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { createVirtualDisplay } from './ensure-display.mjs';
import { electronEnvironment, ensureRuntime } from './ensure-runtime.mjs';
import { inPrivateSession, keyringCommands, privateFolders } from './private-session.mjs';
import { runForeground } from './run-foreground.mjs';
import { runScript, say } from './say.mjs';

const walk = fileURLToPath(new URL('take-tour.mjs', import.meta.url));

await runScript(async () => {
  const pictures = resolve(process.argv[2] ?? join(repoFolder, 'docs', 'screenshots'));
  const runtime = await ensureRuntime({ required: ['Xvfb'], wished: keyringCommands });
  await ensureBuild();
  say(`The tour starts, on ${runtime.description}.`);
  // Pictures come out alike everywhere only on a display of their own size, and with a keychain that works.
  const display = process.platform === 'linux' ? await createVirtualDisplay() : null;
  const folder = mkdtempSync(join(tmpdir(), 'groundtrack-tour-'));
  try {
    const [command = '', ...args] = inPrivateSession([process.execPath, walk, runtime.executable, pictures]);
    const env = electronEnvironment({ ...display?.env, ...privateFolders(folder), TZ: 'UTC' });
    return await runForeground(command, args, { env }, 'group');
  } finally {
    display?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
