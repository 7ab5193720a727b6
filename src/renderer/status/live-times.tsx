// The small parts that change every second, each rendering alone.
import type { PollerStatus } from '#shared/account-status.ts';
import { useTimeDisplay } from '../console-client/use-console.ts';
import { formatAge, formatClock, formatCountdown, formatTime } from '../formats/format-time.ts';
import { phaseText } from './account-health.ts';
import classes from './status-bar.module.css';
import { useSecond } from './use-second.ts';

/** "14 s", growing. */
export function LiveAge({ sinceMs }: { readonly sinceMs: number | null }): React.ReactNode {
  const nowMs = useSecond();
  return <>{sinceMs === null ? 'no sample yet' : formatAge(nowMs - sinceMs)}</>;
}

/** "next 0:38", "polling now", "off". */
export function NextPoll({ poller }: { readonly poller: PollerStatus }): React.ReactNode {
  const nowMs = useSecond();
  const words = phaseText(poller);
  if (words !== null || poller.nextPollAtMs === null) return <>{words}</>;
  return <>{poller.phase === 'failing' ? 'retry' : 'next'} {formatCountdown(poller.nextPollAtMs - nowMs)}</>;
}

export function LastPoll({ poller }: { readonly poller: PollerStatus }): React.ReactNode {
  const timeDisplay = useTimeDisplay();
  return <>{poller.lastSuccessAtMs === null ? 'none yet' : formatClock(poller.lastSuccessAtMs, timeDisplay)}</>;
}

/** Always UTC: the clock that logs and colleagues share. */
export function UtcClock(): React.ReactNode {
  const text = formatTime(useSecond(), 'utc');
  return <time title={`${text} UTC`}><span className={classes.date}>{text.slice(0, 10)} </span>{text.slice(11)} UTC</time>;
}
