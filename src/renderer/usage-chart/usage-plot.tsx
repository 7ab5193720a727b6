// The bars with their tooltip. To the keyboard it is a slider over the bars: arrows move, the bar's figures are its value.
import { useEffect, useRef, useState } from 'react';
import { attachChart } from '../charts/attach-chart.ts';
import { useColorScheme } from '../theme/theme-root.tsx';
import { createBarChart, type BarChart } from './bar-chart.ts';
import { buildReading, readingText, type BarReading } from './reading-text.ts';
import type { SlotUnit, UsageBar } from './usage-bars.ts';
import classes from './usage-chart.module.css';
import type { UsageKind } from './usage-kinds.ts';
import { UsageSwatch } from './usage-swatch.tsx';

interface UsagePlotProps {
  readonly label: string;
  readonly bars: readonly UsageBar[];
  readonly kinds: readonly UsageKind[];
  readonly unit: SlotUnit;
}

/** Left of it the tooltip stands at the bar's right, else at its left: it never covers its bar or leaves the plot. */
const MIDDLE = 0.5;

export function UsagePlot({ label, bars, kinds, unit }: UsagePlotProps): React.ReactNode {
  const scheme = useColorScheme();
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<BarChart | null>(null);
  // A day or month, not a number: figures that come meanwhile must not move what is pointed at.
  const [pointedSlotMs, setPointedSlotMs] = useState<number | null>(null);
  const found = bars.findIndex(({ slotMs }) => slotMs === pointedSlotMs);
  const pointed = found === -1 ? null : found;
  const bar = pointed === null ? undefined : bars[pointed];
  const reading = bar === undefined ? null : buildReading(bar, kinds, unit);

  // Colours are read from the page: a change of theme draws the chart anew.
  useEffect(() => attachChart(chart, host.current!, (element, size) => createBarChart(element, { unit, ...size, onPoint: setPointedSlotMs })), [unit, scheme]);
  useEffect(() => chart.current?.show(bars), [bars, unit, scheme]);
  useEffect(() => chart.current?.mark(pointed), [pointed, bars, unit, scheme]);

  function onKeyDown(event: React.KeyboardEvent): void {
    const next = nextBar(pointed, event.key, bars.length);
    if (next === undefined) return;
    event.preventDefault();
    setPointedSlotMs(next === null ? null : bars[next]!.slotMs);
  }

  return (
    <div
      className={classes.plot} tabIndex={0} role="slider" aria-label={label} aria-orientation="horizontal" aria-valuemin={1} aria-valuemax={bars.length}
      aria-valuenow={(pointed ?? bars.length - 1) + 1} aria-valuetext={reading === null ? `${bars.length} bars; arrow keys read them` : readingText(reading)}
      onKeyDown={onKeyDown} onBlur={() => setPointedSlotMs(null)}
    >
      <div ref={host} className={classes.host} />
      {reading !== null && pointed !== null && <Tooltip reading={reading} atPx={chart.current?.middleOf(pointed, bars.length) ?? 0} isLeft={pointed < bars.length * MIDDLE} slotPx={(host.current?.clientWidth ?? 0) / bars.length} />}
    </div>
  );
}

function Tooltip({ reading, atPx, isLeft, slotPx }: { readonly reading: BarReading; readonly atPx: number; readonly isLeft: boolean; readonly slotPx: number }): React.ReactNode {
  const shift = Math.min(slotPx / 2, 34) + 8;
  return (
    // The slider's value says the same.
    <div className={classes.tooltip} aria-hidden="true" style={isLeft ? { left: atPx + shift } : { left: atPx - shift, transform: 'translateX(-100%)' }}>
      <b>{reading.title}</b>
      {reading.gap !== null && <p>{reading.gap}</p>}
      {reading.gap === null && (
        <dl>
          {reading.lines.map(({ name, text, kind }) => (
            <div key={name} data-sum={kind === null || undefined}>
              <dt>{kind === null ? null : <UsageSwatch kind={kind} />}{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** undefined: a key that is not for the chart. */
function nextBar(pointed: number | null, key: string, count: number): number | null | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowLeft': case 'ArrowDown':
      return pointed === null ? last : Math.max(0, pointed - 1);
    case 'ArrowRight': case 'ArrowUp':
      return pointed === null ? 0 : Math.min(last, pointed + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'Escape':
      return null;
    default:
      return undefined;
  }
}
