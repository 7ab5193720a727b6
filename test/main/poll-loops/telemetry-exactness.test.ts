// A reply made to break rounding parsers and fixed positions, over HTTP and through the whole path (starlink-api.md §14, 1–8).
import { expect, test } from 'vitest';
import { readTable } from '../history/read-table.ts';
import { openBench } from './telemetry-bench.ts';

const terminal = 'ut01000000-00000000-00a1b2c3';
const body = `{"metadata":{"enums":{"AlertsByDeviceType":{"u":{"51":"ethernet_slow_100mbps"},"r":{}}}},"data":{"columnNamesByDeviceType":{
  "u":["DeviceType","H3CellId","ActiveAlerts","DeviceId","TiltAngle","UtcTimestampNs","PingLatencyMsAvg","SignalQuality"],"i":["DeviceType","UtcTimestampNs","DeviceId","Ipv4","Ipv6Ue","Ipv6Cpe"]},
  "values":[
    ["u",599423848638578687,[51,199],"${terminal}",12345678901234567,1795363215000000001,28,1],
    ["u",599423848638578687,[],"${terminal}",null,1795363215000000000,31.5,0.99],
    ["d",1795363215000000003,"x",[1,2]],
    ["i",1795363203960000007,"ip-${terminal}",["192.0.2.10"],[],[]]
  ]}}`;

test('64-bit values, columns and oddities survive to the disk, and the newest sample is current', async () => {
  const bench = await openBench({}, { now: () => 1_795_363_230_000 });
  bench.simulator.serveStreamBodies([body]);
  await bench.start();
  await bench.until(() => bench.heard.progress.length > 0);
  const { terminals, alerts } = bench.heard.current[0]!;
  expect(terminals).toMatchObject([{ deviceId: terminal, timestampNs: '1795363215000000001', latencyMs: 28, signalQuality: 1, h3Cell: '85194d07fffffff', downlinkMbps: null }]);
  expect(alerts.map((alert) => [alert.alertName, alert.activeSinceBefore])).toEqual([['ethernet_slow_100mbps', false], ['unknown_alert_199', false]]);
  expect(bench.heard.standing.size).toBe(0);
  const levelZero = bench.heard.log.filter(({ level }) => level === 0).map(({ text }) => text);
  expect(levelZero.filter((text) => text.includes('TiltAngle'))).toHaveLength(1);
  expect(levelZero.filter((text) => text.includes('199'))).toHaveLength(1);
  expect(levelZero.filter((text) => text.includes('type d'))).toHaveLength(1);
  await bench.engine.close();
  expect(await readTable(bench.folder, 'SELECT timestamp_ns AS ns, latency_ms, active_alerts FROM terminal_history ORDER BY ns')).toEqual([
    { ns: 1_795_363_215_000_000_000n, latency_ms: 31.5, active_alerts: [] },
    { ns: 1_795_363_215_000_000_001n, latency_ms: 28, active_alerts: [51, 199] },
  ]);
  expect(await readTable(bench.folder, 'SELECT timestamp_ns AS ns, ipv4, ipv6_ue FROM ip_allocation_history')).toEqual([{ ns: 1_795_363_203_960_000_007n, ipv4: ['192.0.2.10'], ipv6_ue: [] }]);
  expect(await readTable(bench.folder, 'SELECT json FROM unknown_rows')).toEqual([{ json: '["d",1795363215000000003,"x",[1,2]]' }]);
  expect((await readTable(bench.folder, 'SELECT json FROM unknown_columns')).map(({ json }) => json)).toContain('{"TiltAngle":12345678901234567}');
  expect(await readTable(bench.folder, 'SELECT code, edge, before FROM alert_edges ORDER BY code')).toEqual([{ code: 51, edge: 'raised', before: false }, { code: 199, edge: 'raised', before: false }]);
});
