// The small parts that change every second, each rendering alone.
import type { PollerStatus } from '#shared/account-status.ts';
import { useTimeDisplay } from '../console-client/use-console.ts';
import { formatAge, formatBothZones, formatClock, formatCountdown, formatTime, zoneLabel } from '../formats/format-time.ts';
import { phaseText } from './account-health.ts';
import classes from './status-bar.module.css';
import { useSecond } from './use-second.ts';

/** Carries the exact time as its own tooltip; where something around it has one, that says it. */
interface Titled {
  readonly titled?: true;
}

/** "14 s", growing. */
export function LiveAge({ sinceMs, titled }: { readonly sinceMs: number | null } & Titled): React.ReactNode {
  const nowMs = useSecond();
  const timeDisplay = useTimeDisplay();
  return sinceMs === null ? 'no sample yet' : <span title={titled && formatBothZones(sinceMs, timeDisplay)}>{formatAge(nowMs - sinceMs)}</span>;
}

/** "next 0:38", "polling now", "off". */
export function NextPoll({ poller, titled }: { readonly poller: PollerStatus } & Titled): React.ReactNode {
  const nowMs = useSecond();
  const timeDisplay = useTimeDisplay();
  const words = phaseText(poller);
  if (words !== null || poller.nextPollAtMs === null) return <>{words}</>;
  return <span title={titled && formatBothZones(poller.nextPollAtMs, timeDisplay)}>{poller.phase === 'failing' ? 'retry' : 'next'} {formatCountdown(poller.nextPollAtMs - nowMs)}</span>;
}

export function LastPoll({ poller, titled }: { readonly poller: PollerStatus } & Titled): React.ReactNode {
  const timeDisplay = useTimeDisplay();
  const { lastSuccessAtMs } = poller;
  return lastSuccessAtMs === null ? 'none yet' : <time title={titled && formatBothZones(lastSuccessAtMs, timeDisplay)}>{formatClock(lastSuccessAtMs, timeDisplay)}</time>;
}

/** In the zone that all times are shown in, and named: the other one is in the tooltip. */
export function Clock(): React.ReactNode {
  const nowMs = useSecond();
  const timeDisplay = useTimeDisplay();
  const text = formatTime(nowMs, timeDisplay);
  return <time title={formatBothZones(nowMs, timeDisplay)}><span className={classes.date}>{text.slice(0, 10)} </span>{text.slice(11)} {zoneLabel(nowMs, timeDisplay)}</time>;
}
