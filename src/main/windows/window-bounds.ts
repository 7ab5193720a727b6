// Where windows stood: parsed leniently, clamped to the displays there are now.
import { screen, type Rectangle } from 'electron';
import { z } from 'zod';

const boundsSchema = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() });

/** Less than this and a page can't be used. */
export const SMALLEST = { width: 960, height: 640 } as const;

/** null when nothing usable was stored: then the system places the window. */
export function restoreBounds(stored: unknown): Rectangle | null {
  const parsed = boundsSchema.safeParse(stored);
  if (!parsed.success) return null;
  const { workArea } = screen.getDisplayMatching(parsed.data);
  const width = Math.min(Math.max(parsed.data.width, SMALLEST.width), workArea.width);
  const height = Math.min(Math.max(parsed.data.height, SMALLEST.height), workArea.height);
  return {
    width,
    height,
    x: Math.min(Math.max(parsed.data.x, workArea.x), workArea.x + workArea.width - width),
    y: Math.min(Math.max(parsed.data.y, workArea.y), workArea.y + workArea.height - height),
  };
}
