// What the chart says where it has no samples: the gap under the pointer and its cause, as the ledger knows it.
import { gapClassNames, type Coverage } from '#shared/coverage.ts';
import { formatTime, zoneLabel, type TimeDisplay } from '../formats/format-time.ts';
import type { GapReading } from './series-chart.ts';

/** @param coverage of the chart's range; null while it is not known */
export function describeGap({ atMs, gap }: GapReading, coverage: Coverage | null, timeDisplay: TimeDisplay): string {
  const known = coverage?.gaps.find(({ fromMs, toMs }) => atMs >= fromMs && atMs <= toMs);
  const [fromMs, toMs] = known === undefined ? [gap.fromS * 1_000, gap.toS * 1_000] : [known.fromMs, known.toMs];
  const span = `${formatTime(fromMs, timeDisplay)} – ${known?.isOpen === true ? 'now' : formatTime(toMs, timeDisplay)} ${zoneLabel(fromMs, timeDisplay)}`;
  return `No samples · ${known === undefined ? '' : `${gapClassNames[known.gapClass]} · `}${span}`;
}
