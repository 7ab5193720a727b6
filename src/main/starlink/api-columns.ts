// The stream's own column names (starlink-api.md §5.4–5.6) and our fields: the only place that knows the API's spelling of columns.
import type { RouterNumberColumn, TerminalNumberColumn } from './telemetry-batch.ts';

/** Our field → names it may have in a reply, the usual one first. */
export type Spellings<Field extends string> = Readonly<Record<Field, readonly string[]>>;

export type HeadField = 'letter' | 'time' | 'id';
export type TerminalField = HeadField | TerminalNumberColumn | 'h3Cell' | 'softwareVersion' | 'countryCode' | 'inTerritorialWaters' | 'activeAlerts';
export type RouterField = HeadField | RouterNumberColumn | 'deviceId' | 'softwareVersion' | 'hardwareVersion' | 'isRepeater' | 'isBypassed' | 'activeAlerts';
export type IpAllocationField = HeadField | 'ipv4' | 'ipv6Ue' | 'ipv6Cpe';

export const letterColumn = 'DeviceType';
const head = { letter: [letterColumn], time: ['UtcTimestampNs'], id: ['DeviceId'] } as const;
/** The guide writes ActiveAlert, every captured body ActiveAlerts. */
const activeAlerts = ['ActiveAlerts', 'ActiveAlert'];

export const terminalSpellings: Spellings<TerminalField> = {
  ...head,
  downlinkMbps: ['DownlinkThroughput'],
  uplinkMbps: ['UplinkThroughput'],
  pingDropRate: ['PingDropRateAvg'],
  latencyMs: ['PingLatencyMsAvg'],
  obstructionPercent: ['ObstructionPercentTime'],
  uptimeS: ['Uptime'],
  signalQuality: ['SignalQuality'],
  h3Cell: ['H3CellId'],
  rebootPossibleInS: ['SecondsUntilSwupdateRebootPossible'],
  softwareVersion: ['RunningSoftwareVersion'],
  countryCode: ['CountryCode'],
  inTerritorialWaters: ['InTerritorialWaters'],
  activeAlerts,
};

export const routerSpellings: Spellings<RouterField> = {
  ...head,
  uptimeS: ['WifiUptimeS', 'Uptime'],
  softwareVersion: ['WifiSoftwareVersion'],
  hardwareVersion: ['WifiHardwareVersion'],
  isRepeater: ['WifiIsRepeater'],
  hopsFromController: ['WifiHopsFromController'],
  isBypassed: ['WifiIsBypassed'],
  internetPingDropRate: ['InternetPingDropRate'],
  internetPingLatencyMs: ['InternetPingLatencyMs', 'PingLatencyMs'],
  popPingDropRate: ['WifiPopPingDropRate'],
  popPingLatencyMs: ['WifiPopPingLatencyMs'],
  terminalPingDropRate: ['DishPingDropRate'],
  terminalPingLatencyMs: ['DishPingLatencyMs'],
  clients: ['Clients'],
  clients2Ghz: ['Clients2Ghz'],
  clients5Ghz: ['Clients5Ghz'],
  clientsEthernet: ['ClientsEth'],
  wanReceivedBytes: ['WanRxBytes'],
  wanSentBytes: ['WanTxBytes'],
  clients2GhzRxRateMbpsMin: ['Clients2GhzRxRateMbpsMin'],
  clients2GhzRxRateMbpsMax: ['Clients2GhzRxRateMbpsMax'],
  clients2GhzRxRateMbpsAvg: ['Clients2GhzRxRateMbpsAvg'],
  clients2GhzTxRateMbpsMin: ['Clients2GhzTxRateMbpsMin'],
  clients2GhzTxRateMbpsMax: ['Clients2GhzTxRateMbpsMax'],
  clients2GhzTxRateMbpsAvg: ['Clients2GhzTxRateMbpsAvg'],
  clients5GhzRxRateMbpsMin: ['Clients5GhzRxRateMbpsMin'],
  clients5GhzRxRateMbpsMax: ['Clients5GhzRxRateMbpsMax'],
  clients5GhzRxRateMbpsAvg: ['Clients5GhzRxRateMbpsAvg'],
  clients5GhzTxRateMbpsMin: ['Clients5GhzTxRateMbpsMin'],
  clients5GhzTxRateMbpsMax: ['Clients5GhzTxRateMbpsMax'],
  clients5GhzTxRateMbpsAvg: ['Clients5GhzTxRateMbpsAvg'],
  clients2GhzSignalStrengthMin: ['Clients2GhzSignalStrengthMin'],
  clients2GhzSignalStrengthMax: ['Clients2GhzSignalStrengthMax'],
  clients2GhzSignalStrengthAvg: ['Clients2GhzSignalStrengthAvg'],
  clients5GhzSignalStrengthMin: ['Clients5GhzSignalStrengthMin'],
  clients5GhzSignalStrengthMax: ['Clients5GhzSignalStrengthMax'],
  clients5GhzSignalStrengthAvg: ['Clients5GhzSignalStrengthAvg'],
  deviceId: ['DishId'],
  activeAlerts,
};

export const ipAllocationSpellings: Spellings<IpAllocationField> = { ...head, ipv4: ['Ipv4'], ipv6Ue: ['Ipv6Ue'], ipv6Cpe: ['Ipv6Cpe'] };

/** Documented, but shown nowhere: kept raw like unknown columns, without a finding in every reply. */
export const documentedColumns: ReadonlySet<string> = new Set(['ApiVersion', 'AccountNumber']);
