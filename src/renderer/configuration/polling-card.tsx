// How often both pollers ask, when a terminal counts as offline, and how long a vanished one stays.
import { SettingField } from './setting-field.tsx';
import { SettingsCard } from './settings-card.tsx';
import classes from './telemetry-request-card.module.css';

export function PollingCard(): React.ReactNode {
  return (
    <SettingsCard title="Polling and retention" about="For every account. Changes take effect at once.">
      <div className={classes.fields}>
        <SettingField setting="telemetryPollS" label="Telemetry Poll Interval" unit="s" help="Between two polls of the telemetry stream: 15 to 300 s." />
        <SettingField setting="managementPollMin" label="Management Poll Interval" unit="min" help="Between two walks through accounts, terminals and service lines: 1 to 60 min." />
        <SettingField setting="offlineAfterMin" label="Offline After" unit="min" help="A terminal without a sample for longer is Offline." />
        <SettingField setting="retentionDays" label="Retention" unit="days" help="How long a terminal or router stays that no API returns any more: 1 to 30 days." />
      </div>
    </SettingsCard>
  );
}
