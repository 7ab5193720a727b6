// The page of the table bench: draws one of the two tables and offers `tableBench`, which changes all rows, or scrolls, and measures until it is painted.
import { formatMbps } from '../../../src/renderer/formats/format-number.ts';
import { openAgGrid } from './ag-grid.ts';
import { createBenchConsole } from './bench-console.ts';
import { benchColumns, SORTED_COLUMN } from './bench-columns.ts';
import { buildRound, type Round } from './fleet-rounds.ts';
import { openProductTable } from './product-table.tsx';

export interface TableBench {
  /** Resolves when the first rows are seen. */
  readonly isReady: Promise<void>;
  /** Milliseconds from the delta's arrival to the painted table, all rows changed and sorted. */
  changeAllRows(): Promise<number>;
  /** Milliseconds of each frame while the table is scrolled `step` pixels a frame. */
  scroll(frames: number, step: number): Promise<number[]>;
}

/** Below the header, well inside of the window: the last row that is checked. */
const LAST_CHECKED = 20;
const SLOW_FRAME_MS = 16;
/** They are used again and again, in turn: each differs from the one before in every row. */
const ROUNDS_MADE = 5;

const asked = new URLSearchParams(location.search);
const isOurs = asked.get('grid') === 'ours';
const terminals = Number(asked.get('rows'));
const root = document.getElementById('root')!;
/** Made beforehand: what making them leaves for the garbage collection must not fall into a measurement. */
const made = Array.from({ length: ROUNDS_MADE }, (_, round) => buildRound(terminals, round));
const first = made[0]!;
const bench = createBenchConsole(first.packed);
Object.assign(window, { groundtrack: bench.api });
const place = benchColumns.findIndex(({ id }) => id === SORTED_COLUMN) + 1;

const cellText = (row: number): string | undefined =>
  root.querySelector(isOurs ? `[aria-rowindex="${row + 2}"] > [aria-colindex="${place}"]` : `.ag-row[row-index="${row}"] [col-id="${SORTED_COLUMN}"]`)?.textContent?.trim();
const isShown = ({ sorted }: Round): boolean => [0, LAST_CHECKED].every((row) => cellText(row) === formatMbps(sorted[row]!));
const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
/** Runs when the frame that is being made has been handed to the screen. */
const afterPaint = (): Promise<void> => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => resolve();
  port2.postMessage(null);
});

async function untilShown(round: Round): Promise<void> {
  const endsMs = performance.now() + 20_000;
  for (;;) {
    await nextFrame();
    if (isShown(round)) return afterPaint();
    if (performance.now() > endsMs) throw new Error(`not shown: “${cellText(0)}” where ${round.sorted[0]} is due`);
  }
}

let rounds = 0;

async function changeAllRows(): Promise<number> {
  rounds += 1;
  const round = made[rounds % ROUNDS_MADE]!;
  scroller().scrollTop = 0;
  await nextFrame();
  await afterPaint();
  // Main does not wait for our frames: a delta comes anywhere between two of them.
  await new Promise((resolve) => setTimeout(resolve, (rounds * 5) % SLOW_FRAME_MS));
  const beganMs = performance.now();
  bench.sendDelta(round.packed);
  await untilShown(round);
  return performance.now() - beganMs;
}

async function scroll(frames: number, step: number): Promise<number[]> {
  const box = scroller();
  box.scrollTop = 0;
  await nextFrame();
  await nextFrame();
  const times: number[] = [];
  let last = performance.now();
  for (let frame = 0; frame < frames; frame++) {
    box.scrollTop += step;
    await nextFrame();
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  return times;
}

/** What scrolls up and down around the rows. */
function scroller(): HTMLElement {
  let box = root.querySelector<HTMLElement>(isOurs ? '[role="grid"]' : '.ag-row');
  while (box !== null && !(box.scrollHeight > box.clientHeight && ['auto', 'scroll'].includes(getComputedStyle(box).overflowY))) box = box.parentElement;
  if (box === null) throw new Error('nothing scrolls around the rows');
  return box;
}

async function open(): Promise<void> {
  if (isOurs) await openProductTable(root);
  else openAgGrid(root);
  await untilShown(first);
}

Object.assign(window, { tableBench: { isReady: open(), changeAllRows, scroll } satisfies TableBench });
