// Measures the page as a person would look at it: text that is cut off, a scrollbar inside a scrollbar, things that jump.
import type { Page } from 'playwright';

export interface Flaws {
  /** Text that doesn't fit its box and neither says so with an ellipsis and a tooltip nor can be scrolled to. */
  readonly clipped: readonly string[];
  /** A scrollable box inside another one that scrolls the same way. */
  readonly nested: readonly string[];
  /** Direction in which the whole document can be scrolled. */
  readonly scrollingDocument: readonly string[];
}

export async function findFlaws(page: Page): Promise<Flaws> {
  return page.evaluate(() => {
    const name = (element: Element): string => {
      const label = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 60) ?? '';
      return `${element.tagName.toLowerCase()}${element.getAttribute('role') === null ? '' : `[${element.getAttribute('role')}]`} “${label}”`;
    };
    const isShown = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      // Text for screen readers alone is one pixel large.
      return width > 2 && height > 2 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    };
    const scrolls = (element: Element, axis: 'x' | 'y'): boolean => {
      const style = getComputedStyle(element);
      const overflow = axis === 'x' ? style.overflowX : style.overflowY;
      const room = axis === 'x' ? element.scrollWidth - element.clientWidth : element.scrollHeight - element.clientHeight;
      return (overflow === 'auto' || overflow === 'scroll') && room > 1;
    };
    const ancestors = (element: Element): Element[] => {
      const list: Element[] = [];
      for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) list.push(parent);
      return list;
    };
    const hasTitle = (element: Element): boolean => [element, ...ancestors(element)].slice(0, 3).some((one) => (one.getAttribute('title') ?? '') !== '');

    const textElements = [...document.querySelectorAll('body *')].filter((element) =>
      isShown(element) && !(element instanceof SVGElement) && [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== ''));
    const clipped = textElements.flatMap((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const text = range.getBoundingClientRect();
      for (const box of [element, ...ancestors(element)]) {
        const style = getComputedStyle(box);
        const edge = box.getBoundingClientRect();
        for (const axis of ['x', 'y'] as const) {
          const overflow = axis === 'x' ? style.overflowX : style.overflowY;
          const beyond = axis === 'x' ? Math.max(edge.left - text.left, text.right - edge.right) : Math.max(edge.top - text.top, text.bottom - edge.bottom);
          if (overflow === 'visible' || beyond <= 1.5) continue;
          // What can be scrolled to is not lost; what ends in an ellipsis is told by its tooltip.
          if (overflow === 'auto' || overflow === 'scroll') return [];
          const isEllipsis = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
          if (isEllipsis && hasTitle(box)) return [];
          return [`${name(element)} by ${Math.round(beyond)} px ${axis === 'x' ? 'sideways' : 'up or down'}${isEllipsis ? ', with an ellipsis but no tooltip' : ''}`];
        }
      }
      return [];
    });

    const nested = [...document.querySelectorAll('body *')].filter(isShown).flatMap((element) =>
      (['x', 'y'] as const).flatMap((axis) => {
        const outer = scrolls(element, axis) ? ancestors(element).find((box) => scrolls(box, axis)) : undefined;
        return outer === undefined ? [] : [`${name(element)} inside ${name(outer)} (${axis})`];
      }));
    const root = document.documentElement;
    const scrollingDocument = [...(root.scrollWidth > root.clientWidth ? ['sideways'] : []), ...(root.scrollHeight > root.clientHeight ? ['down'] : [])];
    return { clipped: [...new Set(clipped)], nested, scrollingDocument };
  });
}

/** Where the fixed parts of a table page stand, in pixels. */
export async function readBoxes(page: Page, gridName: string): Promise<Record<string, unknown>> {
  const tabpanel = page.getByRole('tabpanel', { name: gridName, exact: true });
  const grid = page.getByRole('grid', { name: gridName, exact: true });
  return {
    header: await page.getByRole('banner').boundingBox(),
    filter: await tabpanel.getByRole('textbox', { name: 'Filter' }).boundingBox(),
    columns: await tabpanel.getByRole('button', { name: 'Columns', exact: true }).boundingBox(),
    grid: await grid.boundingBox(),
    firstHeader: await grid.getByRole('columnheader').first().boundingBox(),
    lastTab: await page.getByRole('tab', { name: 'Log', exact: true }).boundingBox(),
    firstRow: await grid.locator('[aria-rowindex="2"]').boundingBox(),
    status: await page.getByRole('contentinfo', { name: 'Status' }).boundingBox(),
  };
}
