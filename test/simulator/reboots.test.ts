// Reboots that were asked for, kits that are swapped, regions without service: what the telemetry shows of them, on a held clock.
import { cellToLatLng } from 'h3-js';
import { afterEach, expect, test } from 'vitest';
import { buildFleet } from '../../src/simulator/fleet.ts';
import { createInterventions } from '../../src/simulator/interventions.ts';
import { createOutageMap } from '../../src/simulator/outages.ts';
import { buildLifeMoment, isAboard } from '../../src/simulator/terminal-life.ts';
import { foldSeed } from '../../src/simulator/seeded-numbers.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { connect, field, heldSecond, holdClock, identityOf, parseStream, send, type ApiClient, type HeldClock, type StreamRow } from './simulator-client.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function setUp(options: SimulatorOptions = {}, startS = heldSecond): Promise<{ simulator: Simulator; clock: HeldClock; client: ApiClient; poll(seconds: number): Promise<StreamRow[]> }> {
  const clock = holdClock(startS);
  const simulator = await createSimulator({ terminals: 60, accounts: 1, seed: 7, demoCruise: false, rateLimitPerMinute: null, nowNs: clock.nowNs, ...options });
  running.push(simulator);
  const client = await connect(simulator);
  await client.stream();
  return {
    simulator, clock, client,
    async poll(seconds) {
      clock.second += seconds;
      return [...parseStream((await client.stream()).text).rows];
    },
  };
}

interface Terminal { userTerminalId: string; kitSerialNumber: string; dishSerialNumber: string; serviceLineNumber: string | null; routers: { routerId: string }[] }

async function listTerminals(client: ApiClient): Promise<Terminal[]> {
  const pages = await Promise.all([0, 1].map((page) => client.get(`/user-terminals?page=${page}`)));
  return pages.flatMap((page) => field<Terminal[]>(JSON.parse(page.text), 'content', 'results'));
}

/** One that talks, with a router. */
async function findTalking(client: ApiClient, rows: readonly StreamRow[]): Promise<Terminal> {
  const talking = new Set(rows.map((row) => row.deviceId));
  const found = (await listTerminals(client)).find((one) => one.routers.length === 1 && talking.has(`ut${one.userTerminalId}`) && talking.has(`Router-${one.routers[0]?.routerId ?? ''}`));
  if (found === undefined) throw new Error('nobody talks');
  return found;
}

const secondsOf = (rows: readonly StreamRow[], deviceId: string): number[] => rows.filter((row) => row.deviceId === deviceId).map((row) => Number(row.timestampNs / 1_000_000_000n));

test.each(['userTerminalId', 'kitSerialNumber', 'dishSerialNumber'] as const)('a terminal told to restart by its %s falls silent, comes back, and counts from zero', async (name) => {
  const { clock, client, poll } = await setUp({ rebootSilenceS: 120 });
  const terminal = await findTalking(client, await poll(60));
  const id = `ut${terminal.userTerminalId}`;
  const router = `Router-${terminal.routers[0]?.routerId ?? ''}`;
  const toldAt = clock.second;
  const reply = await client.call('POST', `/user-terminals/${encodeURIComponent(terminal[name])}/reboot`);
  expect([reply.status, JSON.parse(reply.text)]).toEqual([200, { errors: [], warnings: [], information: [], isValid: true }]);
  const rows = await poll(400);
  const seconds = secondsOf(rows, id).sort((a, b) => a - b);
  const back = seconds.find((second) => second > toldAt + 30) ?? 0;
  const gap = Math.max(...seconds.slice(1).map((second, position) => second - (seconds[position] ?? 0)));
  expect(gap).toBeGreaterThan(90);
  expect(gap).toBeLessThan(200);
  expect(secondsOf(rows, router).filter((second) => second > toldAt + 20 && second < back - 15)).toEqual([]);
  const first = rows.find((row) => row.deviceId === id && row.timestampNs === BigInt(back) * 1_000_000_000n);
  expect(Number(first?.cells['Uptime'])).toBeLessThan(16);
  const later = (await poll(60)).findLast((row) => row.deviceId === id);
  expect(Number(later?.cells['Uptime'])).toBe(Number(later?.timestampNs ?? 0n) / 1e9 - back + Number(first?.cells['Uptime']));
  // The snapshot shows the same life.
  const entry = field<{ uptimeSeconds: number }>(JSON.parse((await client.post('/telemetry/query', '{"includeUserTerminals":true}')).text), 'content', 'userTerminals', terminal.userTerminalId);
  expect(entry.uptimeSeconds).toBeLessThan(460);
});

test('during the restart the snapshot keeps the last sample', async () => {
  const { client, poll } = await setUp({ rebootSilenceS: 600 });
  const terminal = await findTalking(client, await poll(60));
  await client.call('POST', `/user-terminals/${terminal.userTerminalId}/reboot`);
  await poll(300);
  const at = async (): Promise<number> => Date.parse(field(JSON.parse((await client.post('/telemetry/query', '{"includeUserTerminals":true}')).text), 'content', 'userTerminals', terminal.userTerminalId, 'timestamp')) / 1000;
  const stands = await at();
  expect(stands).toBeLessThan(heldSecond + 60 + 30);
  await poll(100);
  expect(await at()).toBe(stands);
});

test('a router restarts alone: its terminal goes on', async () => {
  const { clock, client, poll } = await setUp();
  const terminal = await findTalking(client, await poll(60));
  const routerId = terminal.routers[0]?.routerId ?? '';
  const toldAt = clock.second;
  expect((await client.call('POST', `/routers/${routerId}/reboot`)).status).toBe(200);
  const rows = await poll(300);
  const own = secondsOf(rows, `Router-${routerId}`).sort((a, b) => a - b);
  expect(Math.max(...own.slice(1).map((second, position) => second - (own[position] ?? 0)))).toBeGreaterThan(30);
  expect(Number(rows.findLast((row) => row.deviceId === `Router-${routerId}`)?.cells['WifiUptimeS'])).toBeLessThan(300);
  const steady = secondsOf(rows, `ut${terminal.userTerminalId}`).sort((a, b) => a - b);
  expect(steady.slice(1).every((second, position) => second - (steady[position] ?? 0) <= 30)).toBe(true);
  expect(steady.filter((second) => second > toldAt).length).toBeGreaterThan(17);
});

test('what was sent before a reboot stays what it was: another cursor reads the same rows', async () => {
  const { client, simulator, poll, clock } = await setUp({ serviceAccountsPerAccount: 2, ledgerDetail: true });
  const second = await connect(simulator, 1);
  await second.stream();
  const first = await poll(120);
  const terminal = await findTalking(client, first);
  await client.call('POST', `/user-terminals/${terminal.userTerminalId}/reboot`);
  const after = await poll(300);
  expect(clock.second).toBe(heldSecond + 420);
  const all = parseStream((await second.stream()).text).rows;
  expect(all.map((row) => JSON.stringify(row.cells))).toEqual([...first, ...after].map((row) => JSON.stringify(row.cells)));
  expect(new Set(all.map(identityOf)).size).toBe(all.length);
});

test('a staged update is applied by the reboot, and the restart that waited for it no longer comes', () => {
  const [account] = buildFleet({ seed: foldSeed(7), terminals: 40, accounts: 1, serviceAccountsPerAccount: 1 });
  const terminal = account?.terminals.find((one) => one.silence === 'never' && one.rotation === null);
  if (terminal === undefined) throw new Error('no steady terminal');
  let second = heldSecond;
  while (!buildLifeMoment(terminal, second).updateStaged) second += 3600;
  const staged = buildLifeMoment(terminal, second);
  const interventions = createInterventions(120);
  interventions.rebootTerminal(terminal, second);
  const reboots = interventions.terminalReboots(terminal);
  const back = reboots[0]?.backS ?? 0;
  const natural = second + staged.restartInS;
  const applied = buildLifeMoment(terminal, back + 15, reboots);
  expect(applied).toMatchObject({ uptimeS: 15, updateStaged: false, softwareVersion: buildLifeMoment(terminal, natural + 1).softwareVersion, afterPowerCut: false });
  expect(buildLifeMoment(terminal, natural + 100, reboots).uptimeS).toBe(natural + 100 - back);
  expect(buildLifeMoment(terminal, natural + 100).uptimeS).toBe(100);
  // The update after that comes when it would have come.
  const next = natural + buildLifeMoment(terminal, natural).restartInS;
  expect(buildLifeMoment(terminal, next + 50, reboots)).toEqual(buildLifeMoment(terminal, next + 50));
  // Told again while it is down: it does not hear.
  interventions.rebootTerminal(terminal, second + 30);
  expect(interventions.terminalReboots(terminal)).toHaveLength(1);
});

test('kits are swapped: the old one falls silent and leaves the list, another id takes its line', async () => {
  const size = { seed: 7, terminals: 120, accounts: 1 };
  const [account] = buildFleet({ ...size, seed: foldSeed(size.seed), serviceAccountsPerAccount: 1 });
  const kits = account?.terminals.filter((one) => one.rotation !== null && one.serviceLineNumber !== null && one.silence === 'never') ?? [];
  const a = kits.find((one) => kits.some((other) => other !== one && other.slotId === one.slotId));
  const b = kits.find((one) => one !== a && one.slotId === a?.slotId);
  if (a === undefined || b === undefined || a.rotation === null) throw new Error('no kits that take turns');
  expect([a.serviceLineNumber, a.kind, a.name]).toEqual([b.serviceLineNumber, b.kind, b.name]);
  expect([a.userTerminalId === b.userTerminalId, a.kitSerial === b.kitSerial, a.dishSerial === b.dishSerial]).toEqual([false, false, false]);
  const swapAt = heldSecond + a.rotation.periodS - ((heldSecond + a.rotation.offsetS) % a.rotation.periodS);
  const [old, next] = isAboard(a, heldSecond) ? [a, b] : [b, a];
  const { simulator, client, poll } = await setUp({ ...size, control: true }, swapAt - 300);
  const listed = async (): Promise<string[]> => (await listTerminals(client)).filter((one) => one.serviceLineNumber === a.serviceLineNumber).map((one) => one.userTerminalId);
  expect(await listed()).toEqual([old.userTerminalId]);
  const [soonest] = JSON.parse((await send(`${new URL(simulator.url).origin}/__simulator/swaps`)).text) as unknown[];
  expect(soonest).toEqual({
    accountNumber: client.accountNumber, serviceLineNumber: a.serviceLineNumber, leavesId: old.userTerminalId, comesId: next.userTerminalId,
    at: `${new Date(swapAt * 1000).toISOString().slice(0, 19)}+00:00`,
  });
  const before = await poll(299);
  expect(secondsOf(before, `ut${old.userTerminalId}`).length).toBeGreaterThan(15);
  expect(secondsOf(before, `ut${next.userTerminalId}`)).toEqual([]);
  const after = await poll(1 + 1080);
  expect(await listed()).toEqual([next.userTerminalId]);
  // One sample may come late, from before the swap.
  expect(secondsOf(after, `ut${old.userTerminalId}`).filter((second) => second >= swapAt)).toEqual([]);
  const heard = secondsOf(after, `ut${next.userTerminalId}`);
  expect(Math.min(...heard) - swapAt).toBeGreaterThanOrEqual(900);
  expect(Number(after.find((row) => row.deviceId === `ut${next.userTerminalId}`)?.cells['Uptime'])).toBeLessThan(31);
  const cache = Object.keys(field<object>(JSON.parse((await client.post('/telemetry/query', '{"includeUserTerminals":true}')).text), 'content', 'userTerminals'));
  expect([cache.includes(next.userTerminalId), cache.includes(old.userTerminalId)]).toEqual([true, false]);
  expect(field(JSON.parse((await client.get('/user-terminals')).text), 'content', 'totalCount')).toBe(size.terminals);
});

test('an ordered outage darkens its region and no other, and then service is back', async () => {
  const { simulator, poll } = await setUp({ terminals: 200 });
  const place = { latitude: 56, longitude: 3, radiusKm: 400 };
  simulator.orderOutage({ ...place, durationS: 600 });
  const kmFrom = (row: StreamRow): number => {
    const [latitude, longitude] = cellToLatLng(BigInt(String(row.cells['H3CellId'])).toString(16));
    return 111.2 * Math.hypot(latitude - place.latitude, (longitude - place.longitude) * Math.cos((place.latitude * Math.PI) / 180));
  };
  await poll(120);
  const during = (await poll(300)).filter((row) => row.letter === 'u');
  const inside = during.filter((row) => kmFrom(row) < 380);
  const outside = during.filter((row) => kmFrom(row) > 420);
  expect([inside.length > 100, outside.length > 100]).toEqual([true, true]);
  for (const row of inside) {
    expect([row.cells['PingDropRateAvg'], row.cells['PingLatencyMsAvg'], row.cells['DownlinkThroughput'], row.cells['SignalQuality']]).toEqual([1, null, 0, 0]);
    expect(row.cells['ActiveAlerts']).toContain(89);
  }
  expect(outside.filter((row) => (row.cells['ActiveAlerts'] as number[]).includes(89)).length).toBe(0);
  await poll(600);
  expect((await poll(60)).filter((row) => row.letter === 'u' && (row.cells['ActiveAlerts'] as number[]).includes(89))).toEqual([]);
});

test('outages come by themselves: every region, some time, never for long', () => {
  const outages = createOutageMap();
  for (const [latitude, longitude] of [[56, 3], [50, -1], [39, -70], [-25, 146]] as const) {
    let dark = 0;
    let run = 0;
    let longest = 0;
    const minutes = 120 * 1440;
    for (let minute = 0; minute < minutes; minute += 2) {
      run = outages.at(latitude, longitude, heldSecond + minute * 60) ? run + 2 : 0;
      if (run > 0) dark += 2;
      longest = Math.max(longest, run);
    }
    expect(dark).toBeGreaterThan(15);
    expect(dark).toBeLessThan(minutes * 0.01);
    expect(longest).toBeLessThan(53);
  }
});
