// Which terminal samples of a reply fleet statistics count: one that has come before (the same terminal and full ns) was counted then.
import type { DuckDBConnection } from '@duckdb/node-api';
import type { TerminalSamples } from '../starlink/telemetry-batch.ts';
import { insertColumns } from './column-writer.ts';
import { FUTURE_TOLERANCE_MS } from './current-devices.ts';
import type { CurrentState } from './current-state.ts';
import type { NumberedDevices } from './newest-rows.ts';
import { dayOfNs, type UtcDay } from './utc-day.ts';

export type CountedSamples = Pick<TerminalSamples, 'count' | 'timestampNs' | 'numbers'>;

/** A double is off a time of ours by less (256 ns), and times are compared as doubles: what lies this near to another is looked at exactly. */
const NEAR_NS = 2_048;
const CANDIDATES = 'double_candidates';

/**
 * Before the reply's rows are stored, inside their transaction. Samples of closed days are not looked for: their late rows count from now until the day's
 * next file leaves out what it holds.
 * @param deviceNos number of each row's terminal in the sample tables
 */
export async function pickUncounted(
  connection: DuckDBConnection, samples: TerminalSamples, devices: NumberedDevices, deviceNos: Int32Array, state: Pick<CurrentState, 'terminals'>, receivedAtMs: number,
): Promise<CountedSamples> {
  const candidates = findCandidates(samples.timestampNs, devices, state, receivedAtMs);
  if (candidates.length === 0) return samples;
  const doubled = new Set([...findWithin(samples.timestampNs, devices.deviceOfRow, candidates), ...(await findStored(connection, samples.timestampNs, deviceNos, candidates))]);
  if (doubled.size === 0) return samples;
  const rows = Array.from({ length: samples.count }, (_, row) => row).filter((row) => !doubled.has(row));
  const numbers = Object.fromEntries(Object.entries(samples.numbers).map(([name, column]) => [name, Float64Array.from(rows, (row) => column[row]!)])) as typeof samples.numbers;
  return { count: rows.length, timestampNs: BigInt64Array.from(rows, (row) => samples.timestampNs[row]!), numbers };
}

/** Rows that are not clearly later than all their terminal is known by: in a stream that goes forward there are none, and nothing is asked. */
function findCandidates(timesNs: BigInt64Array, { ids, deviceOfRow }: NumberedDevices, { terminals }: Pick<CurrentState, 'terminals'>, receivedAtMs: number): number[] {
  const low = new Uint32Array(timesNs.buffer, timesNs.byteOffset, 2 * timesNs.length);
  const high = new Int32Array(timesNs.buffer, timesNs.byteOffset, 2 * timesNs.length);
  // A sample from the future never became its terminal's newest.
  const futureNs = (receivedAtMs + FUTURE_TOLERANCE_MS - 1) * 1e6;
  // Of a terminal that is not known, or no longer, any row may have come.
  const latestNs = Float64Array.from(ids, (id) => ((terminals.get(id)?.sampledAtMs ?? Infinity) + 1) * 1e6);
  const candidates: number[] = [];
  for (let row = 0; row < deviceOfRow.length; row++) {
    const device = deviceOfRow[row]!;
    const timeNs = high[2 * row + 1]! * 4_294_967_296 + low[2 * row]!;
    if (timeNs <= latestNs[device]! + NEAR_NS || timeNs >= futureNs) candidates.push(row);
    else latestNs[device] = timeNs;
  }
  return candidates;
}

/** Candidates of which an earlier row of the same reply is the same sample. */
function findWithin(timesNs: BigInt64Array, deviceOfRow: Int32Array, candidates: readonly number[]): number[] {
  const suspects = new Set(candidates.map((row) => deviceOfRow[row]!));
  const seen = new Set<string>();
  const doubled: number[] = [];
  for (let row = 0; row < deviceOfRow.length; row++) {
    if (!suspects.has(deviceOfRow[row]!)) continue;
    const key = `${deviceOfRow[row]} ${timesNs[row]}`;
    if (seen.has(key)) doubled.push(row);
    else seen.add(key);
  }
  return doubled;
}

/** Day by day: one wild clock must not make the search go through all that is open. */
async function findStored(connection: DuckDBConnection, timesNs: BigInt64Array, deviceNos: Int32Array, candidates: readonly number[]): Promise<number[]> {
  const byDay = new Map<UtcDay, number[]>();
  for (const row of candidates) {
    const day = dayOfNs(timesNs[row]!);
    const rows = byDay.get(day);
    if (rows === undefined) byDay.set(day, [row]);
    else rows.push(row);
  }
  const doubled: number[] = [];
  for (const rows of byDay.values()) {
    const times = BigInt64Array.from(rows, (row) => timesNs[row]!);
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${CANDIDATES} (place INTEGER, device_no INTEGER, timestamp_ns BIGINT)`);
    await insertColumns(connection, CANDIDATES, rows.length, [{ integers: Int32Array.from(rows) }, { integers: Int32Array.from(rows, (row) => deviceNos[row]!) }, { bigints: times }]);
    const [least, most] = times.reduce(([from, to], time) => [time < from ? time : from, time > to ? time : to], [times[0]!, times[0]!]);
    const found = await connection.runAndReadAll(
      `SELECT DISTINCT c.place FROM ${CANDIDATES} c JOIN terminal_samples s ON s.device_no = c.device_no AND s.timestamp_ns = c.timestamp_ns WHERE s.timestamp_ns BETWEEN ${least} AND ${most}`,
    );
    doubled.push(...(found.getColumnsJS()[0] ?? []).map(Number));
  }
  await connection.run(`DROP TABLE ${CANDIDATES}`);
  return doubled;
}
