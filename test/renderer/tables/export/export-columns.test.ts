// What leaves the console: displayed as on screen, raw unrounded and in ISO 8601 UTC, and never a formula.
import { describe, expect, it } from 'vitest';
import type { TableDeclaration } from '../../../../src/renderer/tables/column.ts';
import { accountsTable } from '../../../../src/renderer/tables/columns/accounts.ts';
import { alertsTable } from '../../../../src/renderer/tables/columns/alerts.ts';
import { ipAllocationsTable } from '../../../../src/renderer/tables/columns/ip-allocations.ts';
import { monthlyDataUsageTable } from '../../../../src/renderer/tables/columns/monthly-data-usage.ts';
import { overageLinesTable } from '../../../../src/renderer/tables/columns/overage-lines.ts';
import { routersTable } from '../../../../src/renderer/tables/columns/routers.ts';
import { servicesTable } from '../../../../src/renderer/tables/columns/services.ts';
import { userTerminalsTable } from '../../../../src/renderer/tables/columns/user-terminals.ts';
import { buildExportColumns } from '../../../../src/renderer/tables/export/export-columns.ts';
import { local, utc } from '../column-probe.ts';
import { buildRow } from '../sample-rows.ts';

const atMs = Date.UTC(2026, 10, 22, 18, 31, 7, 250);

function fields<Row>(table: TableDeclaration<Row>, row: Row, values: 'displayed' | 'raw', context = utc): Record<string, string> {
  return Object.fromEntries(buildExportColumns(table.columns, values, context).map((column) => [column.header, column.text(row)]));
}

const terminal = buildRow('userTerminals', {
  deviceId: 'ut01', deviceName: 'MV Halden', kitNumber: 'KIT1', downlinkMbps: 154.9412345, pingDropPercent: 0.0667, obstructionPercent: 0, latitude: 8.10523, longitude: -62.7088114321,
  uptimeS: 534_000, rebootPossibleInS: -1, sampledAtMs: atMs, dveEnabled: false,
});

describe('displayed values', () => {
  it('are what the table shows, the unit in the header, N/A in words, buttons left out', () => {
    const shown = fields(userTerminalsTable, terminal, 'displayed');
    expect(shown).toMatchObject({
      'Device Name': 'MV Halden KIT1', 'Downlink Throughput (Mbps)': '154.9', 'Average Ping Latency (ms)': 'N/A', 'Obstruction Percent Time (%)': '0.00', 'Longitude (°)': '-62.70881',
      Uptime: '6d 4h', 'Reboot Possible In': 'Deferral off', Timestamp: '2026-11-22 18:31:07', 'DVE Creation': 'Disabled',
    });
    expect(Object.keys(shown)).not.toContain('Open');
  });

  it('keep to the time display', () => {
    expect(fields(userTerminalsTable, terminal, 'displayed', local)['Timestamp']).toBe(new Date(atMs).toLocaleString('sv-SE'));
  });
});

describe('raw values', () => {
  it('are unrounded in the unit of the header, times in UTC, N/A empty, zero zero', () => {
    expect(fields(userTerminalsTable, terminal, 'raw', local)).toMatchObject({
      'Device Name': 'MV Halden', 'Device Name: Kit Number': 'KIT1', 'Downlink Throughput (Mbps)': '154.9412345', 'Average Ping Latency (ms)': '', 'Obstruction Percent Time (%)': '0',
      'Longitude (°)': '-62.7088114321', 'Uptime (s)': '534000', 'Reboot Possible In (s)': '-1', 'Timestamp (UTC)': '2026-11-22T18:31:07.250Z', 'DVE Creation': 'false', State: '',
    });
  });

  it('of bytes are in the GB that the header says, of a lag in the unit added to it', () => {
    expect(fields(routersTable, buildRow('routers', { routerId: 'Router-1', wanReceivedBytes: 177_439_788_174 }), 'raw')).toMatchObject({ 'WAN Received (GB)': '177.439788174', 'WAN Sent (GB)': '' });
    expect(fields(accountsTable, buildRow('accounts', { accountNumber: 'ACC-1', lagMs: 12_345 }), 'raw')).toMatchObject({ 'Lag (ms)': '12345', Polling: '' });
  });

  it('of money stand beside their currency; a restricted limit is not zero', () => {
    const service = fields(servicesTable, buildRow('services', { serviceLineNumber: 'SL-1', price: 1250.5, priceCurrency: 'USD', usageLimitGB: 0, recurringBlocks: ['2 × 50 GB', '1 × 10 GB'] }), 'raw');
    expect(service).toMatchObject({ Price: '1250.5', 'Price: Currency': 'USD', 'Usage Limit (GB)': 'restricted', 'Recurring Blocks': '2 × 50 GB; 1 × 10 GB', 'One-Time Blocks': '' });
    const overage = fields(overageLinesTable, buildRow('overageLines', { overageKey: 'k', pricePerGB: 0.125, currency: 'EUR', overagePrice: null, usageLimitGB: 50, activeFromMs: atMs }), 'raw');
    expect(overage).toMatchObject({ 'Price per GB': '0.125', 'Price per GB: Currency': 'EUR', 'Overage Price': '', 'Overage Price: Currency': '', 'Usage Limit (GB)': '50', 'Active From (UTC)': '2026-11-22' });
  });

  it('keep that an alert began before its time', () => {
    const alert = buildRow('alerts', { alertKey: 'ut01/51', activeSinceMs: atMs, activeSinceBefore: true });
    expect(fields(alertsTable, alert, 'raw')).toMatchObject({ 'Active Since (UTC)': '2026-11-22T18:31:07.250Z', 'Active Since: Qualifier': 'before' });
    expect(fields(alertsTable, { ...alert, activeSinceBefore: false }, 'raw')['Active Since: Qualifier']).toBe('');
  });

  it('have no unit twice and no header twice', () => {
    for (const table of [userTerminalsTable, alertsTable, routersTable, ipAllocationsTable, servicesTable, overageLinesTable, monthlyDataUsageTable, accountsTable]) {
      for (const values of ['raw', 'displayed'] as const) {
        const headers = buildExportColumns(table.columns as never[], values, utc).map(({ header }) => header);
        expect(new Set(headers).size, table.title).toBe(headers.length);
      }
    }
  });
});

describe('a text that begins like a formula', () => {
  it.each(['=HYPERLINK("http://x","y")', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('%j gets an apostrophe, displayed and raw', (name) => {
    const row = buildRow('userTerminals', { deviceId: 'ut01', deviceName: name });
    expect(fields(userTerminalsTable, row, 'displayed')['Device Name']).toBe(`'${name}`);
    expect(fields(userTerminalsTable, row, 'raw')['Device Name']).toBe(`'${name}`);
  });

  it('is told from a negative number, and from a text with such a sign inside', () => {
    expect(fields(userTerminalsTable, buildRow('userTerminals', { deviceId: 'ut01', latitude: -8.1 }), 'displayed')['Latitude (°)']).toBe('-8.10000');
    expect(fields(userTerminalsTable, buildRow('userTerminals', { deviceId: 'ut01', deviceName: 'Ferry = 2' }), 'raw')['Device Name']).toBe('Ferry = 2');
    expect(fields(ipAllocationsTable, buildRow('ipAllocations', { ipAllocationId: 'i', ipv4: ['=1', '2'] }), 'raw')['IPv4']).toBe("'=1; 2");
  });
});
