// Every standing problem as one alert, gone when the problem is. Below the page: rows above keep their place when it comes or goes.
import { Button, Tooltip } from '@mantine/core';
import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { Problem } from '#shared/problem.ts';
import { useStatusReport, useTimeDisplay } from '../console-client/use-console.ts';
import { formatBothZones, formatTime } from '../formats/format-time.ts';
import classes from './message-strip.module.css';
import { buildProblemText, orderProblems } from './problem-text.ts';

/** More than three would take the page's room; the rest waits behind a button. */
const SHOWN_AT_ONCE = 3;

interface MessageStripProps {
  /** Given in a terminal's window: only what concerns its account, or no account in particular. */
  readonly credentialId?: string | null;
}

export function MessageStrip({ credentialId }: MessageStripProps): React.ReactNode {
  const all = useStatusReport().problems;
  const problems = orderProblems(credentialId === undefined ? all : all.filter((problem) => problem.credentialId === null || problem.credentialId === credentialId));
  const [expanded, setExpanded] = useState(false);
  if (problems.length === 0) return null;
  const shown = expanded ? problems : problems.slice(0, SHOWN_AT_ONCE);
  const hidden = problems.length - shown.length;
  return (
    <section className={classes.strip} aria-label="Messages">
      <ul className={classes.list}>
        {shown.map((problem) => <Message key={problem.key} problem={problem} />)}
      </ul>
      {problems.length > SHOWN_AT_ONCE && (
        <Button variant="subtle" size="compact-xs" className={classes.more ?? ''} aria-expanded={expanded} onClick={() => setExpanded(!expanded)}>
          {expanded ? 'Show fewer' : `${hidden} more`}
        </Button>
      )}
    </section>
  );
}

function Message({ problem }: { readonly problem: Problem }): React.ReactNode {
  const timeDisplay = useTimeDisplay();
  const Icon = problem.severity === 'error' ? IconAlertOctagon : IconAlertTriangle;
  return (
    <li className={classes.message} data-severity={problem.severity}>
      <Icon size={16} stroke={1.8} aria-hidden />
      <span role="alert" className={classes.text}>{buildProblemText(problem)}</span>
      <Tooltip label={`This episode began ${formatBothZones(problem.sinceMs, timeDisplay)}`}>
        <time className={classes.since}>since {formatTime(problem.sinceMs, timeDisplay).slice(11)}</time>
      </Tooltip>
    </li>
  );
}
