// The quick filter's language: what it finds, where it says that it does not understand, and that no text breaks it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { servicesTable, type ServiceRow } from '../../../../src/renderer/tables/columns/services.ts';
import { ipAllocationsTable } from '../../../../src/renderer/tables/columns/ip-allocations.ts';
import { routersTable } from '../../../../src/renderer/tables/columns/routers.ts';
import { userTerminalsTable } from '../../../../src/renderer/tables/columns/user-terminals.ts';
import type { TableDeclaration } from '../../../../src/renderer/tables/column.ts';
import { buildRowMatcher } from '../../../../src/renderer/tables/filters/match-terms.ts';
import { parseFilter } from '../../../../src/renderer/tables/filters/parse-filter.ts';
import { local, utc } from '../column-probe.ts';
import { buildRow } from '../sample-rows.ts';

const nowMs = Date.UTC(2026, 10, 22, 18, 41, 7);
const MINUTE = 60_000;

const halden = buildRow('userTerminals', {
  deviceId: 'ut01', deviceName: 'MV Halden', kitNumber: 'KITP00142254', accountName: 'Nordic Ferries', state: 'Degraded', signalQualityPercent: 92.4, downlinkMbps: 154.94,
  pingDropPercent: 0, latencyMs: 26.4, uptimeS: 2 * 86_400 + 4 * 3_600, activeAlerts: 1, h3Cell: '855f4157fffffff', rebootPossibleInS: -1, sampledAtMs: nowMs - 10 * MINUTE, dveEnabled: false,
});

function find<Row extends object>(table: TableDeclaration<Row>, row: Row, text: string, context = utc): boolean | string {
  const reading = parseFilter(text, table.columns, context);
  if (!reading.ok) return `${reading.error.from}–${reading.error.to}: ${reading.error.message}`;
  const shown = table.columns.filter((column) => column.hidden !== true);
  return buildRowMatcher(reading.terms, { shown, context, nowMs })?.(row) ?? 'all';
}

const finds = (text: string): boolean | string => find(userTerminalsTable, halden, text);

describe('text', () => {
  it.each([
    ['halden', true], ['  MV HAL ', true], ['kitp00142254', true], ['154.9', true], ['halden kitp', true], ['zeppelin', false], ['halden zeppelin', false],
    ['"MV Halden"', true], ['"Halden MV"', false], ['Halden MV', true], ['!halden', false], ['!zeppelin', true], ['halden !zeppelin', true], ['!"MV Halden"', false],
    ['855f4157', false], ['h3cell:855f4157', true], ['"MV Halden KITP"', true], ['', 'all'], ['  ', 'all'],
  ])('%s: %s', (text, expected) => {
    expect(finds(text)).toBe(expected);
  });

  it('takes addresses and times as they are', () => {
    const row = buildRow('ipAllocations', { ipAllocationId: 'ip-ut01', ipv4: ['192.0.2.10', '192.0.2.11'], ipv6Ue: ['2a0d:3344::/64'], sampledAtMs: nowMs });
    for (const text of ['2a0d:3344', '2a0d:3344::/64', '18:41:07', '192.0.2.1', 'ipv4:=192.0.2.11', 'ipv6ue:2a0d', 'ipv6ue:"2a0d:3344"', 'ipv6cpe:n/a']) {
      expect(find(ipAllocationsTable, row, text), text).toBe(true);
    }
    expect(find(ipAllocationsTable, row, 'ipv4:=192.0.2.1')).toBe(false);
  });
});

describe('column:value', () => {
  it.each([
    ['devicename:halden', true], ['DeviceName:HALDEN', true], ['Device Name:halden', true], ['"Device Name":halden', true], ['"device name":"mv hal"', true],
    ['deviceid:ut01', true], ['accountName:=nordic', false], ['accountName:="Nordic Ferries"', true], ['accountname: nordic', true], ['mv Device Name:halden', true],
    ['state:degraded', true], ['!state:degraded', false], ['state:!degraded', false], ['!state:!degraded', true], ['serialnumber:n/a', true], ['state:n/a', false], ['!state:n/a', true],
    ['dvecreation:enabled', false], ['dvecreation:disabled', true], ['rebootpossiblein:"deferral off"', true], ['downlink:n/a', false], ['latitude:N/A', true],
  ])('%s: %s', (text, expected) => {
    expect(finds(text)).toBe(expected);
  });
});

describe('figures', () => {
  it.each([
    ['downlink:>154.9', true], ['downlink:>154.94', false], ['downlink:>=154.94', true], ['downlink:<155', true], ['downlink:<=154.9', false], ['downlink:154.9', true],
    ['downlink:=154.94', true], ['downlink:154.8', false], ['Downlink Throughput:>100Mbps', true], ['signalquality:90..95%', true], ['"Signal Quality":<50', false],
    ['signalquality:92.4..', true], ['signalquality:..92', false], ['latency:26', true], ['latency:> 20', true], ['averagepingdroprate:0', true], ['averagepingdroprate:<0.1', true],
    ['uptime:>2d', true], ['uptime:<2d4h', false], ['uptime:1d..3d', true], ['uptime:2d', true], ['uptime:=2d4h', true], ['latitude:>0', false], ['latitude:<0', false], ['latitude:..90', false],
    ['!latitude:>0', true], ['activealerts:>=1', true], ['downlink:>1e2', true],
  ])('%s: %s', (text, expected) => {
    expect(finds(text)).toBe(expected);
  });

  it('are in the unit that is shown', () => {
    const row = buildRow('routers', { routerId: 'Router-1', wanReceivedBytes: 177_439_788_174 });
    expect(find(routersTable, row, 'wanreceived:>177')).toBe(true);
    expect(find(routersTable, row, 'wanreceived:177.4..177.5GB')).toBe(true);
    expect(find(routersTable, row, 'wanreceived:177.44')).toBe(true);
    expect(find(routersTable, row, 'wanreceived:>178')).toBe(false);
  });

  it('of money compare within their own currency', () => {
    const line = (price: number, priceCurrency: string): ServiceRow => buildRow('services', { serviceLineNumber: 'SL-1', price, priceCurrency, usageLimitGB: 0 });
    expect(find(servicesTable, line(1_250, 'EUR'), 'price:>1,000')).toBe(true);
    expect(find(servicesTable, line(1_250, 'USD'), 'price:>1000EUR')).toBe(false);
    expect(find(servicesTable, line(1_250, 'EUR'), 'price:1250eur')).toBe(true);
    expect(find(servicesTable, line(1_250, 'EUR'), 'usagelimit:restricted')).toBe(true);
    expect(find(servicesTable, line(1_250, 'EUR'), 'price:1EUR..2USD')).toContain('never compared');
  });
});

describe('times', () => {
  it.each([
    ['timestamp:>5m', true], ['timestamp:<5m', false], ['timestamp:<2h', true], ['timestamp:5m..15m', true], ['timestamp:2026-11-22', true], ['timestamp:2026-11', true],
    ['timestamp:>2026-11-21', true], ['timestamp:>2026-11-22', false], ['timestamp:>=2026-11-22', true], ['timestamp:<2026-11-22', false], ['timestamp:<=2026-11-22', true],
    ['timestamp:2026-11-20..2026-11-22', true], ['timestamp:..2026-11-21', false], ['timestamp:2026-11-22T18:31', true], ['timestamp:>"2026-11-22 18:30"', true],
    ['timestamp:"2026-11-22 18:00".."2026-11-22 18:31"', true], ['timestamp:"2026-11-22 18:31"', true], ['timestamp:18:31', true],
  ])('%s: %s', (text, expected) => {
    expect(finds(text)).toBe(expected);
  });

  it('are in the zone that is shown, days of the calendar in UTC, and Z says UTC', () => {
    const typed = new Date(halden.sampledAtMs!).toLocaleString('sv-SE').slice(0, 16).replace(' ', 'T');
    expect(find(userTerminalsTable, halden, `timestamp:${typed}`, local)).toBe(true);
    expect(find(userTerminalsTable, halden, 'timestamp:2026-11-22T18:31Z', local)).toBe(true);
  });

  it('still to come have no age', () => {
    const row = buildRow('services', { serviceLineNumber: 'SL-1', endAtMs: nowMs + 86_400_000 });
    expect(find(servicesTable, row, 'end:<30d')).toBe(false);
    expect(find(servicesTable, row, 'end:>2026-11-22')).toBe(true);
  });
});

describe('patterns', () => {
  it.each([['/^mv h/', true], ['/halden$/', false], ['state:/degraded|offline/', true], ['!state:/^on/', true], ['/K[IJ]TP\\d+/ mv', true], ['/KITP/i', true]])('%s: %s', (text, expected) => {
    expect(finds(text)).toBe(expected);
  });
});

describe('what is not understood is said with its place', () => {
  it.each([
    ['halden stat:x', '7–11: There is no column “stat”. Did you mean State?'],
    ['Dvice Name:x', '6–10: There is no column “Name”. Did you mean "Device Name"?'],
    ['zzz:x', '0–3: There is no column “zzz”. To look for the text, put it in quotes.'],
    ['open:x', '0–4: Open holds a control: there is nothing to filter by'],
    ['state:', '0–6: Write what State should hold'],
    ['!', '0–1: “!” turns the term behind it around: write one'],
    ['"MV', '0–3: This quote is not closed'],
    ['state:""', '6–8: There is nothing between these quotes'],
    ['/abc', '0–4: This pattern has no closing “/”. To look for the text, write it in quotes'],
    ['x /a(/', '4–6: This “(” is not closed'],
    ['latency:>', '8–9: “>” needs a value behind it'],
    ['latency:>fast', '8–13: “fast” is no number'],
    ['latency:>50GB', '8–13: Average Ping Latency is in ms'],
    ['activealerts:5ms', '13–16: Active Alerts has no unit'],
    ['latency:50..20', '8–14: 50 is more than 20: nothing lies between'],
    ['state:>5', '6–8: State is text: “>” compares figures and times'],
    ['uptime:>5', '7–9: Uptime is a duration: write it as 30s, 10m, 2h or 6d'],
    ['timestamp:10m', '10–13: Write <10m for times within the last 10m, >10m for older ones'],
    ['timestamp:>2026-02-31', '10–21: “2026-02-31” is no time: write 2026-11-01, "2026-11-01 10:30" or an age as 10m, 2h, 3d'],
    ['timestamp:2026-11-03..2026-11-01', '10–32: 2026-11-03 comes after 2026-11-01: nothing lies between'],
    ['x'.repeat(1_001), '1000–1001: A filter may be 1,000 characters long'],
  ])('%s', (text, message) => {
    expect(finds(text)).toBe(message);
  });
});

describe('any text', () => {
  const word = fc.constantFrom('state:', '"Device Name":', 'latency:', 'timestamp:', 'price:', '!', '/', '"', '>', '<=', '..', ' ', '10m', '5', '2026-11-01', 'n/a', 'halden', ':', '(', '\\', 'EUR');
  const texts = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 20 }), fc.array(word, { maxLength: 8 }).map((words) => words.join('')));

  function check<Row extends object>(table: TableDeclaration<Row>, row: Row, text: string): void {
    const reading = parseFilter(text, table.columns, utc);
    if (reading.ok) return void expect([true, false]).toContain(buildRowMatcher(reading.terms, { shown: table.columns, context: utc, nowMs })?.(row) ?? true);
    expect(reading.error.from).toBeGreaterThanOrEqual(0);
    expect(reading.error.to).toBeGreaterThanOrEqual(reading.error.from);
    expect(reading.error.to).toBeLessThanOrEqual(text.length + 1);
  }

  it('is a filter or an error inside the text, and the filter answers', () => {
    fc.assert(fc.property(texts, (text) => {
      check(userTerminalsTable, halden, text);
      check(servicesTable, buildRow('services', { serviceLineNumber: 'SL-1', price: 5, priceCurrency: 'EUR', startAtMs: nowMs }), text);
    }), { numRuns: 2_000 });
  });

  it('in quotes is found where it stands', () => {
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !text.includes('"')), (text) => {
      const row = buildRow('userTerminals', { deviceId: 'ut01', deviceName: `a${text}b` });
      // A quote before ".." or ":" would go on as a range or be a name: neither is the case at the end.
      expect(find(userTerminalsTable, row, `"${text}"`)).toBe(true);
      expect(find(userTerminalsTable, row, `devicename:"${text}"`)).toBe(true);
    }));
  });
});

describe('the memory of a matcher', () => {
  it('judges a row object once', () => {
    let judged = 0;
    const [column] = userTerminalsTable.columns;
    const counting = { ...column!, value: () => { judged++; return 'x'; } } as typeof column;
    const matches = buildRowMatcher([{ column: null, isTurned: false, test: { kind: 'contains', text: 'x' } }], { shown: [counting!], context: utc, nowMs })!;
    const row = { ...halden };
    expect([matches(row), matches(row), judged]).toEqual([true, true, 1]);
    expect(matches({ ...row })).toBe(true);
    expect(judged).toBe(2);
  });
});
