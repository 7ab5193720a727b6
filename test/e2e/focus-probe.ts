// Walks a page by Tab as somebody without a mouse does: where the focus goes, whether it can be seen there, whether it comes round again.
import type { Page } from 'playwright';

export interface FocusWalk {
  /** Every stop in order, from the first one until it came round again. */
  readonly stops: readonly string[];
  /** Stops that look the same with and without the focus, or can't be seen at all. */
  readonly unseen: readonly string[];
  /** Elements that Tab should have reached and did not. */
  readonly missed: readonly string[];
  /** False: the first stop was not reached again. */
  readonly comesRound: boolean;
}

/** No page has as many; a walk that is longer goes in a circle that leaves the first stop out. */
const MOST_STOPS = 150;

/** `within`: a dialog or popover that must keep the focus; the whole page without one. */
export async function walkFocus(page: Page, within?: string): Promise<FocusWalk> {
  await installProbe(page);
  const stops: string[] = [];
  const unseen: string[] = [];
  let first: number | null = null;
  let comesRound = false;
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => (window as unknown as ProbedWindow).focusProbe.look());
    // Behind the last element the focus leaves the page for a moment.
    if (stop === null) continue;
    if (stop.id === first) {
      comesRound = true;
      break;
    }
    first ??= stop.id;
    stops.push(stop.name);
    if (!stop.isSeen) unseen.push(stop.name);
  }
  const missed = await page.evaluate((selector) => (window as unknown as ProbedWindow).focusProbe.missed(selector), within ?? 'body');
  return { stops, unseen, missed, comesRound };
}

interface ProbedWindow {
  readonly focusProbe: {
    look(): Promise<{ readonly id: number; readonly name: string; readonly isSeen: boolean } | null>;
    missed(selector: string): string[];
  };
}

/** Starts a walk anew. Looks are compared at once: nothing may glide from one to the other. */
async function installProbe(page: Page): Promise<void> {
  await page.evaluate(() => {
    const still = new CSSStyleSheet();
    still.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important; }');
    document.adoptedStyleSheets = [still];
    const met = new Map<Element, number>();
    let lastScrolled = 0;
    const nameOf = (element: Element): string =>
      `${element.tagName.toLowerCase()}[${element.getAttribute('role') ?? ''}] “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}” ${element.getAttribute('class')?.split(' ')[0] ?? ''}`;
    /** What may show the focus: the element, what is drawn for it, and what it stands in. */
    const lookOf = (element: Element): string =>
      [element, element.nextElementSibling, element.parentElement, element.parentElement?.parentElement].flatMap((each) => each === null || each === undefined ? [] : ['', '::before', '::after'].map((part) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, opacity } = getComputedStyle(each, part);
        return [outlineStyle === 'none' ? '' : `${outlineStyle}${outlineWidth}${outlineColor}`, boxShadow, borderColor, backgroundColor, opacity].join();
      })).join('|');
    const isDrawn = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
    };
    Object.assign(window, {
      focusProbe: {
        async look() {
          const element = document.activeElement as HTMLElement | null;
          if (element === null || element === document.body) return null;
          const isNew = !met.has(element);
          if (isNew) met.set(element, met.size);
          // A radio button has no size where its label is drawn in its place.
          let isSeen = isDrawn(element) || (element instanceof HTMLInputElement && element.nextElementSibling !== null && isDrawn(element.nextElementSibling));
          if (isNew) {
            const withFocus = lookOf(element);
            element.blur();
            isSeen &&= withFocus !== lookOf(element);
            element.focus({ preventScroll: true });
          }
          // A list that has scrolled draws its next lines with the next frame; a person is slower than that.
          const scrolled = [...document.querySelectorAll('*')].reduce((sum, each) => sum + each.scrollTop, 0);
          if (scrolled !== lastScrolled) await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          lastScrolled = scrolled;
          return { id: met.get(element)!, name: nameOf(element), isSeen };
        },
        missed(selector: string) {
          const reachable = [...document.querySelectorAll<HTMLElement>(`:is(${selector}) :is(a[href], button, input, select, textarea, [tabindex])`)];
          return reachable.filter((element) => {
            if (element.tabIndex < 0 || element.matches(':disabled') || !isDrawn(element) || element.closest('[inert], [aria-hidden="true"]') !== null) return false;
            // Of radio buttons the checked one takes the focus for all.
            if (element instanceof HTMLInputElement && element.type === 'radio' && !element.checked) return false;
            return !met.has(element) && !element.hasAttribute('data-focus-guard');
          }).map(nameOf);
        },
      },
    });
  });
}
