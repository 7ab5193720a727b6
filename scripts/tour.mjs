// `npm run tour`: walks the simulation through every page and a terminal's window, in both themes, and writes
// docs/screenshots. `npm run tour -- <folder>` writes elsewhere.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repoFolder } from './checkout-paths.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { createVirtualDisplay } from './ensure-display.mjs';
import { ensureRuntime } from './ensure-runtime.mjs';
import { runScript, say } from './say.mjs';
import { allPictureNames, pictureName, terminalWindowName, themes, tourStops } from './tour-stops.mjs';

/**
 * @param {string} folder
 * @param {string} executable
 * @param {Record<string, string>} display
 * @returns {Promise<string[]>} the pages that had nothing to show
 */
async function takeTour(folder, executable, display) {
  const { createDves, enableFleet, launchTour, openStop, showTheme, takePicture } = await import('./tour-console.mjs');
  /** @param {string} name @param {string} theme @param {import('playwright').Page} page */
  const write = async (name, theme, page) => writeFileSync(join(folder, pictureName(name, theme)), await takePicture(page));
  const bare = new Set();
  const tour = await launchTour(executable, display);
  try {
    await enableFleet(tour.page);
    const terminal = await createDves(tour);
    for (const theme of themes) {
      await showTheme(tour.page, theme);
      for (const stop of tourStops) {
        const name = stop.subPage ?? stop.tab;
        if (!(await openStop(tour.page, stop))) bare.add(name);
        await write(name, theme, tour.page);
      }
      await write(terminalWindowName, theme, terminal);
    }
    return [...bare];
  } finally {
    await tour.close();
  }
}

await runScript(async () => {
  const folder = resolve(process.argv[2] ?? join(repoFolder, 'docs', 'screenshots'));
  const runtime = await ensureRuntime({ required: ['Xvfb'] });
  await ensureBuild();
  mkdirSync(folder, { recursive: true });
  // Pictures come out alike everywhere only on a display of their own size.
  const display = process.platform === 'linux' ? await createVirtualDisplay() : null;
  say(`The tour starts, on ${runtime.description}.`);
  let bare = [];
  try {
    bare = await takeTour(folder, runtime.executable, display?.env ?? {});
  } finally {
    display?.stop();
  }
  const names = allPictureNames();
  for (const stale of readdirSync(folder).filter((name) => name.endsWith('.png') && !names.includes(name))) rmSync(join(folder, stale));
  if (bare.length > 0) say(`Without anything to show: ${bare.join(', ')}.`);
  process.stdout.write(`${names.length} pictures in ${folder}\n`);
  return bare.length > 0 ? 1 : 0;
});
