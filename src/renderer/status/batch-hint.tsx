// Offers the recommended batch settings once an account can't keep up with its stream.
import { Button } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import { useState } from 'react';
import { recommendedTelemetry } from '#shared/settings.ts';
import { useConsoleStatePart, useSaveSettings, useStatusReport } from '../console-client/use-console.ts';
import { nameOf } from './account-health.ts';
import classes from './batch-hint.module.css';

/** Names of the accounts that the recommended settings would help; empty once these are set. */
export function useBehindAccounts(): readonly string[] {
  const { accounts } = useStatusReport();
  const isRecommended = useConsoleStatePart(
    ({ settings }) =>
      settings.telemetryBatchSize === recommendedTelemetry.telemetryBatchSize && settings.telemetryLingerMs === recommendedTelemetry.telemetryLingerMs,
  );
  return isRecommended ? [] : accounts.filter((account) => account.fallingBehind).map(nameOf);
}

/** A fleet may have a hundred accounts: three are named, the others counted. */
const NAMED = 3;

/** "A, B, C and 97 other accounts". */
export function nameAccounts(names: readonly string[]): string {
  // One more would take no more room than its count.
  if (names.length <= NAMED + 1) return names.join(', ');
  return `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} other accounts`;
}

export function BatchHint(): React.ReactNode {
  const behind = useBehindAccounts();
  const save = useSaveSettings();
  const [dismissed, setDismissed] = useState(false);
  if (behind.length === 0 || dismissed) return null;
  return (
    <div className={classes.hint} role="status">
      <IconGauge size={16} stroke={1.8} aria-hidden />
      <span className={classes.text}>
        {nameAccounts(behind)} can’t keep up with {behind.length === 1 ? 'its' : 'their'} stream at the present batch settings. Recommended: {recommendedTelemetry.telemetryBatchSize.toLocaleString('en-US')} rows, {recommendedTelemetry.telemetryLingerMs.toLocaleString('en-US')} ms.
      </span>
      <Button size="compact-xs" onClick={() => void save(recommendedTelemetry)}>Use recommended</Button>
      <Button size="compact-xs" variant="subtle" onClick={() => setDismissed(true)}>Not now</Button>
    </div>
  );
}
