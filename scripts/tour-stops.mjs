// Where `npm run tour` stops, in order, and the names of its pictures. Node built-ins only; a test holds the tabs against the app's own.

/**
 * @typedef {object} TourStop
 * @property {string} tab
 * @property {string | null} subPage a tab inside the page
 * @property {'map' | 'grid' | 'list' | 'page'} shows what must be seen before the picture is taken: the drawn fleet, rows of a
 *   grid, lines of a list, or no more than the page
 */

export const themes = /** @type {const} */ (['dark', 'light']);

/** @type {TourStop[]} */
export const tourStops = [
  { tab: 'Map', subPage: null, shows: 'map' },
  { tab: 'User Terminals', subPage: null, shows: 'grid' },
  { tab: 'Alerts', subPage: null, shows: 'grid' },
  { tab: 'Routers', subPage: null, shows: 'grid' },
  { tab: 'IP Allocations', subPage: null, shows: 'grid' },
  { tab: 'Services', subPage: null, shows: 'grid' },
  { tab: 'Overage Lines', subPage: null, shows: 'grid' },
  { tab: 'Monthly Data Usage', subPage: null, shows: 'grid' },
  { tab: 'Daily Data Usage', subPage: null, shows: 'grid' },
  { tab: 'Accounts', subPage: null, shows: 'grid' },
  { tab: 'Audit', subPage: null, shows: 'page' },
  { tab: 'Configuration', subPage: null, shows: 'page' },
  { tab: 'Configuration', subPage: 'User Terminal DVEs', shows: 'grid' },
  { tab: 'Stream Viewer', subPage: null, shows: 'grid' },
  { tab: 'Log', subPage: null, shows: 'list' },
];

/** The picture of a terminal's own window. */
export const terminalWindowName = 'Terminal Window';

/**
 * `User Terminals`, dark → `user-terminals-dark.png`
 * @param {string} name of a page or window
 * @param {string} theme
 */
export function pictureName(name, theme) {
  return `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${theme}.png`;
}

/** Every file that a whole tour writes. */
export function allPictureNames() {
  const names = [...tourStops.map(({ tab, subPage }) => subPage ?? tab), terminalWindowName];
  return themes.flatMap((theme) => names.map((name) => pictureName(name, theme)));
}
