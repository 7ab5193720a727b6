// How much one stream reply may hold and how long Starlink collects for it.
import { Button } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import { useState } from 'react';
import { recommendedTelemetry } from '#shared/settings.ts';
import { useConsoleStatePart, useSaveSettings } from '../console-client/use-console.ts';
import { useBehindAccounts } from '../status/batch-hint.tsx';
import { SettingField } from './setting-field.tsx';
import { SettingsCard } from './settings-card.tsx';
import classes from './telemetry-request-card.module.css';

export function TelemetryRequestCard(): React.ReactNode {
  const save = useSaveSettings();
  const behind = useBehindAccounts();
  const [busy, setBusy] = useState(false);
  const isRecommended = useConsoleStatePart(
    ({ settings }) =>
      settings.telemetryBatchSize === recommendedTelemetry.telemetryBatchSize && settings.telemetryLingerMs === recommendedTelemetry.telemetryLingerMs,
  );

  async function applyRecommended(): Promise<void> {
    setBusy(true);
    await save(recommendedTelemetry);
    setBusy(false);
  }

  return (
    <SettingsCard
      title="Telemetry request"
      about={isRecommended ? 'The recommended values are in use.' : 'Recommended: 65,000 rows, 15,000 ms.'}
      action={<Button variant="default" disabled={isRecommended} loading={busy} onClick={() => void applyRecommended()}>Use recommended</Button>}
    >
      {behind.length > 0 && (
        <p className={classes.hint} role="status">
          <IconGauge size={16} stroke={1.8} aria-hidden />
          <span>{behind.join(', ')} can’t keep up with the stream at the present values. “Use recommended” helps.</span>
        </p>
      )}
      <div className={classes.fields}>
        <SettingField setting="telemetryBatchSize" label="Telemetry Batch Size" unit="rows" help="Most rows that one reply may hold: 1 to 65,000. A full reply is followed at once by the next request." />
        <SettingField setting="telemetryLingerMs" label="Telemetry Linger Duration" unit="ms" help="Longest time that Starlink collects rows before it answers: 0 to 65,000 ms." />
      </div>
    </SettingsCard>
  );
}
