// The fleet of the table bench, and what each round changes: every row, so that sorting begins anew.
import { packRows } from '#shared/packed-rows.ts';
import { tableSchemas, type TableRow } from '#shared/table-schemas.ts';
import type { PackedRows } from '#shared/packed-rows.ts';
import { buildSampleFleet } from '../../renderer/palette/sample-fleet.ts';

export type UserTerminalRow = TableRow<'userTerminals'>;

export interface Round {
  readonly packed: PackedRows;
  /** Downlink in Mbps of each row, highest first: the order in which both tables must show them. */
  readonly sorted: readonly number[];
}

const states = ['Online', 'Online', 'Online', 'Degraded', 'Critical', 'Offline'] as const;
const accounts = ['Nordic Fleet', 'Channel Ops', 'Baltic Freight'] as const;

export function buildRound(terminals: number, round: number): Round {
  const random = createRandom(round + 1);
  const rows = buildSampleFleet(terminals).userTerminals.map((row, i): UserTerminalRow => ({
    ...row,
    accountName: accounts[i % accounts.length]!, accountNumber: `ACC-${i % accounts.length}`, credentialId: `credential-${i % accounts.length}`, serviceLineNumber: `SL-${i}`,
    state: states[Math.floor(random() * states.length)]!, stateReason: 'as measured', stale: false,
    signalQualityPercent: random() * 100, downlinkMbps: random() * 350, uplinkMbps: random() * 40, pingDropPercent: random() * 3, latencyMs: 20 + random() * 60,
    obstructionPercent: random() * 5, activeAlerts: Math.floor(random() * 4), alertNames: [], worstSeverity: 'warning', uptimeS: 3_600 + round * 60 + i,
    h3Cell: `85${(i * 7_919).toString(16).padStart(9, '0')}ffff`, latitude: random() * 120 - 60, longitude: random() * 360 - 180, countryCode: 'NO', softwareVersion: '2026.10.08.mr69711',
    sampledAtMs: 1_795_000_000_000 + round * 60_000 + i, receivedAtMs: 1_795_000_000_000 + round * 60_000, dveEnabled: false,
  }));
  return { packed: packRows(tableSchemas.userTerminals, rows), sorted: rows.map((row) => row.downlinkMbps!).sort((a, b) => b - a) };
}

/** The same numbers in every run: mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed * 0x9e37_79b9;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
