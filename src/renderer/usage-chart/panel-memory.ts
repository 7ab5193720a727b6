// Whether the chart below a table is open and how high it is: remembered over restarts, read back with suspicion.
import { z } from 'zod';

export interface PanelLayout {
  readonly isOpen: boolean;
  readonly heightPx: number;
}

/** Lower, axes and a bar don't fit; higher, the table has no room on a small screen. */
export const LOWEST_PX = 140;
export const HIGHEST_PX = 640;

const layoutSchema = z.object({ isOpen: z.boolean(), heightPx: z.number().min(LOWEST_PX).max(HIGHEST_PX) });
const fallback: PanelLayout = { isOpen: true, heightPx: 230 };

export function parsePanelLayout(text: string | null): PanelLayout {
  if (text === null) return fallback;
  try {
    const parsed = layoutSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : fallback;
  } catch {
    return fallback;
  }
}

export function readPanelLayout(table: string): PanelLayout {
  try {
    return parsePanelLayout(window.localStorage.getItem(memoryKey(table)));
  } catch {
    return fallback;
  }
}

/** A full or refused storage costs the memory, never the chart. */
export function rememberPanelLayout(table: string, layout: PanelLayout): void {
  try {
    window.localStorage.setItem(memoryKey(table), JSON.stringify(layout));
  } catch {
    return;
  }
}

function memoryKey(table: string): string {
  return `groundtrack:usage-chart:${table}`;
}
