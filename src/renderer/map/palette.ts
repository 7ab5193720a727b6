// Colours of the map, read from the theme's tokens so that the canvas follows light and dark like everything else.
import type { Tone } from '../tables/column.ts';

export interface MapPalette {
  readonly water: string;
  readonly land: string;
  readonly border: string;
  readonly text: string;
  readonly ground: string;
  readonly accent: string;
  readonly tones: Readonly<Record<Tone, string>>;
  /** The tones mixed into the ground: the area of a hexagon, whose outline has the tone itself. */
  readonly fills: Readonly<Record<Tone, string>>;
}

const FILL_PERCENT = 40;

export function readMapPalette(): MapPalette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--gt-${name}`).trim();
  const tones = { ok: token('ok'), warn: token('warn'), crit: token('crit'), info: token('info'), off: token('off'), stale: token('stale'), muted: token('unknown') };
  const ground = token('ground');
  const fills = Object.fromEntries(Object.entries(tones).map(([tone, colour]) => [tone, `color-mix(in srgb, ${colour} ${FILL_PERCENT}%, ${ground})`]));
  return {
    water: token('map-water'), land: token('map-land'), border: token('map-border'), text: token('text-strong'), ground, accent: token('accent'),
    tones, fills: fills as MapPalette['fills'],
  };
}

/** Calls back when the theme has changed; answers what ends that. */
export function followTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] });
  return () => observer.disconnect();
}
