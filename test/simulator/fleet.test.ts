// The fleet: unique, the same for a seed, ships at sea, trucks and sites on land, every oddity present.
import { cellToLatLng } from 'h3-js';
import { expect, test } from 'vitest';
import { buildFleet, type Account } from '../../src/simulator/fleet.ts';
import { buildIpAllocation, countIpRows, emptyAllocation, findLastIpRow } from '../../src/simulator/ip-allocations.ts';
import { createPlaces } from '../../src/simulator/motion.ts';
import { findSilence, isAboard } from '../../src/simulator/terminal-life.ts';
import { createTerminalSamples } from '../../src/simulator/terminal-sample.ts';
import { buildRouterSample } from '../../src/simulator/router-sample.ts';
import { loadLand } from './land.ts';
import { heldSecond } from './simulator-client.ts';

const build = (terminals: number, accounts = 2, seed = 7): Account[] => buildFleet({ seed, terminals, accounts, serviceAccountsPerAccount: 1 });
const terminalsOf = (accounts: readonly Account[]): Account['terminals'] => accounts.flatMap((account) => account.terminals);

test('the same seed builds the same fleet, another seed another', () => {
  expect(build(300)).toEqual(build(300));
  expect(build(300, 2, 8)).not.toEqual(build(300));
});

test('ten thousand terminals over five accounts have no number twice', () => {
  const accounts = build(10_000, 5);
  for (const later of [0, 30, 60]) {
    const aboard = accounts.map((account) => account.terminals.filter((one) => isAboard(one, heldSecond + later * 86_400)).length);
    expect(aboard).toEqual([2000, 2000, 2000, 2000, 2000]);
  }
  const terminals = terminalsOf(accounts);
  const lists: Record<string, string[]> = {
    userTerminalIds: terminals.map((one) => one.userTerminalId), kits: terminals.map((one) => one.kitSerial), dishes: terminals.map((one) => one.dishSerial),
    routers: terminals.flatMap((one) => one.routers.map((router) => router.routerId)),
    lines: accounts.flatMap((account) => account.serviceLines.map((line) => line.serviceLineNumber)),
    accounts: accounts.map((account) => account.accountNumber), clients: accounts.flatMap((account) => account.serviceAccounts.map((one) => one.clientId)),
  };
  for (const [name, list] of Object.entries(lists)) expect([name, new Set(list).size]).toEqual([name, list.length]);
  const looks: Record<string, RegExp> = {
    userTerminalIds: /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/, routers: /^[0-9A-F]{24}$/, lines: /^SL-\d{7}-\d{5}-\d{2}$/, accounts: /^ACC-\d{6}-\d{5}-\d{2}$/,
  };
  for (const [name, look] of Object.entries(looks)) expect(lists[name]?.filter((text) => !look.test(text))).toEqual([]);
});

test('a fleet of 312 has every oddity, and mostly ordinary terminals', () => {
  for (const seed of [1, 2, 7]) {
    const accounts = build(312, 2, seed);
    const terminals = terminalsOf(accounts);
    const lines = accounts.flatMap((account) => account.serviceLines);
    const counts = {
      withoutLine: terminals.filter((one) => one.serviceLineNumber === null).length,
      linesWithoutTerminal: lines.filter((line) => line.userTerminalIds.length === 0).length,
      sharedLines: lines.filter((line) => line.userTerminalIds.length === 2).length,
      withoutRouter: terminals.filter((one) => one.routers.length === 0).length,
      mesh: terminals.filter((one) => one.routers.length > 1).length,
      neverHeard: terminals.filter((one) => one.silence === 'always').length,
      silentAtTimes: terminals.filter((one) => typeof one.silence === 'object').length,
      publicIp: terminals.filter((one) => one.quirks.publicIp).length,
      inactiveLines: lines.filter((line) => line.endDate !== null).length,
    };
    for (const [name, count] of Object.entries(counts)) {
      expect([name, count > 0]).toEqual([name, true]);
      expect([name, count < 60]).toEqual([name, true]);
    }
    expect(new Set(terminals.map((one) => one.kind))).toEqual(new Set(['ship', 'truck', 'site', 'platform']));
  }
});

test('every account of every theme is where its kind belongs, at any time', () => {
  const isLand = loadLand();
  // The yardstick itself: Brussels, Lake Vänern's shore town, mid North Sea, mid Atlantic.
  expect([isLand(50.85, 4.35), isLand(59.38, 13.5), isLand(56, 3), isLand(45, -30)]).toEqual([true, true, false, false]);
  const terminals = terminalsOf(build(900, 6));
  const wrong: string[] = [];
  for (const days of [0, 3.3, 9.7]) {
    const places = createPlaces();
    for (const terminal of terminals) {
      const place = places.at(terminal, heldSecond + Math.floor(days * 86_400));
      const [latitude, longitude] = cellToLatLng(place.cell);
      const atSea = terminal.kind === 'ship' || terminal.kind === 'platform';
      if (isLand(latitude, longitude) === atSea) wrong.push(`${terminal.name} ${latitude.toFixed(3)} ${longitude.toFixed(3)}`);
      if (!atSea) expect(place.country).not.toBe('XZ');
    }
  }
  expect(wrong).toEqual([]);
});

test('ships move, sites do not, and nothing jumps', () => {
  const places = createPlaces();
  let moved = 0;
  for (const terminal of terminalsOf(build(200, 6))) {
    const [from, to] = [0, 600].map((later) => places.at(terminal, heldSecond + later));
    const km = 111.2 * Math.hypot((to?.latitude ?? 0) - (from?.latitude ?? 0), ((to?.longitude ?? 0) - (from?.longitude ?? 0)) * Math.cos(((from?.latitude ?? 0) * Math.PI) / 180));
    if (terminal.journey.kind === 'still') expect(km).toBe(0);
    // Ten minutes at 90 km/h.
    expect(km).toBeLessThan(15);
    if (terminal.kind === 'ship' && km > 1) moved++;
  }
  expect(moved).toBeGreaterThan(40);
});

test('public addresses: cadence of five minutes, a row at once on a change, one tombstone and then nothing', () => {
  let tombstones = 0;
  let changes = 0;
  for (const terminal of terminalsOf(build(120)).filter((one) => one.quirks.publicIp)) {
    let leased: boolean | null = null;
    let lastRow: number | null = null;
    const first = heldSecond - (heldSecond % 15) + terminal.phase;
    for (let second = first; second < first + 86_400; second += 15) {
      const rows = countIpRows(terminal, second);
      if (rows === 0) continue;
      const allocation = buildIpAllocation(terminal, second, rows - 1);
      if (rows === 2) {
        changes++;
        expect(buildIpAllocation(terminal, second, 0).ipv4).toHaveLength(2);
      }
      expect(allocation.ipv4).toHaveLength(allocation.ipv6Ue.length);
      if (allocation.ipv4.length === 0) {
        expect(allocation).toEqual(emptyAllocation);
        expect(leased).not.toBe(false);
        expect(findLastIpRow(terminal, second)).toBeNull();
        tombstones++;
        leased = false;
      } else {
        expect(findLastIpRow(terminal, second)).toBe(second);
        if (leased === true && lastRow !== null && terminal.silence === 'never') expect(second - lastRow).toBeLessThanOrEqual(300);
        leased = true;
      }
      lastRow = second;
    }
  }
  expect(tombstones).toBeGreaterThan(3);
  expect(changes).toBeGreaterThan(10);
});

test('samples are sane: units in range, uptime runs with the clock, counters only grow, alerts have their cause', () => {
  const samples = createTerminalSamples(createPlaces());
  const wrong: string[] = [];
  for (const terminal of terminalsOf(build(150))) {
    const first = heldSecond - (heldSecond % 15) + terminal.phase;
    const router = terminal.routers[0];
    let before: { uptimeS: number; received: number } | null = null;
    for (let second = first; second < first + 3600; second += 15) {
      if (findSilence(terminal, second) !== null) {
        before = null;
        continue;
      }
      const s = samples.at(terminal, second);
      const r = router === undefined ? null : buildRouterSample(terminal, router, second, s);
      const restarted = before === null || s.uptimeS < before.uptimeS;
      const noService = s.alerts.includes(55) || s.alerts.includes(57) || s.alerts.includes(80);
      const rules: Record<string, boolean> = {
        drop: s.pingDropRate >= 0 && s.pingDropRate <= 1,
        signal: s.signalQuality >= 0 && s.signalQuality <= 1,
        downlink: s.downlinkMbps >= 0 && s.downlinkMbps <= 250,
        latency: s.pingLatencyMs === null ? s.pingDropRate === 1 : s.pingLatencyMs > 15 && s.pingLatencyMs < 120,
        uptime: s.uptimeS >= 0 && (restarted || s.uptimeS === (before?.uptimeS ?? 0) + 15),
        obstruction: s.alerts.includes(66) === s.obstruction > 0.27,
        account: s.alerts.includes(55) === (terminal.serviceLineNumber === null || terminal.quirks.inactiveLine),
        service: !noService || s.downlinkMbps === 0,
        counter: r === null || (Number.isSafeInteger(r.wanRxBytes) && (restarted || r.uptimeS === 0 || r.wanRxBytes > (before?.received ?? 0))),
        networks: r === null || r.alerts.includes(55) === (s.pingDropRate === 1),
      };
      for (const [rule, kept] of Object.entries(rules)) if (!kept) wrong.push(`${rule} ${terminal.name} ${second}`);
      before = { uptimeS: s.uptimeS, received: r?.wanRxBytes ?? 0 };
    }
  }
  expect(wrong).toEqual([]);
});

test('the samples vary as weather and use do, and trouble is the exception', () => {
  const samples = createTerminalSamples(createPlaces());
  const talking = terminalsOf(build(600)).filter((terminal) => findSilence(terminal, heldSecond) === null);
  const now = talking.map((terminal) => samples.before(terminal, heldSecond));
  const share = (hit: (sample: (typeof now)[number]) => boolean): number => now.filter(hit).length / now.length;
  expect(share((s) => s.pingDropRate === 0)).toBeGreaterThan(0.6);
  expect(share((s) => s.pingDropRate > 0 && s.pingDropRate < 1)).toBeGreaterThan(0.02);
  expect(share((s) => s.alerts.length > 0)).toBeGreaterThan(0.03);
  expect(share((s) => s.alerts.length > 0)).toBeLessThan(0.35);
  expect(new Set(now.map((s) => s.pingLatencyMs)).size).toBeGreaterThan(20);
  const later = talking.map((terminal) => samples.before(terminal, heldSecond + 6 * 3600));
  expect(later.filter((s, position) => s.alerts.join() !== now[position]?.alerts.join()).length).toBeGreaterThan(10);
});
