// Builds batches for the history tests: only what a test is about needs saying.
import type { BatchMeta } from '../../../src/main/history/append-batch.ts';
import {
  routerNumberColumns, terminalNumberColumns, type Finding, type RouterNumberColumn, type TelemetryBatch, type TerminalNumberColumn, type UnknownRow,
} from '../../../src/main/starlink/telemetry-batch.ts';

export interface TerminalSpec {
  readonly id: string;
  readonly ns: bigint;
  readonly numbers?: Partial<Record<TerminalNumberColumn, number>>;
  readonly h3Cell?: string | null;
  readonly softwareVersion?: string | null;
  readonly countryCode?: string | null;
  readonly inTerritorialWaters?: boolean | null;
  readonly alerts?: readonly number[] | null;
  readonly unknown?: string | null;
}

export interface RouterSpec {
  readonly id: string;
  readonly ns: bigint;
  readonly deviceId?: string | null;
  readonly numbers?: Partial<Record<RouterNumberColumn, number>>;
  readonly alerts?: readonly number[] | null;
}

export interface IpSpec {
  readonly deviceId: string;
  readonly ns: bigint;
  readonly lists?: readonly [readonly string[] | null, readonly string[] | null, readonly string[] | null];
}

export interface BatchSpec {
  readonly terminals?: readonly TerminalSpec[];
  readonly routers?: readonly RouterSpec[];
  readonly ips?: readonly IpSpec[];
  readonly unknownRows?: readonly UnknownRow[];
  readonly badRows?: readonly UnknownRow[];
  readonly names?: { readonly u?: Readonly<Record<number, string>>; readonly r?: Readonly<Record<number, string>> };
  readonly columnNames?: Readonly<Record<string, readonly string[]>>;
  readonly findings?: readonly Finding[];
  readonly truncated?: boolean;
}

/** 2026-11-22T17:00:00Z, the hour of starlink-api.md's examples. */
export const NOON_MS = 1_795_366_800_000;
export const nsAt = (ms: number, ns = 0n): bigint => BigInt(ms) * 1_000_000n + ns;

export function buildBatch(spec: BatchSpec): TelemetryBatch {
  const { terminals = [], routers = [], ips = [], unknownRows = [], badRows = [] } = spec;
  return {
    terminals: {
      count: terminals.length, timestampNs: BigInt64Array.from(terminals, (row) => row.ns), unknownColumns: terminals.map((row) => row.unknown ?? null),
      deviceId: terminals.map((row) => row.id), numbers: numberColumns(terminalNumberColumns, terminals),
      h3Cell: terminals.map((row) => row.h3Cell ?? null), softwareVersion: terminals.map((row) => row.softwareVersion ?? null),
      countryCode: terminals.map((row) => row.countryCode ?? null), inTerritorialWaters: Uint8Array.from(terminals, (row) => flag(row.inTerritorialWaters)),
      activeAlerts: terminals.map((row) => (row.alerts === undefined ? [] : row.alerts)),
    },
    routers: {
      count: routers.length, timestampNs: BigInt64Array.from(routers, (row) => row.ns), unknownColumns: routers.map(() => null),
      routerId: routers.map((row) => row.id), deviceId: routers.map((row) => row.deviceId ?? null), numbers: numberColumns(routerNumberColumns, routers),
      softwareVersion: routers.map(() => '2026.10.24.mr69990'), hardwareVersion: routers.map(() => 'v3'),
      isRepeater: new Uint8Array(routers.length), isBypassed: new Uint8Array(routers.length).fill(2),
      activeAlerts: routers.map((row) => (row.alerts === undefined ? [] : row.alerts)),
    },
    ipAllocations: {
      count: ips.length, timestampNs: BigInt64Array.from(ips, (row) => row.ns), unknownColumns: ips.map(() => null),
      ipAllocationId: ips.map((row) => `ip-${row.deviceId}`), deviceId: ips.map((row) => row.deviceId),
      ipv4: ips.map((row) => row.lists?.[0] ?? null), ipv6Ue: ips.map((row) => row.lists?.[1] ?? null), ipv6Cpe: ips.map((row) => row.lists?.[2] ?? null),
    },
    unknownRows, badRows,
    alertNames: { u: nameMap(spec.names?.u), r: nameMap(spec.names?.r) },
    columnNames: spec.columnNames ?? { u: ['DeviceType', 'UtcTimestampNs', 'DeviceId'] },
    findings: spec.findings ?? [],
    rowCount: terminals.length + routers.length + ips.length + unknownRows.length + badRows.length,
    truncated: spec.truncated ?? false,
  };
}

let spools = 0;

export function buildMeta(meta: Partial<BatchMeta> = {}): BatchMeta {
  return {
    spoolId: `${String(NOON_MS).padStart(14, '0')}-test${spools++}`, credentialId: 'cred-1', accountNumber: 'ACC-1', requestedAtMs: NOON_MS, receivedAtMs: NOON_MS,
    batchSize: 65_000, lingerMs: 15_000, wireBytes: 1_000, replayed: false, ...meta,
  };
}

function numberColumns<Name extends string>(
  names: readonly Name[], rows: readonly { readonly numbers?: Partial<Record<Name, number>> }[],
): Record<Name, Float64Array> {
  return Object.fromEntries(names.map((name) => [name, Float64Array.from(rows, (row) => row.numbers?.[name] ?? NaN)])) as Record<Name, Float64Array>;
}

function flag(value: boolean | null | undefined): number {
  return value === null || value === undefined ? 2 : value ? 1 : 0;
}

function nameMap(names: Readonly<Record<number, string>> = {}): Map<number, string> {
  return new Map(Object.entries(names).map(([code, name]) => [Number(code), name]));
}
