// Both themes keep the contrast of WCAG AA: 4.5:1 for text, 3:1 for borders of controls and the focus ring.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../src/renderer/theme/tokens.css', import.meta.url), 'utf8');
const lightStart = css.indexOf("[data-mantine-color-scheme='light']");
const themes = { dark: parseTokens(css.slice(0, lightStart)), light: parseTokens(css.slice(lightStart)) };

function parseTokens(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/(--gt-[a-z-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

const texts = ['text', 'text-strong', 'text-muted', 'accent', 'ok', 'warn', 'crit', 'info', 'off', 'unknown', 'stale'];
const grounds = ['ground', 'panel', 'raised', 'hover', 'selected'];
const pairs: [string, string][] = [
  ...texts.flatMap((text) => grounds.map((ground): [string, string] => [text, ground])),
  ['accent-text', 'accent-ground'], ['on-accent-solid', 'accent-solid'], ['on-accent-solid', 'accent-solid-hover'], ['on-accent-solid', 'crit-solid'],
  ['ok', 'ok-ground'], ['warn', 'warn-ground'], ['crit', 'crit-ground'], ['info', 'info-ground'],
  ['text-strong', 'ok-ground'], ['text-strong', 'warn-ground'], ['text-strong', 'crit-ground'], ['text-strong', 'info-ground'],
  ['text', 'warn-ground'], ['text', 'crit-ground'], ['text-muted', 'sunken'],
];

describe.each(Object.entries(themes))('%s theme', (_name, tokens) => {
  const valueOf = (token: string): string => {
    const value = tokens.get(`--gt-${token}`);
    if (value === undefined) throw new Error(`--gt-${token} is missing`);
    return value;
  };
  it.each(pairs)('%s on %s reads at 4.5:1', (text, ground) => {
    expect(contrast(valueOf(text), valueOf(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(['ground', 'panel', 'raised'])('focus ring and strong line stand out at 3:1 on %s', (ground) => {
    expect(contrast(valueOf('focus'), valueOf(ground))).toBeGreaterThanOrEqual(3);
    expect(contrast(valueOf('line-strong'), valueOf(ground))).toBeGreaterThanOrEqual(3);
  });
});

const usage = ['fixed-priority', 'mobile-priority', 'fixed-standard', 'mobile-standard', 'non-billable'];
it.each(usage.flatMap((kind) => Object.entries(themes).map(([name, tokens]) => [kind, name, tokens] as const)))('bars of %s stand out at 3:1 in the %s theme', (kind, _name, tokens) => {
  expect(contrast(tokens.get(`--gt-usage-${kind}`)!, tokens.get('--gt-ground')!)).toBeGreaterThanOrEqual(3);
});

it('both themes define the same colours', () => {
  expect([...themes.light.keys()].sort()).toEqual([...themes.dark.keys()].sort());
});
