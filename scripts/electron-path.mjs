// `npm run -s electron-path`: does what is missing, then prints the executable's path, and nothing else, on stdout.
import { lacksDisplay } from './ensure-display.mjs';
import { ensureRuntime } from './ensure-runtime.mjs';
import { runScript } from './say.mjs';

await runScript(async () => {
  const runtime = await ensureRuntime({ required: lacksDisplay() ? ['Xvfb'] : [] });
  process.stdout.write(`${runtime.executable}\n`);
  return 0;
});
