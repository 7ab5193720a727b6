// The walk of `npm run tour`: `node take-tour.mjs <electron> <folder>`, on the display and in the session it finds.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript, say } from './say.mjs';
import { createDves, enableFleet, launchTour, openStop, showTheme, takePicture } from './tour-console.mjs';
import { allPictureNames, pictureName, terminalWindowName, themes, tourStops } from './tour-stops.mjs';

/**
 * @param {string} executable
 * @param {string} folder
 * @returns {Promise<string[]>} the pages that had nothing to show
 */
async function takeTour(executable, folder) {
  /** @type {Set<string>} */
  const bare = new Set();
  /**
   * @param {string} name
   * @param {string} theme
   * @param {import('playwright').Page} page
   */
  const write = async (name, theme, page) => writeFileSync(join(folder, pictureName(name, theme)), await takePicture(page));
  const tour = await launchTour(executable);
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
  } finally {
    await tour.close();
  }
  return [...bare];
}

await runScript(async () => {
  const [executable = '', folder = ''] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  const bare = await takeTour(executable, folder);
  const names = allPictureNames();
  for (const stale of readdirSync(folder).filter((name) => name.endsWith('.png') && !names.includes(name))) rmSync(join(folder, stale));
  if (bare.length > 0) say(`Without anything to show: ${bare.join(', ')}.`);
  process.stdout.write(`${names.length} pictures in ${folder}\n`);
  return bare.length > 0 ? 1 : 0;
});
