// The body captured from the live service in 2024, over HTTP and through the whole path: request, spool, parse, history, current rows.
import { readFileSync } from 'node:fs';
import { cellToLatLng } from 'h3-js';
import { expect, test } from 'vitest';
import { listSpools, spoolFolderOf } from '../../../src/main/history/spool.ts';
import { readTable } from '../history/read-table.ts';
import { openBench } from './telemetry-bench.ts';

const captured = readFileSync(new URL('../../fixtures/telemetry-stream-captured.json', import.meta.url));

test('two terminals and a router, exact to the last digit, in the tables and on disk', async () => {
  const bench = await openBench();
  bench.simulator.serveStreamBodies([captured]);
  await bench.start();
  await bench.until(() => bench.heard.progress.length > 0);
  const { terminals, routers, ipAllocations, alerts } = bench.heard.current[0]!;

  const [first, second] = [...terminals].sort((a, b) => a.deviceId.localeCompare(b.deviceId));
  expect(terminals).toHaveLength(2);
  expect(first).toMatchObject({
    deviceId: 'ut01000000-00000000-00c0ffee', credentialId: 'cred-0', timestampNs: '1720564202000000000', sampledAtMs: 1_720_564_202_000, h3Cell: '855f4157fffffff',
    downlinkMbps: 11.656345173333323, uplinkMbps: 0.38705536000000035, pingDropRate: 0, latencyMs: 51, obstructionPercent: 0.01017195241428855, uptimeS: 349_213, signalQuality: 1,
    rebootPossibleInS: -1, softwareVersion: '2024.10.20.mr44742', countryCode: null, inTerritorialWaters: null,
  });
  const [latitude, longitude] = cellToLatLng(first!.h3Cell!);
  expect([latitude.toFixed(6), longitude.toFixed(6)]).toEqual(['8.105230', '-62.708811']);
  expect(second).toMatchObject({ deviceId: 'ut01000000-00000000-00decade', h3Cell: null, timestampNs: '1730564202000000000' });

  expect(routers).toMatchObject([
    { routerId: 'Router-010000000000000000C0FFEE', deviceId: 'ut01000000-00000000-00c0ffee', clients2GhzSignalStrengthMin: null, clients2GhzSignalStrengthMax: -57, timestampNs: '1730564214431614720' },
  ]);
  expect(ipAllocations).toEqual([]);
  expect(alerts).toMatchObject([{ alertKey: 'ut01000000-00000000-00c0ffee/55', code: 55, alertName: 'disabled_no_active_service_line', activeSinceMs: 1_720_564_202_000, activeSinceBefore: true }]);

  const aboutH3 = bench.heard.log.filter(({ text }) => text.includes('6006544985028034'));
  expect(aboutH3).toEqual([{ level: 0, text: expect.stringMatching(/6006544985028034 of ut01000000-00000000-00decade is not a valid cell/) as string }]);

  await bench.engine.close();
  expect(await listSpools(spoolFolderOf(bench.folder))).toEqual([]);
  expect(await readTable(bench.folder, 'SELECT device_id, timestamp_ns, h3_cell, downlink_mbps, active_alerts FROM terminal_history ORDER BY timestamp_ns')).toEqual([
    { device_id: 'ut01000000-00000000-00c0ffee', timestamp_ns: 1_720_564_202_000_000_000n, h3_cell: '855f4157fffffff', downlink_mbps: 11.656345173333323, active_alerts: [55] },
    { device_id: 'ut01000000-00000000-00decade', timestamp_ns: 1_730_564_202_000_000_000n, h3_cell: null, downlink_mbps: 10.656345173333323, active_alerts: [] },
  ]);
  expect(await readTable(bench.folder, 'SELECT clients2_ghz_signal_strength_min AS weakest, wan_received_bytes FROM router_history')).toEqual([{ weakest: null, wan_received_bytes: 177_439_788_174 }]);
});

test('the odd H3 value is logged once a run, however often it comes', async () => {
  const bench = await openBench();
  bench.simulator.serveStreamBodies([captured, captured, captured]);
  const id = await bench.start();
  for (let poll = 1; poll <= 3; poll++) {
    await bench.until(() => bench.heard.progress.length === poll && bench.heard.statuses.at(-1)?.phase === 'waiting');
    bench.engine.pollNow(id);
  }
  expect(bench.heard.log.filter(({ text }) => text.includes('6006544985028034'))).toHaveLength(1);
});
