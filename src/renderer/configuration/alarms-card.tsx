// Alarms of one's own: shown where they will be, until they are built.
import { Button } from '@mantine/core';
import { NotBuilt } from '../shell/not-built.tsx';
import { SettingsCard } from './settings-card.tsx';

const reason = 'Alarms are not built yet: no threshold makes a terminal Degraded, and nothing notifies you. State follows Starlink’s own alerts alone.';

export function AlarmsCard(): React.ReactNode {
  return (
    <SettingsCard
      title="Alarms" about={reason}
      action={<NotBuilt reason={reason}><Button variant="default">Add threshold</Button></NotBuilt>}
    />
  );
}
