// The mark of a kind in legend and tooltip: painted as its part of a bar is, or the limit's broken line.
import { useLayoutEffect, useRef } from 'react';
import { useColorScheme } from '../theme/theme-root.tsx';
import type { ReadingLine } from './reading-text.ts';
import { createOptInHatch, createUsageFill } from './usage-fill.ts';
import { usageKinds } from './usage-kinds.ts';
import classes from './usage-chart.module.css';

const WIDTH = 16;
const HEIGHT = 12;

export function UsageSwatch({ kind }: { readonly kind: Exclude<ReadingLine['kind'], null> }): React.ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useColorScheme();
  useLayoutEffect(() => {
    const element = canvas.current!;
    const ctx = element.getContext('2d');
    if (ctx === null) return;
    const style = getComputedStyle(element);
    const colour = (token: string): string => style.getPropertyValue(token).trim();
    element.width = WIDTH * devicePixelRatio;
    element.height = HEIGHT * devicePixelRatio;
    if (kind === 'limit') {
      ctx.fillStyle = colour('--gt-crit');
      for (const left of [0, 10]) ctx.fillRect(left * devicePixelRatio, 5 * devicePixelRatio, 6 * devicePixelRatio, 2 * devicePixelRatio);
      return;
    }
    // The opt-in part of either priority: shown on the first.
    const shown = kind === 'opt-in' ? usageKinds[0]! : kind;
    ctx.fillStyle = createUsageFill(ctx, colour(shown.colour), colour('--gt-ground'), shown.pattern);
    ctx.fillRect(0, 0, element.width, element.height);
    if (kind !== 'opt-in') return;
    ctx.fillStyle = createOptInHatch(ctx, colour('--gt-ground'));
    ctx.fillRect(0, 0, element.width, element.height);
    // The scheme is read from the page's own colours.
  }, [kind, scheme]);
  return <canvas ref={canvas} className={classes.swatch} aria-hidden="true" />;
}
