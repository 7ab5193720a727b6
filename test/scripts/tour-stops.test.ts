// The tour misses no page, and its pictures have the names README.md shows.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allPictureNames, pictureName, themes, tourStops } from '../../scripts/tour-stops.mjs';
import { tabNames } from '../../src/renderer/shell/tab-names.ts';
import { tabIds } from '../../src/renderer/tables/navigation.ts';

it('stops at every tab in its order, and at the sub-page', () => {
  expect(tourStops.filter(({ subPage }) => subPage === null).map(({ tab }) => tab)).toEqual(tabIds.map((id) => tabNames[id]));
  expect(tourStops.filter(({ subPage }) => subPage !== null)).toMatchObject([{ tab: 'Configuration', subPage: 'User Terminal DVEs' }]);
});

it('names each picture for its page and theme', () => {
  expect([pictureName('Map', 'dark'), pictureName('IP Allocations', 'light')]).toEqual(['map-dark.png', 'ip-allocations-light.png']);
  const names = allPictureNames();
  expect(names).toHaveLength((tourStops.length + 1) * themes.length);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('terminal-window-dark.png');
});

it('writes every picture that README.md shows', () => {
  const shown = [...readFileSync('README.md', 'utf8').matchAll(/docs\/screenshots\/([\w.-]+\.png)/g)].map((match) => match[1]!);
  expect(shown).toHaveLength(3);
  expect(allPictureNames()).toEqual(expect.arrayContaining(shown));
});
