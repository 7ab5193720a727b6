// How much of the last 24 hours this terminal's samples cover, and each gap with its cause.
import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { COVERAGE_SPAN_MS, gapClassNames, type CoverageGap } from '#shared/coverage.ts';
import { useTimeDisplay } from '../console-client/use-console.ts';
import { formatShare } from '../formats/format-coverage.ts';
import { formatCount, notAvailable } from '../formats/format-number.ts';
import { formatBothZones, formatClock, formatDuration } from '../formats/format-time.ts';
import classes from './coverage-card.module.css';
import { SideCard, SideNote } from './side-card.tsx';
import { useCoverage, type ShownCoverage } from './use-coverage.ts';

/** As many as fit beside the other cards; the others come with the button. */
const FIRST_GAPS = 5;

interface CoverageCardProps {
  readonly deviceId: string;
  readonly newestSampleAtMs: number | null;
}

export function CoverageCard({ deviceId, newestSampleAtMs }: CoverageCardProps): React.ReactNode {
  const { shown, failure } = useCoverage(deviceId, COVERAGE_SPAN_MS, newestSampleAtMs);
  return (
    <SideCard title="Coverage">
      {failure !== null && <SideNote>{failure}</SideNote>}
      {shown === null ? failure === null && <SideNote>Loading…</SideNote> : <Figures shown={shown} />}
    </SideCard>
  );
}

function Figures({ shown }: { readonly shown: ShownCoverage }): React.ReactNode {
  const { share, gaps, moreGaps, observedMs } = shown.coverage;
  if (share === null) return <SideNote><b>{notAvailable}</b> · no sample of this terminal yet</SideNote>;
  const spanMs = shown.toMs - shown.fromMs;
  return (
    <>
      <p className={classes.figure}>
        <b>{formatShare(share)} %</b> of the last {observedMs < spanMs - 120_000 ? `${formatDuration(observedMs / 1_000)}, since it was first seen` : '24 hours'}
      </p>
      <Strip shown={shown} />
      <GapList gaps={gaps} moreGaps={moreGaps} />
    </>
  );
}

/** A picture of the list below it. */
function Strip({ shown: { coverage, fromMs, toMs } }: { readonly shown: ShownCoverage }): React.ReactNode {
  const percentOf = (atMs: number): number => (100 * (Math.min(Math.max(atMs, fromMs), toMs) - fromMs)) / (toMs - fromMs);
  const seenFrom = percentOf(toMs - coverage.observedMs);
  return (
    <div className={classes.strip} aria-hidden="true">
      <span className={classes.unseen} style={{ width: `${seenFrom}%` }} />
      {coverage.gaps.map((gap) => (
        <span
          key={gap.fromMs} data-class={gap.gapClass} className={classes.gap}
          style={{ left: `${percentOf(gap.fromMs)}%`, width: `max(2px, ${percentOf(gap.toMs) - percentOf(gap.fromMs)}%)` }}
        />
      ))}
    </div>
  );
}

function GapList({ gaps, moreGaps }: { readonly gaps: readonly CoverageGap[]; readonly moreGaps: number }): React.ReactNode {
  const [all, setAll] = useState(false);
  if (gaps.length === 0) return <SideNote>No gap over 30 s</SideNote>;
  const listed = all ? gaps : gaps.slice(0, FIRST_GAPS);
  const count = gaps.length + moreGaps;
  return (
    <>
      <ul className={classes.list} aria-label="Gaps">{listed.map((gap) => <GapLine key={gap.fromMs} gap={gap} />)}</ul>
      {all && moreGaps > 0 && <SideNote>and {formatCount(moreGaps)} older ones</SideNote>}
      {gaps.length > FIRST_GAPS && (
        <UnstyledButton className={classes.more} onClick={() => setAll(!all)}>{all ? 'Show the newest gaps only' : `Show all ${formatCount(count)} gaps`}</UnstyledButton>
      )}
    </>
  );
}

function GapLine({ gap }: { readonly gap: CoverageGap }): React.ReactNode {
  const timeDisplay = useTimeDisplay();
  const until = gap.isOpen ? 'now' : formatClock(gap.toMs, timeDisplay);
  return (
    <li className={classes.line}>
      <i className={classes.mark} data-class={gap.gapClass} aria-hidden="true" />
      <span className={classes.cause}>{gapClassNames[gap.gapClass]}</span>
      <time title={`${formatBothZones(gap.fromMs, timeDisplay)}\n${gap.isOpen ? 'to now' : formatBothZones(gap.toMs, timeDisplay)}`}>
        {formatClock(gap.fromMs, timeDisplay)}–{until}
      </time>
      <span className={classes.length}>{formatDuration((gap.toMs - gap.fromMs) / 1_000)}</span>
    </li>
  );
}
