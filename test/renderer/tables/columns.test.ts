// Every page declares the columns of pages.md, and each shows its value in the format of pages.md.
import { describe, expect, it } from 'vitest';
import { readableText, staleReasonOf, titleOf, type TableDeclaration } from '../../../src/renderer/tables/column.ts';
import { accountsTable } from '../../../src/renderer/tables/columns/accounts.ts';
import { alertsTable } from '../../../src/renderer/tables/columns/alerts.ts';
import { dailyDataUsageTable } from '../../../src/renderer/tables/columns/daily-data-usage.ts';
import { ipAllocationsTable } from '../../../src/renderer/tables/columns/ip-allocations.ts';
import { monthlyDataUsageTable } from '../../../src/renderer/tables/columns/monthly-data-usage.ts';
import { overageLinesTable } from '../../../src/renderer/tables/columns/overage-lines.ts';
import { routersTable } from '../../../src/renderer/tables/columns/routers.ts';
import { servicesTable } from '../../../src/renderer/tables/columns/services.ts';
import { userTerminalDvesTable } from '../../../src/renderer/tables/columns/user-terminal-dves.ts';
import { userTerminalsTable } from '../../../src/renderer/tables/columns/user-terminals.ts';
import { columnOf, shown, utc } from './column-probe.ts';
import { pageColumns } from './page-columns.ts';
import { buildRow } from './sample-rows.ts';

const atMs = Date.UTC(2026, 10, 22, 18, 31, 7);

function checkColumns<Row>(table: TableDeclaration<Row>): void {
  const declared = table.columns.map((column) => `${column.header}${column.hidden === true ? ' H' : ''}`);
  expect(declared).toEqual(pageColumns.get(table.title));
  const ids = table.columns.map((column) => column.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const column of table.columns) expect(column.help.length).toBeGreaterThan(5);
  for (const sort of table.defaultSort) expect(ids).toContain(sort.id);
}

describe('columns of pages.md', () => {
  it('stand on every page, in order, hidden where pages.md hides them', () => {
    checkColumns(userTerminalsTable);
    checkColumns(alertsTable);
    checkColumns(routersTable);
    checkColumns(ipAllocationsTable);
    checkColumns(servicesTable);
    checkColumns(overageLinesTable);
    checkColumns(monthlyDataUsageTable);
    checkColumns(dailyDataUsageTable);
    checkColumns(accountsTable);
    checkColumns(userTerminalDvesTable);
    expect(pageColumns.size).toBe(10);
  });

  it('give their unit beside the header, not in it', () => {
    const units = userTerminalsTable.columns.filter((column) => column.unit !== undefined).map((column) => `${column.header} ${column.unit}`);
    expect(units).toEqual([
      'Signal Quality %', 'Downlink Throughput Mbps', 'Uplink Throughput Mbps', 'Average Ping Drop Rate %', 'Average Ping Latency ms',
      'Obstruction Percent Time %', 'Latitude °', 'Longitude °',
    ]);
  });
});

describe('User Terminals', () => {
  const row = buildRow('userTerminals', {
    deviceId: 'ut01', deviceName: 'MV Halden', kitNumber: 'KIT1', state: 'Degraded', stateReason: 'high_time_obstruction', signalQualityPercent: 92.4,
    downlinkMbps: 154.94, uplinkMbps: 0.456, pingDropPercent: 0.0667, latencyMs: 26.4, obstructionPercent: 0.0004, activeAlerts: 1, alertNames: ['high_time_obstruction'],
    worstSeverity: 'warning', uptimeS: 6 * 86_400 + 4 * 3_600, latitude: 8.105230, longitude: -62.708811, h3Cell: '855f4157fffffff', rebootPossibleInS: -1,
    sampledAtMs: atMs, dveEnabled: false,
  });

  it.each([
    ['Device Name', 'MV Halden'], ['Signal Quality', '92'], ['Downlink Throughput', '154.9'], ['Uplink Throughput', '0.46'], ['Average Ping Drop Rate', '0.067'],
    ['Average Ping Latency', '26'], ['Obstruction Percent Time', '<0.01'], ['Active Alerts', '1'], ['Uptime', '6d 4h'], ['Latitude', '8.10523'],
    ['Longitude', '-62.70881'], ['Reboot Possible In', 'Deferral off'], ['Timestamp', '2026-11-22 18:31:07'], ['DVE Creation', 'Disabled'],
  ])('shows %s as %s', (header, text) => {
    expect(shown(userTerminalsTable, row, header)).toBe(text);
  });

  it('shows zero as zero and nothing as N/A', () => {
    const zero = buildRow('userTerminals', { deviceId: 'ut01', downlinkMbps: 0, activeAlerts: 0 });
    expect(shown(userTerminalsTable, zero, 'Downlink Throughput')).toBe('0.0');
    expect(shown(userTerminalsTable, zero, 'Active Alerts')).toBe('0');
    expect(shown(userTerminalsTable, zero, 'Average Ping Latency')).toBe('N/A');
    expect(shown(userTerminalsTable, zero, 'Timestamp')).toBe('N/A');
  });

  it('falls back to the Device ID and always adds the kit number', () => {
    const nameless = buildRow('userTerminals', { deviceId: 'ut01', kitNumber: 'KIT9' });
    expect(readableText(columnOf(userTerminalsTable, 'Device Name'), nameless, utc)).toBe('ut01 KIT9');
    expect(readableText(columnOf(userTerminalsTable, 'Device Name'), row, utc)).toBe('MV Halden KIT1');
  });

  it('says why in the tooltips', () => {
    expect(titleOf(columnOf(userTerminalsTable, 'State'), row, utc, atMs)).toBe('high_time_obstruction');
    expect(titleOf(columnOf(userTerminalsTable, 'Latitude'), row, utc, atMs)).toContain('Centre of H3 cell 855f4157fffffff');
    expect(titleOf(columnOf(userTerminalsTable, 'Active Alerts'), row, utc, atMs)).toBe('high_time_obstruction');
    expect(titleOf(columnOf(userTerminalsTable, 'Timestamp'), row, utc, atMs)).toContain('2026-11-22 18:31:07 UTC');
  });

  it('marks telemetry of a silent terminal and of a failing account as stale, identity never', () => {
    const latency = columnOf(userTerminalsTable, 'Average Ping Latency');
    const state = columnOf(userTerminalsTable, 'State');
    const silent = { ...row, state: 'Offline', stateReason: 'No sample for 42 min' };
    expect(staleReasonOf(userTerminalsTable, latency, row, utc)).toBeNull();
    expect(staleReasonOf(userTerminalsTable, latency, silent, utc)).toContain('2026-11-22 18:31:07 UTC (No sample for 42 min)');
    expect(staleReasonOf(userTerminalsTable, state, silent, utc)).toBeNull();
    expect(staleReasonOf(userTerminalsTable, state, { ...row, stale: true }, utc)).not.toBeNull();
    expect(staleReasonOf(userTerminalsTable, columnOf(userTerminalsTable, 'Device Name'), { ...row, stale: true }, utc)).toBeNull();
  });
});

describe('Alerts', () => {
  it('names the severity and what lies before the first sight', () => {
    const row = buildRow('alerts', { alertKey: 'ut01/51', severity: 'critical', activeSinceMs: atMs, activeSinceBefore: true });
    expect(shown(alertsTable, row, 'Severity')).toBe('Critical');
    expect(shown(alertsTable, row, 'Active Since')).toBe('before 2026-11-22 18:31:07');
    expect(shown(alertsTable, { ...row, activeSinceBefore: false }, 'Active Since')).toBe('2026-11-22 18:31:07');
  });

  it('shows the severity of an alert that nobody has heard of since as not current, as its times', () => {
    const row = buildRow('alerts', { alertKey: 'ut01/51', severity: 'critical', activeSinceMs: atMs, lastSeenMs: atMs });
    for (const header of ['Severity', 'Active Since', 'Last Seen']) {
      expect(staleReasonOf(alertsTable, columnOf(alertsTable, header), { ...row, stale: true }, utc), header).toContain('Not current');
      expect(staleReasonOf(alertsTable, columnOf(alertsTable, header), { ...row, stale: false }, utc), header).toBeNull();
    }
  });
});

describe('Routers', () => {
  it.each([
    [{ isBypassed: true, isRepeater: false }, 'Bypassed'],
    [{ isRepeater: false, hopsFromController: 0 }, 'Main'],
    [{ isRepeater: true, hopsFromController: 1 }, 'Mesh node, 1 hop'],
    [{ isRepeater: true, hopsFromController: 2 }, 'Mesh node, 2 hops'],
    [{ isRepeater: true }, 'Mesh node'],
    [{}, 'N/A'],
  ])('takes %o as %s', (values, role) => {
    expect(shown(routersTable, buildRow('routers', { routerId: 'Router-1', ...values }), 'Role')).toBe(role);
  });

  it('shows bytes as GB and a missing signal strength as N/A', () => {
    const row = buildRow('routers', { routerId: 'Router-1', wanReceivedBytes: 177_439_788_174, clients2GhzSignalStrengthMin: -71 });
    expect(shown(routersTable, row, 'WAN Received')).toBe('177.44');
    expect(shown(routersTable, row, 'Clients2GhzSignalStrengthMin')).toBe('-71');
    expect(shown(routersTable, row, 'Clients5GhzSignalStrengthMin')).toBe('N/A');
  });
});

describe('IP Allocations', () => {
  it('tells an empty list from one that is not known', () => {
    const row = buildRow('ipAllocations', { ipAllocationId: 'ip-ut01', ipv4: ['192.0.2.10', '192.0.2.11'], ipv6Ue: [] });
    expect(shown(ipAllocationsTable, row, 'IPv4')).toBe('192.0.2.10, 192.0.2.11');
    expect(shown(ipAllocationsTable, row, 'IPv6 UE')).toBe('–');
    expect(shown(ipAllocationsTable, row, 'IPv6 CPE')).toBe('N/A');
  });
});

describe('Accounts', () => {
  it('blocks the switch of an account without a credential and says why', () => {
    const polling = columnOf(accountsTable, 'Polling');
    if (polling.cell?.kind !== 'switch') throw new Error('Polling is no switch');
    expect(polling.cell.blocked(buildRow('accounts', { accountNumber: 'ACC-1' }))).toContain('No credential');
    expect(polling.cell.blocked(buildRow('accounts', { accountNumber: 'ACC-1', credentialId: 'c1' }))).toBeNull();
    expect(polling.cell.isPending(buildRow('accounts', { accountNumber: 'ACC-1', credentialId: 'c1', pollingPending: true }))).toBe(true);
  });

  it('shows no error as nothing, not as N/A', () => {
    expect(shown(accountsTable, buildRow('accounts', { accountNumber: 'ACC-1' }), 'Last Error')).toBe('–');
  });
});

describe('User Terminal DVEs', () => {
  it('lets Delete work only while DVE Creation is Disabled', () => {
    const deletion = columnOf(userTerminalDvesTable, 'Delete');
    if (deletion.cell?.kind !== 'button') throw new Error('Delete is no button');
    expect(deletion.cell.blocked(buildRow('userTerminalDves', { deviceId: 'ut01', dveEnabled: true }))).toContain('Disabled');
    expect(deletion.cell.blocked(buildRow('userTerminalDves', { deviceId: 'ut01', dveEnabled: false }))).toBeNull();
  });
});
