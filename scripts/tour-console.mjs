// Drives the console through `npm run tour`, as an operator would: by roles and names. Loaded only after `npm ci`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright';
import sharp from 'sharp';
import { repoFolder } from './checkout-paths.mjs';
import { sandboxArguments } from './ensure-runtime.mjs';

/** @typedef {import('playwright').Page} Page */
/** @typedef {import('./tour-stops.mjs').TourStop} TourStop */

export const tourTerminals = 300;
/** The size the console was designed at. */
const size = { width: 1440, height: 900 };
/** The cruise's two weeks are taken in batches first, and a whole walk of the Management API takes its time on a slow machine. */
const patienceMs = 90_000;
/** A page shows what has long been there: one that does not by then has nothing. */
const pagePatienceMs = 20_000;
/** The simulation's cruise ship, with two weeks of track. */
const cruise = 'Cruise';

/** @param {string} executable */
export async function launchTour(executable) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'groundtrack-tour-'));
  process.once('exit', () => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 }));
  const flags = ['--force-device-scale-factor=1', `--user-data-dir=${dataFolder}`, `--demo-terminals=${tourTerminals}`];
  const app = await _electron.launch({ executablePath: executable, args: [...sandboxArguments(), repoFolder, ...flags] });
  const page = await app.firstWindow();
  await resize(app, page);
  return {
    page,
    /** @param {Page} window */
    resize: (window) => resize(app, window),
    nextWindow: () => app.waitForEvent('window'),
    close: () => app.close(),
  };
}

/**
 * @param {import('playwright').ElectronApplication} app
 * @param {Page} page
 */
async function resize(app, page) {
  const window = await app.browserWindow(page);
  await window.evaluate((/** @type {import('electron').BrowserWindow} */ browserWindow, { width, height }) => {
    browserWindow.setPosition(0, 0);
    browserWindow.setContentSize(width, height);
  }, size);
}

/**
 * Switches the demo accounts on and waits for the whole fleet: every terminal listed, every account caught up with its stream.
 * @param {Page} page
 */
export async function enableFleet(page) {
  await openTab(page, 'User Terminals');
  await page.getByRole('button', { name: 'Enable demo accounts' }).click();
  await page.locator(`[role="grid"][aria-label="User Terminals"][aria-rowcount="${tourTerminals + 1}"]`).waitFor({ timeout: patienceMs });
  await openTab(page, 'Map');
  await page.getByRole('list', { name: 'Legend' }).getByRole('button', { name: /^Unknown\s*0$/ }).waitFor({ timeout: patienceMs });
}

/**
 * Makes DVEs of the cruise and of the first terminal of the list; the cruise's window stays open, the other one is closed.
 * @param {Awaited<ReturnType<typeof launchTour>>} tour
 * @returns {Promise<Page>} the cruise's window
 */
export async function createDves({ page, nextWindow, resize: resizeWindow }) {
  await openTab(page, 'User Terminals');
  const filter = page.getByRole('tabpanel', { name: 'User Terminals' }).getByRole('textbox', { name: 'Filter' });
  const other = await openByDveSwitch(nextWindow, page.locator('[role="row"][aria-rowindex="2"]'));
  await other.close();
  await filter.fill(cruise);
  const window = await openByDveSwitch(nextWindow, page.getByRole('row').filter({ hasText: cruise }));
  await filter.fill('');
  // The switches stand at the right end; the picture begins at the left one.
  await page.getByRole('grid', { name: 'User Terminals' }).evaluate((grid) => grid.scrollTo({ left: 0 }));
  await resizeWindow(window);
  await window.getByRole('region', { name: 'History' }).getByText('14 d', { exact: true }).click();
  return window;
}

/**
 * @param {() => Promise<Page>} nextWindow
 * @param {import('playwright').Locator} row
 */
async function openByDveSwitch(nextWindow, row) {
  const dveSwitch = row.first().getByRole('switch', { name: 'DVE Creation' });
  await dveSwitch.scrollIntoViewIfNeeded();
  const [window] = await Promise.all([nextWindow(), dveSwitch.click()]);
  await window.getByRole('banner').waitFor();
  return window;
}

/**
 * @param {Page} page
 * @param {'dark' | 'light'} theme
 */
export async function showTheme(page, theme) {
  await page.getByRole('radiogroup', { name: 'Theme' }).getByText(`${theme === 'dark' ? 'Dark' : 'Light'} theme`).click({ force: true });
  await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor();
}

/**
 * Brings a stop to the front and waits for what it must show.
 * @param {Page} page
 * @param {TourStop} stop
 * @returns {Promise<boolean>} whether it was there
 */
export async function openStop(page, { tab, subPage, shows }) {
  await openTab(page, tab);
  const panel = page.getByRole('tabpanel', { name: tab, exact: true });
  await panel.waitFor();
  if (subPage !== null) await panel.getByRole('tab', { name: subPage, exact: true }).click();
  else if (tab === 'Configuration') await panel.getByRole('tab').first().click();
  const sought = {
    map: panel.getByText(new RegExp(`^${tourTerminals} terminals in \\d+ cells$`)),
    // Any row but the header: a grid that follows its end has scrolled away from the first ones.
    grid: panel.locator('[role="grid"] [role="row"]:not([aria-rowindex="1"])'),
    list: panel.getByRole('log').locator('> * > *'),
    page: panel.getByRole('heading'),
  };
  const isThere = await sought[shows].first().waitFor({ timeout: pagePatienceMs }).then(() => true, () => false);
  // Away from the tab, so that nothing is hovered.
  await page.mouse.move(size.width / 2, 4);
  return isThere;
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function openTab(page, name) {
  await page.getByRole('tab', { name, exact: true }).click();
}

/** Shots that may differ from the one before, while maps glide and charts are drawn. A clock that ticks must not hold the tour up. */
const mostShots = 8;

/**
 * Takes the picture when fonts are there and two shots in a row are the same.
 * @param {Page} page
 * @returns {Promise<Buffer>} a PNG of 256 colours, a third of the size without a visible difference
 */
export async function takePicture(page) {
  await page.evaluate('document.fonts.ready.then(() => null)');
  let picture = await takeShot(page);
  for (let shot = 1; shot < mostShots; shot += 1) {
    const next = await takeShot(page);
    const isStill = next.equals(picture);
    picture = next;
    if (isStill) break;
  }
  return sharp(picture).png({ palette: true, colours: 256, dither: 0, compressionLevel: 9 }).toBuffer();
}

/** @param {Page} page */
function takeShot(page) {
  return page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });
}
