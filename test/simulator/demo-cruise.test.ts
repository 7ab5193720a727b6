// The demo cruise: 14 days at one row per five minutes, first in a new stream, always at sea.
import { cellToLatLng } from 'h3-js';
import { afterEach, expect, test } from 'vitest';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { loadLand } from './land.ts';
import { connect, field, heldSecond, holdClock, parseStream, type StreamRow } from './simulator-client.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

const cruiseId = 'ut01000000-00000000-0074d101';
const historyRows = 14 * 24 * 12;

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await createSimulator({ terminals: 20, nowNs: holdClock().nowNs, ...options });
  running.push(simulator);
  return simulator;
}

async function drainAccount(simulator: Simulator, position: number, batchSize: number): Promise<StreamRow[]> {
  const client = await connect(simulator, position);
  const rows: StreamRow[] = [];
  for (;;) {
    const got = parseStream((await client.stream({ batchSize, maxLingerMs: 0 })).text).rows;
    rows.push(...got);
    if (got.length < batchSize) return rows;
  }
}

test('a new stream begins with 14 days of track, oldest first, then the rows of now', async () => {
  const rows = await drainAccount(await start({ startBackS: 60 }), 0, 997);
  const history = rows.slice(0, historyRows);
  expect(history.every((row) => row.deviceId === cruiseId && row.letter === 'u')).toBe(true);
  const seconds = history.map((row) => Number(row.timestampNs / 1_000_000_000n));
  expect(new Set(seconds.slice(1).map((second, position) => second - (seconds[position] ?? 0)))).toEqual(new Set([300]));
  const end = heldSecond - 60;
  expect(end - (seconds.at(-1) ?? 0)).toBeLessThanOrEqual(300);
  expect(end - (seconds[0] ?? 0)).toBeGreaterThan(14 * 86_400 - 300);
  const rest = rows.slice(historyRows);
  expect(rest.length).toBeGreaterThan(50);
  expect(rest.every((row) => Number(row.timestampNs / 1_000_000_000n) >= end - 15)).toBe(true);
  // No sample twice: the live rows of the cruise lie between the five minutes.
  const own = rows.filter((row) => row.deviceId === cruiseId).map((row) => row.timestampNs);
  expect(new Set(own).size).toBe(own.length);
});

test('only the cruise has a past, only in its own account, only once, and not when switched off', async () => {
  const simulator = await start();
  expect(await drainAccount(simulator, 0, 65_000)).toHaveLength(historyRows);
  expect(await drainAccount(simulator, 0, 65_000)).toHaveLength(0);
  expect(await drainAccount(simulator, 1, 65_000)).toHaveLength(0);
  expect(await drainAccount(await start({ demoCruise: false }), 0, 65_000)).toHaveLength(0);
  expect(await drainAccount(await start({ terminals: 0 }), 0, 65_000)).toHaveLength(0);
});

test('the track stays at sea from the Bay of Biscay to Norway, without jumps', async () => {
  const isLand = loadLand();
  const rows = await drainAccount(await start(), 0, 65_000);
  const track = rows.map((row) => {
    const [latitude, longitude] = cellToLatLng(BigInt(String(row.cells['H3CellId'])).toString(16));
    return { latitude, longitude, row };
  });
  expect(track.filter(({ latitude, longitude }) => isLand(latitude, longitude))).toEqual([]);
  const latitudes = track.map((point) => point.latitude);
  expect(Math.min(...latitudes)).toBeLessThan(47.5);
  expect(Math.max(...latitudes)).toBeGreaterThan(60);
  // Through the Strait of Dover, not around Scotland.
  expect(track.some(({ latitude, longitude }) => Math.abs(latitude - 51) < 0.15 && Math.abs(longitude - 1.5) < 0.25)).toBe(true);
  expect(Math.max(...track.map((point) => point.longitude))).toBeLessThan(5);
  let farthestKm = 0;
  for (const [position, point] of track.entries()) {
    const before = track[position - 1];
    if (before !== undefined) farthestKm = Math.max(farthestKm, 111.2 * Math.hypot(point.latitude - before.latitude, (point.longitude - before.longitude) * 0.6));
  }
  // Neighbouring cells are 17 km apart.
  expect(farthestKm).toBeLessThan(25);
  expect(new Set(track.map(({ row }) => row.cells['CountryCode']))).toEqual(new Set(['XZ', 'GB', 'FR']));
});

test('management knows it by name and kit', async () => {
  const client = await connect(await start());
  const content = field(JSON.parse((await client.get('/user-terminals?searchString=74d101')).text), 'content');
  expect(field(content, 'results')).toMatchObject([{ userTerminalId: cruiseId.slice(2), nickname: 'Demo cruise', kitSerialNumber: 'KIT4E000274D1' }]);
  const lines = await client.get('/service-lines?searchString=demo%20cruise');
  expect(field(JSON.parse(lines.text), 'content', 'results')).toMatchObject([{ nickname: 'Demo cruise', active: true }]);
});
