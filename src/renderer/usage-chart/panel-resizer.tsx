// The edge between table and chart: dragged, or moved by arrow keys.
import { HIGHEST_PX, LOWEST_PX } from './panel-memory.ts';
import classes from './usage-chart.module.css';

interface PanelResizerProps {
  readonly heightPx: number;
  readonly controls: string;
  readonly onHeight: (heightPx: number) => void;
}

const STEP_PX = 20;

export function PanelResizer({ heightPx, controls, onHeight }: PanelResizerProps): React.ReactNode {
  const set = (next: number): void => onHeight(Math.round(Math.min(HIGHEST_PX, Math.max(LOWEST_PX, next))));
  return (
    <div
      className={classes.resizer} role="separator" tabIndex={0} aria-label="Height of the chart" aria-orientation="horizontal" aria-controls={controls}
      aria-valuemin={LOWEST_PX} aria-valuemax={HIGHEST_PX} aria-valuenow={heightPx}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowUp' ? STEP_PX : event.key === 'ArrowDown' ? -STEP_PX : 0;
        if (step === 0) return;
        event.preventDefault();
        set(heightPx + step);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        const edge = event.currentTarget;
        const from = event.clientY;
        edge.setPointerCapture(event.pointerId);
        const move = (moved: PointerEvent): void => set(heightPx + from - moved.clientY);
        edge.addEventListener('pointermove', move);
        edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true });
      }}
    />
  );
}
