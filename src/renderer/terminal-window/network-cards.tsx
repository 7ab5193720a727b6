// The terminal's routers and IP addresses.
import type { TableRow } from '#shared/table-schemas.ts';
import { useTerminalRows } from '../console-client/use-table.ts';
import { formatCount, formatMs, formatPercent, notAvailable } from '../formats/format-number.ts';
import { formatDuration } from '../formats/format-time.ts';
import classes from './network-cards.module.css';
import { SideCard, SideLine, SideNote } from './side-card.tsx';

export function RoutersCard({ deviceId }: { readonly deviceId: string }): React.ReactNode {
  const { rows, loaded, failure } = useTerminalRows('routers', deviceId);
  return (
    <SideCard title="Routers">
      {failure !== null && <SideNote>{failure}</SideNote>}
      {rows.length === 0 && <SideNote>{loaded ? 'No router reported' : 'Loading…'}</SideNote>}
      {rows.map((router) => <RouterLines key={router.routerId} router={router} />)}
    </SideCard>
  );
}

function RouterLines({ router }: { readonly router: TableRow<'routers'> }): React.ReactNode {
  return (
    <dl className={classes.group} data-stale={router.stale === true || undefined}>
      <div><dt className="gt-visually-hidden">Router ID</dt><dd className={classes.title}>{router.routerId}{router.stale === true && <i> stale</i>}</dd></div>
      <SideLine label="Clients">{formatCount(router.clients)}</SideLine>
      <SideLine label="Internet ping">{withUnit(formatMs(router.internetPingLatencyMs), 'ms')} · {withUnit(formatPercent(router.internetPingDropPercent, 3), '%')}</SideLine>
      <SideLine label="Uptime">{formatDuration(router.uptimeS)}</SideLine>
      <SideLine label="Version">{[router.hardwareVersion, router.softwareVersion].filter(Boolean).join(' · ') || notAvailable}</SideLine>
    </dl>
  );
}

function withUnit(figure: string, unit: string): string {
  return figure === notAvailable ? figure : `${figure} ${unit}`;
}

export function IpAllocationsCard({ deviceId }: { readonly deviceId: string }): React.ReactNode {
  const { rows, loaded, failure } = useTerminalRows('ipAllocations', deviceId);
  return (
    <SideCard title="IP Allocations">
      {failure !== null && <SideNote>{failure}</SideNote>}
      {rows.length === 0 && <SideNote>{loaded ? 'No address reported' : 'Loading…'}</SideNote>}
      {rows.map((allocation) => (
        <dl key={allocation.ipAllocationId} className={classes.group} data-stale={allocation.stale === true || undefined}>
          <SideLine label="IPv4"><Addresses list={allocation.ipv4} /></SideLine>
          <SideLine label="IPv6 UE"><Addresses list={allocation.ipv6Ue} /></SideLine>
          <SideLine label="IPv6 CPE"><Addresses list={allocation.ipv6Cpe} /></SideLine>
        </dl>
      ))}
    </SideCard>
  );
}

function Addresses({ list }: { readonly list: readonly string[] | null }): React.ReactNode {
  if (list === null) return notAvailable;
  return list.length === 0 ? '–' : list.map((address) => <div key={address}>{address}</div>);
}
