// Data blocks of a service line, as words ("2 × 50 GB") and as a sum.
import { asFields, FieldReader } from './usage-values.ts';

export interface DataBlocks {
  /** One text for each size, in the order of the reply; blocks counted 0 are none. */
  readonly words: readonly string[];
  /** null where one of them does not say how much it holds. */
  readonly sumGB: number | null;
}

/** Starlink sells decimal units: its 1 TB plan is the 1,000 GB one. */
const gigabytes: Readonly<Record<string, number>> = { MB: 0.001, GB: 1, TB: 1_000 };

/** null: the reply does not say whether there are any. */
export function readDataBlocks(blocks: unknown): DataBlocks | null {
  if (!Array.isArray(blocks)) return null;
  const counts = new Map<string, number>();
  let sumGB: number | null = 0;
  for (const block of blocks as readonly unknown[]) {
    const { count, size, blockGB } = readBlock(block);
    if (count === 0) continue;
    counts.set(size, (counts.get(size) ?? 0) + (count ?? NaN));
    sumGB = sumGB === null || count === null || blockGB === null ? null : sumGB + count * blockGB;
  }
  const words = [...counts].map(([size, count]) => `${Number.isNaN(count) ? '?' : String(count)} × ${size}`);
  return { words, sumGB: sumGB === null ? null : Math.round(sumGB * 1e9) / 1e9 };
}

function readBlock(block: unknown): { readonly count: number | null; readonly size: string; readonly blockGB: number | null } {
  const reader = new FieldReader(asFields(block) ?? {}, () => undefined);
  const count = reader.number('count');
  const amount = reader.number('dataAmount');
  const unit = reader.text('dataUnitType');
  const factor = gigabytes[unit?.toUpperCase() ?? ''] ?? null;
  return {
    count,
    size: amount === null ? '? GB' : `${String(amount)} ${unit ?? '?'}`,
    blockGB: amount === null || factor === null ? null : amount * factor,
  };
}
