// Asks axe-core what would keep somebody out: WCAG 2.0 and 2.1, levels A and AA, of serious or critical impact.
import axe from 'axe-core';
import type { Page } from 'playwright';

export interface ProbeOptions {
  /** A CSS selector; the whole page without one. */
  readonly within?: string;
  /** Roles and names are the same in both themes: in the second one only colours can be wrong. */
  readonly onlyColours?: boolean;
}

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const grave: readonly (string | null | undefined)[] = ['serious', 'critical'];

/** One line for each element that fails a rule: the rule, the element, and what axe says of it. */
export async function findBarriers(page: Page, { within, onlyColours = false }: ProbeOptions = {}): Promise<string[]> {
  // By evaluate: the policy of the page forbids a script of any other origin than its own.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async ([selector, rules]) => {
      const { axe: probe } = window as unknown as { axe: typeof axe };
      // Pages wait for no media and no foreign style sheet here.
      const found = await probe.run(selector ?? document, { runOnly: rules, resultTypes: ['violations'], preload: false });
      return found.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html, any, all, none }) => ({ html, words: [...any, ...all, ...none].map(({ message }) => message) })) }));
    },
    [within ?? null, onlyColours ? { type: 'rule' as const, values: ['color-contrast'] } : { type: 'tag' as const, values: levels }] as const,
  );
  return violations
    .filter(({ impact }) => grave.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ html, words }) => `${id}: ${html.slice(0, 220)} – ${words.join('; ')}`));
}
