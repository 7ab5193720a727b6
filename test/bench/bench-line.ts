// A line of `npm run bench`: a figure, its yardstick from the same run, and what the target of performance says of the two.

export interface BenchTarget {
  /** Number in the list of targets, with a letter where one target has several lines. */
  readonly target: string;
  readonly name: string;
  readonly yardstick: string;
  /** 'ratio': figure ÷ yardstick counts. 'figure': the figure itself counts, the yardstick only shows what the machine was doing. */
  readonly counts: 'ratio' | 'figure';
  readonly unit: 'ms' | 'bytes';
  /** At most this, to pass; at most that, to be where we want to be. */
  readonly bar: number;
  readonly aim: number;
}

export interface Measured {
  readonly figure: number;
  readonly yardstick: number;
  /** Of pairs taken one after the other, where there are pairs; figure ÷ yardstick else. */
  readonly ratio: number;
  /** Whatever else helps to read the line. */
  readonly detail: Readonly<Record<string, number>>;
}

export type Verdict = 'aim met' | 'bar met' | 'MISSED';

export interface BenchResult extends Omit<BenchTarget, 'yardstick'>, Omit<Measured, 'yardstick'> {
  readonly yardstick: { readonly name: string; readonly value: number };
  readonly verdict: Verdict;
}

export function judge(target: BenchTarget, measured: Measured): BenchResult {
  const counted = target.counts === 'ratio' ? measured.ratio : measured.figure;
  const verdict = counted <= target.aim ? 'aim met' : counted <= target.bar ? 'bar met' : 'MISSED';
  return { ...target, ...measured, yardstick: { name: target.yardstick, value: measured.yardstick }, verdict };
}

/** `1a Bytes of a full reply → columns: 84.4 ms ÷ 59.1 ms (JSON.parse) = 1.43 · bar 2, aim 1.5 · aim met` */
export function describeResult(result: BenchResult): string {
  const { figure, yardstick, unit, ratio, counts, bar, aim } = result;
  const limitUnit = counts === 'ratio' ? '' : ` ${unit}`;
  const detail = Object.entries(result.detail).map(([name, value]) => `${name} ${round(value)}`).join(', ');
  return [
    `${result.target} ${result.name}: ${round(figure)} ${unit} ÷ ${round(yardstick.value)} ${unit} (${yardstick.name}) = ${ratio.toFixed(2)}`,
    `${counts === 'ratio' ? 'ratio' : 'figure'} bar ${bar}${limitUnit}, aim ${aim}${limitUnit}`, result.verdict, ...(detail === '' ? [] : [detail]),
  ].join(' · ');
}

/** Figures taken in turn with their yardsticks: the machine's mood is the same for both of a pair. */
export function measurePairs(pairs: readonly { readonly figure: number; readonly yardstick: number }[]): Measured {
  const figures = pairs.map((pair) => pair.figure);
  return {
    figure: median(figures), yardstick: median(pairs.map((pair) => pair.yardstick)), ratio: median(pairs.map((pair) => pair.figure / pair.yardstick)),
    detail: { rounds: pairs.length, fastest: Math.min(...figures), slowest: Math.max(...figures) },
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? String(Number(value.toFixed(1))) : String(Number(value.toFixed(2)));
}
