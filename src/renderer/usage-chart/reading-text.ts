// What a bar says in words: for the tooltip, the keyboard and screen readers.
import { formatUsage } from '../formats/format-number.ts';
import { nameSlot } from './chart-scope.ts';
import type { SlotUnit, UsageBar } from './usage-bars.ts';
import { optInName, type UsageKind } from './usage-kinds.ts';

export interface ReadingLine {
  readonly name: string;
  readonly text: string;
  /** Whose pattern stands beside it; null for sums and limits. */
  readonly kind: UsageKind | 'opt-in' | 'limit' | null;
}

export interface BarReading {
  readonly title: string;
  readonly lines: readonly ReadingLine[];
  /** Said instead of figures. */
  readonly gap: string | null;
}

/** `shownKinds`: those that any bar of the chart has. */
export function buildReading(bar: UsageBar, shownKinds: readonly UsageKind[], unit: SlotUnit): BarReading {
  const title = nameSlot(bar.slotMs, bar.span, unit);
  if (bar.rows === 0) return { title, lines: [], gap: unit === 'day' ? 'No usage reported for this day' : 'No cycle stored' };
  if (bar.totalGB === null) return { title, lines: [], gap: 'N/A: usage is not known' };
  const lines: ReadingLine[] = shownKinds.map((kind) => ({ name: kind.name, text: gb(bar.amounts[kind.field]), kind }));
  if (bar.optInGB !== null && bar.optInGB > 0) lines.push({ name: `${optInName}, part of priority`, text: gb(bar.optInGB), kind: 'opt-in' });
  lines.push({ name: bar.lines > 1 ? `Total of ${bar.lines} lines` : 'Total', text: gb(bar.totalGB), kind: null });
  if (bar.limit.limitGB !== null) lines.push({ name: limitName(bar, unit), text: gb(bar.limit.limitGB), kind: 'limit' });
  return { title, lines, gap: null };
}

/** One sentence. */
export function readingText({ title, lines, gap }: BarReading): string {
  return gap === null ? `${title}: ${lines.map(({ name, text }) => `${name} ${text}`).join(', ')}` : `${title}: ${gap}`;
}

export function limitName({ lines }: Pick<UsageBar, 'lines'>, unit: SlotUnit): string {
  if (unit === 'day') return lines > 1 ? 'Even daily share of the cycle limits' : 'Even daily share of the cycle limit';
  return lines > 1 ? 'Sum of the cycle limits' : 'Cycle limit';
}

function gb(value: number | null): string {
  const text = formatUsage(value);
  return value === null ? text : `${text} GB`;
}
