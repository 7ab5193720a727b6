// What else is known of the terminal itself.
import { Button } from '@mantine/core';
import type { TableRow } from '#shared/table-schemas.ts';
import { useTimeDisplay } from '../console-client/use-console.ts';
import { formatCoordinate, notAvailable } from '../formats/format-number.ts';
import { formatBothZones, formatDuration, formatTime, zoneLabel } from '../formats/format-time.ts';
import { NotBuilt } from '../shell/not-built.tsx';
import { SideCard, SideLine } from './side-card.tsx';

export function DetailsCard({ row }: { readonly row: TableRow<'userTerminals'> }): React.ReactNode {
  const timeDisplay = useTimeDisplay();
  const sampled = row.sampledAtMs === null ? notAvailable : `${formatTime(row.sampledAtMs, timeDisplay)} ${zoneLabel(row.sampledAtMs, timeDisplay)}`;
  const position = row.latitude === null || row.longitude === null ? notAvailable : `${formatCoordinate(row.latitude)}, ${formatCoordinate(row.longitude)}`;
  return (
    <SideCard title="Terminal">
      <dl>
        <SideLine label="Sampled at"><time title={formatBothZones(row.sampledAtMs, timeDisplay)}>{sampled}</time></SideLine>
        <SideLine label="Cell centre">{position}</SideLine>
        <SideLine label="H3 Cell">{row.h3Cell ?? notAvailable}</SideLine>
        <SideLine label="Country">{row.countryCode ?? notAvailable}</SideLine>
        <SideLine label="Serial Number">{row.serialNumber ?? notAvailable}</SideLine>
        <SideLine label="Reboot Possible In">{rebootText(row.rebootPossibleInS)}</SideLine>
      </dl>
      <NotBuilt reason="The last sample as it came is not built yet: every value of it is stored, and “Export…” writes them all.">
        <Button variant="default" size="compact-sm">Raw last sample</Button>
      </NotBuilt>
    </SideCard>
  );
}

/** -1: software deferral is off, so a staged update reboots in its own time. */
function rebootText(seconds: number | null): string {
  if (seconds === null) return notAvailable;
  if (seconds < 0) return 'deferral off';
  return seconds === 0 ? 'any time' : formatDuration(seconds);
}
