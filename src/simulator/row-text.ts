// Rows as the stream writes them: JSON text with 64-bit integers in full, never through a JavaScript number.
import { alertNames } from './alert-names.ts';
import { buildIpAllocation } from './ip-allocations.ts';
import { sampleRouter } from './router-sample.ts';
import { hash32 } from './seeded-numbers.ts';
import type { RowDue } from './stream-feed.ts';
import type { TerminalSamples } from './terminal-sample.ts';
import type { Router, Terminal } from './terminals.ts';

const clientRateColumns = ['Rx', 'Tx'].flatMap((way) => ['Min', 'Max', 'Avg'].map((kind) => `${way}RateMbps${kind}`));
const signalColumns = ['Min', 'Max', 'Avg'].map((kind) => `SignalStrength${kind}`);

/** The columns of each row letter, in the order the rows have them. */
export const streamColumns: Readonly<Record<string, readonly string[]>> = {
  u: [
    'DeviceType', 'UtcTimestampNs', 'DeviceId', 'DownlinkThroughput', 'UplinkThroughput', 'PingDropRateAvg', 'PingLatencyMsAvg',
    'ObstructionPercentTime', 'Uptime', 'SignalQuality', 'H3CellId', 'SecondsUntilSwupdateRebootPossible',
    'RunningSoftwareVersion', 'CountryCode', 'InTerritorialWaters', 'ActiveAlerts',
  ],
  r: [
    'DeviceType', 'UtcTimestampNs', 'DeviceId', 'WifiUptimeS', 'WifiSoftwareVersion', 'WifiHardwareVersion', 'WifiIsRepeater',
    'WifiHopsFromController', 'WifiIsBypassed', 'InternetPingDropRate', 'InternetPingLatencyMs', 'WifiPopPingDropRate',
    'WifiPopPingLatencyMs', 'DishPingDropRate', 'DishPingLatencyMs', 'Clients', 'Clients2Ghz', 'Clients5Ghz', 'ClientsEth',
    'WanRxBytes', 'WanTxBytes',
    ...['2', '5'].flatMap((band) => clientRateColumns.map((column) => `Clients${band}Ghz${column}`)),
    ...['2', '5'].flatMap((band) => signalColumns.map((column) => `Clients${band}Ghz${column}`)),
    'DishId', 'ActiveAlerts',
  ],
  i: ['DeviceType', 'UtcTimestampNs', 'DeviceId', 'Ipv4', 'Ipv6Ue', 'Ipv6Cpe'],
};

/** `metadata.enums`, part of every reply. */
export const streamEnums = {
  DeviceType: { u: 'UserTerminal', r: 'Router', d: 'UserTerminalDataUsage', i: 'IpAllocs' },
  AlertsByDeviceType: alertNames,
} as const;

export function buildRowText(row: RowDue, samples: TerminalSamples): string {
  if (row.letter === 'u') return buildUserTerminalRow(row.terminal, row.second, samples);
  if (row.letter === 'i') return buildIpRow(row.terminal, row.second, row.part, samples);
  if (row.router === null) throw new Error('a router row without a router');
  return buildRouterRow(row.terminal, row.router, row.second, samples);
}

function buildUserTerminalRow(terminal: Terminal, second: number, samples: TerminalSamples): string {
  const place = samples.places.at(terminal, second);
  const s = samples.at(terminal, second);
  return `["u",${second}000000000,"${terminal.streamId}",${s.downlinkMbps},${s.uplinkMbps},${s.pingDropRate},${s.pingLatencyMs},` +
    `${s.obstruction},${s.uptimeS},${s.signalQuality},${place.cellDecimal},${s.rebootPossibleInS},"${s.softwareVersion}",` +
    `"${place.country}",${place.inTerritorialWaters},[${s.alerts.join(',')}]]`;
}

function buildRouterRow(terminal: Terminal, router: Router, second: number, samples: TerminalSamples): string {
  const s = sampleRouter(terminal, router, second, samples);
  const minute = Math.floor(second / 60);
  const clients = s.clients2Ghz + s.clients5Ghz + s.clientsEthernet;
  return `["r",${second}${nanoseconds(router.key, second)},"Router-${router.routerId}",${s.uptimeS},"${s.softwareVersion}",` +
    `"${router.hardwareVersion}",${router.hops > 0},${router.hops},${router.bypassed},${s.internetDropRate},${s.internetLatencyMs},` +
    `${s.popDropRate},${s.popLatencyMs},${s.dishDropRate},${s.dishLatencyMs},${clients},${s.clients2Ghz},${s.clients5Ghz},` +
    `${s.clientsEthernet},${s.wanRxBytes},${s.wanTxBytes},` +
    `${triple(rates2, s.clients2Ghz, router.key, minute, 1)},${triple(rates2, s.clients2Ghz, router.key, minute, 2)},` +
    `${triple(rates5, s.clients5Ghz, router.key, minute, 3)},${triple(rates5, s.clients5Ghz, router.key, minute, 4)},` +
    `${triple(signals, s.clients2Ghz, router.key, minute, 5)},${triple(signals, s.clients5Ghz, router.key, minute, 6)},` +
    `"${terminal.streamId}",[${s.alerts.join(',')}]]`;
}

function buildIpRow(terminal: Terminal, second: number, part: number, { interventions }: TerminalSamples): string {
  const { ipv4, ipv6Ue, ipv6Cpe } = buildIpAllocation(terminal, second, part, interventions);
  return `["i",${second}${ipNanoseconds(terminal, second, part)},"ip-${terminal.streamId}",${JSON.stringify(ipv4)},${JSON.stringify(ipv6Ue)},${JSON.stringify(ipv6Cpe)}]`;
}

/** Nine digits after the second. Not multiples of 256: a parser that rounds 64-bit integers shows. */
function nanoseconds(key: number, second: number): string {
  return String((hash32(key, second, 0xa0) % 999_999_999) | 1).padStart(9, '0');
}

/** Rows of one change follow each other within milliseconds. */
function ipNanoseconds(terminal: Terminal, second: number, part: number): string {
  const first = hash32(terminal.key, second, 0x1b) % 990_000_000;
  return String((first + part * 3_141_593) | 1).padStart(9, '0');
}

// Minimum, maximum and average of client rates and signals, written once: most of a router row's bytes.
const rates2 = buildTriples(6, 144);
const rates5 = buildTriples(60, 866);
const signals = buildTriples(-78, -38);

function buildTriples(low: number, high: number): string[] {
  return Array.from({ length: 128 }, (_, n) => {
    const a = low + (hash32(n, low, 1) % (high - low));
    const b = a + (hash32(n, low, 2) % (high - a + 1));
    const average = n % 4 === 0 ? b : Math.round((a + (b - a) * (0.3 + (n % 7) / 14)) * 1e4) / 1e4;
    return `${a},${b},${average}`;
  });
}

/** Three nulls when no client is on that band. */
function triple(texts: readonly string[], clients: number, key: number, minute: number, salt: number): string {
  if (clients === 0) return 'null,null,null';
  return texts[hash32(key, minute, salt) % texts.length] ?? 'null,null,null';
}
