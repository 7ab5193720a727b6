// Every page with 10,000 rows, in both sizes and both themes: no clipped text, no scrollbar in a scrollbar, no jump on a poll.
import type { Page } from 'playwright';
import { beforeAll, describe, test } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createBench, savePicture } from './bench.ts';
import { expect, resizeConsole, type Console } from './console-driver.ts';
import { cellOf, expectRowCount, grid, invokeCommand, openTab, rowOf, switchPolling } from './page-driver.ts';
import { findFlaws, readBoxes } from './layout-probe.ts';

const TERMINALS = 10_000;
const sizes = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }] as const;
const themes = ['dark', 'light'] as const;
const looks = sizes.flatMap((size) => themes.map((theme) => ({ ...size, theme })));
const tablePages = [
  'User Terminals', 'Alerts', 'Routers', 'IP Allocations', 'Services', 'Overage Lines', 'Monthly Data Usage', 'Daily Data Usage', 'Accounts',
] as const;
const otherPages = ['Map', 'Audit', 'Configuration', 'Stream Viewer', 'Log'] as const;

/** The least that a console window can be made (src/main/windows/window-bounds.ts). */
const SMALLEST = { width: 960, height: 640 };

/** Names of the controls of header, page heads, map and status bar that lie outside of the window or under something else. */
function findUnreachable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>('header :is(button, label), [role="tabpanel"] > section > :first-child :is(button, input, select), [class*="colourBy"] :is(label, button), footer button')];
    return controls.filter((control) => control.checkVisibility()).flatMap((control) => {
      const { left, right, top, bottom } = control.getBoundingClientRect();
      const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      // What lies under the pointer is the control, a part of it, or what it lies in (a dead one lets the pointer through).
      const isReached = at !== null && (control.contains(at) || at.contains(control));
      return left >= 0 && right <= innerWidth && isReached ? [] : [control.getAttribute('aria-label') ?? control.textContent ?? control.tagName];
    });
  });
}

const bench = createBench();

describe('the layout with 10,000 user terminals', () => {
  let server: Simulator;
  let consoleApp: Console;
  let page: Page;

  beforeAll(async () => {
    server = await bench.simulator({ terminals: TERMINALS, accounts: 3, startBackS: 30, rateLimitPerMinute: null });
    consoleApp = await bench.console({ server });
    page = consoleApp.page;
    await invokeCommand(page, 'settings:set', { telemetryBatchSize: 65_000, telemetryLingerMs: 500, telemetryPollS: 15 });
    for (const { clientId, clientSecret } of server.credentials) {
      await invokeCommand(page, 'credential:save', { credentialId: null, clientId, clientSecret, confirmedDveLoss: false });
    }
    for (const { accountNumber } of server.credentials) await switchPolling(page, accountNumber, true);
    await openTab(page, 'User Terminals');
    await expectRowCount(page, 'User Terminals', TERMINALS);
    await expect(rowOf(page, 'User Terminals', /Online|Degraded|Critical/).first()).toBeVisible();
  });

  test('says how many rows there are, the header counted too', async () => {
    await openTab(page, 'User Terminals');
    await expect(grid(page, 'User Terminals')).toHaveAttribute('aria-rowcount', String(TERMINALS + 1));
    await expect(grid(page, 'User Terminals').getByRole('row').first()).toHaveAttribute('aria-rowindex', '1');
    await expect(grid(page, 'User Terminals').locator('[data-row]').first()).toHaveAttribute('aria-rowindex', '2');
    // Drawn is only what can be seen.
    expect(await grid(page, 'User Terminals').getByRole('row').count()).toBeLessThan(100);
  });

  test('would find a flaw if there were one', async () => {
    await page.evaluate(() => {
      // Through the object model: the policy of the page forbids styles in text.
      const add = (parent: Element, css: string, text = ''): HTMLElement => {
        const box = document.createElement('div');
        box.style.cssText = css;
        box.textContent = text;
        parent.append(box);
        return box;
      };
      const outer = add(document.querySelector('main')!, 'position: fixed; left: 0; top: 0; z-index: 9999; height: 60px; width: 60px; overflow-y: auto');
      outer.id = 'flawed';
      add(outer, 'width: 60px; overflow: hidden; white-space: nowrap', 'far too long for this box');
      add(add(outer, 'height: 50px; overflow-y: auto'), 'height: 90px', 'a');
    });
    const { clipped, nested } = await findFlaws(page);
    await page.evaluate(() => document.querySelector('#flawed')?.remove());
    expect(clipped.join()).toContain('far too long for this box');
    expect(nested).toHaveLength(1);
  });

  test('leaves no control out of reach in the smallest window', async () => {
    await resizeConsole(consoleApp.app, SMALLEST.width, SMALLEST.height);
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(SMALLEST.width);
    for (const name of [...tablePages, ...otherPages]) {
      await openTab(page, name);
      await expect(page.getByRole('tabpanel', { name, exact: true })).toBeVisible();
      expect(await findUnreachable(page), name).toEqual([]);
    }
  });

  test.each(looks)('clips nothing and nests no scrollbar at $width×$height, $theme', async ({ width, height, theme }) => {
    await resizeConsole(consoleApp.app, width, height);
    await invokeCommand(page, 'settings:set', { theme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    // X11 takes a pixel off a window that is as large as the display.
    await expect.poll(() => page.evaluate((size) => size.width - innerWidth <= 1 && size.height - innerHeight <= 1, { width, height })).toBe(true);
    const flaws: Record<string, unknown> = {};
    for (const tab of [...tablePages, ...otherPages]) {
      await openTab(page, tab);
      await expect(page.getByRole('tabpanel', { name: tab, exact: true })).toBeVisible();
      if ((tablePages as readonly string[]).includes(tab)) await expect(grid(page, tab).locator('[aria-rowindex="2"]')).toBeVisible();
      await savePicture(page, `${tab}-${width}x${height}-${theme}`);
      const { clipped, nested, scrollingDocument } = await findFlaws(page);
      const found = [...clipped.map((text) => `clipped: ${text}`), ...nested.map((text) => `nested: ${text}`), ...scrollingDocument.map((way) => `document scrolls ${way}`)];
      if (found.length > 0) flaws[tab] = found;
    }
    expect(flaws).toEqual({});
  });

  test('nothing jumps on a poll, and rows hold still under a pointer at a control', async () => {
    await openTab(page, 'User Terminals');
    const table = grid(page, 'User Terminals');
    // By a figure that every poll changes, the highest first: those who send nothing would stay where they are.
    await table.getByRole('columnheader', { name: 'Uplink Throughput', exact: true }).click();
    await table.getByRole('columnheader', { name: 'Uplink Throughput', exact: true }).click();
    const before = await readBoxes(page, 'User Terminals');
    // In the page itself: on a loaded machine the test's own way there may take longer than a hand may rest.
    const { held, order } = await table.evaluate(async (box) => {
      const rows = (): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('[data-row]')];
      const keys = (): string => rows().map((row) => `${row.ariaRowIndex} ${row.dataset['row']}`).sort().join();
      const values = (): string => rows().map((row) => `${row.dataset['row']} ${row.textContent}`).sort().join();
      const control = box.querySelector('[aria-rowindex="4"] [role="switch"]')!;
      const moveHand = async (): Promise<void> => {
        control.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
        await new Promise((resolve) => requestAnimationFrame(resolve));
      };
      await moveHand();
      const first = { order: keys(), values: values() };
      while (values() === first.values) await moveHand();
      return { held: keys(), order: first.order };
    });
    expect(held).toBe(order);
    expect(await readBoxes(page, 'User Terminals')).toEqual(before);
    // The hand is still: what had waited is sorted.
    const uplinks = async (): Promise<number[]> => (await (await cellOf(page, 'User Terminals', table.locator('[data-row]'), 'Uplink Throughput')).allInnerTexts()).map(Number);
    await expect.poll(async () => (await table.locator('[data-row]').evaluateAll((rows) => rows.map((row) => `${row.ariaRowIndex} ${(row as HTMLElement).dataset['row']}`).sort().join())) === order).toBe(false);
    const sorted = await uplinks();
    expect(sorted).toEqual([...sorted].sort((a, b) => b - a));
  });

  test('a fast scroll draws what is in view, and everything once it rests', async () => {
    const cells = await grid(page, 'User Terminals').evaluate(async (box) => {
      const count = (): number => box.querySelectorAll('[role="row"]:not([aria-rowindex="1"])')[5]!.childElementCount;
      const atRest = count();
      let flying = atRest;
      for (let frame = 0; frame < 5; frame++) {
        box.scrollTop += 900;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        flying = Math.min(flying, count());
      }
      return { atRest, flying };
    });
    expect(cells.flying).toBeLessThan(cells.atRest);
    await expect.poll(() => grid(page, 'User Terminals').locator('[role="row"]:not([aria-rowindex="1"])').nth(5).evaluate((row) => row.childElementCount)).toBe(cells.atRest);
  });
});
