// `npm start`: does what is missing, then opens the console. Arguments after `--` go to the app.
import { repoFolder } from './checkout-paths.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { createVirtualDisplay, lacksDisplay } from './ensure-display.mjs';
import { electronEnvironment, ensureRuntime, sandboxArguments } from './ensure-runtime.mjs';
import { runForeground } from './run-foreground.mjs';
import { runScript, say } from './say.mjs';
import { reportTotalTime, timed } from './step-timing.mjs';

await runScript(async () => {
  const virtual = lacksDisplay();
  const runtime = await ensureRuntime({ required: virtual ? ['Xvfb'] : [] });
  await timed('build', () => ensureBuild());
  const display = virtual ? await timed('display', () => createVirtualDisplay()) : null;
  say(`Starting on ${runtime.description}${display === null ? '' : `; no display here, so on a virtual one, Xvfb ${display.env.DISPLAY}`}.`);
  reportTotalTime();

  const env = electronEnvironment(display?.env);
  const code = await runForeground(runtime.executable, [...sandboxArguments(), repoFolder, ...process.argv.slice(2)], { env });
  display?.stop();
  return code;
});
