// What a batch changes of the current state: newest by full ns wins, older rows and duplicates never overwrite, the future does not become current.
import type { AlertSource } from '#shared/alert-catalogue.ts';
import type { IpAllocationSamples, RouterSamples, TelemetryBatch, TerminalSamples } from '../starlink/telemetry-batch.ts';
import { routerNumberColumns, terminalNumberColumns } from '../starlink/telemetry-batch.ts';
import type { ChangedDevice, CurrentChange, CurrentState } from './current-state.ts';
import type { CurrentIpAllocation, CurrentRouter, CurrentTerminal } from './current-telemetry.ts';
import { createTimeOrder, isLaterNs, splitNs } from './time-order.ts';
import { walkAlerts, type ActiveAlerts, type AlertEdge, type WalkedDevice } from './walk-alerts.ts';

/** How far a device's clock may be ahead of ours before its samples count as from the future. */
export const FUTURE_TOLERANCE_MS = 2 * 60_000;

export interface Receipt {
  readonly credentialId: string;
  readonly receivedAtMs: number;
}

interface CurrentRow {
  readonly timestampNs: string | null;
  readonly receivedAtMs: number | null;
}

interface Stamps {
  readonly timestampNs: string;
  readonly sampledAtMs: number;
  readonly receivedAtMs: number;
  readonly credentialId: string;
}

const noAlerts: ActiveAlerts = new Map();

export function buildCurrentChange(state: CurrentState, batch: TelemetryBatch, receipt: Receipt): CurrentChange {
  const alerts = new Map<string, ActiveAlerts>();
  const endedAlerts: string[] = [];
  const edges: AlertEdge[] = [];
  let futureSamples = 0;
  const latestNs = BigInt(Math.floor(receipt.receivedAtMs) + FUTURE_TOLERANCE_MS) * 1_000_000n;
  const latest = splitNs(latestNs);

  function newest<Row extends CurrentRow>(
    ids: readonly string[],
    timesNs: BigInt64Array,
    current: ReadonlyMap<string, Row>,
    build: (batchRow: number, stamps: Stamps) => Row,
    onNewer: (id: string, row: Row, rows: readonly number[], previousNs: bigint | null) => void = () => undefined,
  ): ChangedDevice<Row>[] {
    const changed: ChangedDevice<Row>[] = [];
    const order = createTimeOrder(timesNs);
    const stampsOf = createStamps(timesNs, receipt);
    for (const [id, rows] of groupRows(ids)) {
      const previous = current.get(id);
      let last = -1;
      for (const row of rows) {
        if (order.isAfter(row, latest)) futureSamples++;
        else if (last === -1 || order.isLater(row, last)) last = row;
      }
      const stamps = last === -1 ? null : stampsOf(last);
      if (stamps !== null && (previous === undefined || isLaterNs(stamps.timestampNs, previous.timestampNs))) {
        const row = build(last, stamps);
        changed.push({ row, batchRow: last });
        onNewer(id, row, rows, previous?.timestampNs ? BigInt(previous.timestampNs) : null);
      } else if (previous && (previous.receivedAtMs ?? 0) < receipt.receivedAtMs) {
        // Late rows and duplicates change no value, but the device was received: retention counts from there.
        changed.push({ row: { ...previous, receivedAtMs: receipt.receivedAtMs }, batchRow: null });
      }
    }
    return changed;
  }

  function follow(device: WalkedDevice, samples: TerminalSamples | RouterSamples, rows: readonly number[], previousNs: bigint | null): void {
    const known = state.alerts.get(device.key) ?? noAlerts;
    if (known.size === 0 && !rows.some((row) => samples.activeAlerts[row]?.length)) return;
    const walk = newerRows(rows, samples.timestampNs, previousNs, latestNs).map((row) => ({ timestampNs: samples.timestampNs[row]!, codes: samples.activeAlerts[row]! }));
    const walked = walkAlerts(device, known, walk, previousNs, batch.alertNames[device.source]);
    edges.push(...walked.edges);
    if (walked.active === known) return;
    alerts.set(device.key, walked.active);
    for (const [code, alert] of known) if (!walked.active.has(code)) endedAlerts.push(alert.alertKey);
  }
  const walked = (source: AlertSource, key: string, deviceId: string | null): WalkedDevice =>
    ({ source, key, deviceId, routerId: source === 'r' ? key : null, credentialId: receipt.credentialId });

  const terminals = newest(
    batch.terminals.deviceId, batch.terminals.timestampNs, state.terminals,
    (batchRow, stamps) => buildTerminal(batch.terminals, batchRow, stamps),
    (id, _row, rows, previousNs) => follow(walked('u', id, id), batch.terminals, rows, previousNs),
  );
  const routers = newest(
    batch.routers.routerId, batch.routers.timestampNs, state.routers,
    (batchRow, stamps) => buildRouter(batch.routers, batchRow, stamps),
    (id, row, rows, previousNs) => follow(walked('r', id, row.deviceId), batch.routers, rows, previousNs),
  );
  const ipAllocations = newest(
    batch.ipAllocations.ipAllocationId, batch.ipAllocations.timestampNs, state.ipAllocations,
    (batchRow, stamps) => buildIpAllocation(batch.ipAllocations, batchRow, stamps),
  );
  return { terminals, routers, ipAllocations, alerts, endedAlerts, edges, futureSamples };
}

/** Rows of each device, in the order of the reply. */
function groupRows(ids: readonly string[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < ids.length; row++) {
    const rows = groups.get(ids[row]!);
    if (rows === undefined) groups.set(ids[row]!, [row]);
    else rows.push(row);
  }
  return groups;
}

/** Those newer than what is known and not from the future, oldest first, each time once. */
function newerRows(rows: readonly number[], timesNs: BigInt64Array, previousNs: bigint | null, latestNs: bigint): readonly number[] {
  const newer = rows.filter((row) => (previousNs === null || timesNs[row]! > previousNs) && timesNs[row]! <= latestNs);
  newer.sort((a, b) => (timesNs[a]! < timesNs[b]! ? -1 : timesNs[a]! > timesNs[b]! ? 1 : a - b));
  return newer.filter((row, index) => index === 0 || timesNs[row] !== timesNs[newer[index - 1]!]);
}

/** Most terminals of a reply share their whole seconds, so the last answer is kept. */
function createStamps(timesNs: BigInt64Array, receipt: Receipt): (row: number) => Stamps {
  let lastNs: bigint | null = null;
  let last: Stamps | null = null;
  return (row) => {
    const timestampNs = timesNs[row]!;
    if (last !== null && timestampNs === lastNs) return last;
    lastNs = timestampNs;
    last = {
      credentialId: receipt.credentialId, timestampNs: String(timestampNs), sampledAtMs: Number(timestampNs / 1_000_000n), receivedAtMs: receipt.receivedAtMs,
    };
    return last;
  };
}

/** NaN → null. */
export function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** 2 → null. */
export function flagOrNull(value: number): boolean | null {
  return value === 2 ? null : value === 1;
}

type Numbers<Name extends string> = { readonly [K in Name]: number | null };

function numbersAt<Name extends string>(names: readonly Name[], columns: Readonly<Record<Name, Float64Array>>, row: number): Numbers<Name> {
  const numbers: Partial<Record<Name, number | null>> = {};
  for (const name of names) numbers[name] = numberOrNull(columns[name][row]!);
  return numbers as Numbers<Name>;
}

function buildTerminal(samples: TerminalSamples, row: number, stamps: Stamps): CurrentTerminal {
  return {
    deviceId: samples.deviceId[row]!, ...stamps, ...numbersAt(terminalNumberColumns, samples.numbers, row),
    h3Cell: samples.h3Cell[row]!, softwareVersion: samples.softwareVersion[row]!, countryCode: samples.countryCode[row]!,
    inTerritorialWaters: flagOrNull(samples.inTerritorialWaters[row]!),
  };
}

function buildRouter(samples: RouterSamples, row: number, stamps: Stamps): CurrentRouter {
  return {
    routerId: samples.routerId[row]!, deviceId: samples.deviceId[row]!, ...stamps, ...numbersAt(routerNumberColumns, samples.numbers, row),
    softwareVersion: samples.softwareVersion[row]!, hardwareVersion: samples.hardwareVersion[row]!,
    isRepeater: flagOrNull(samples.isRepeater[row]!), isBypassed: flagOrNull(samples.isBypassed[row]!),
  };
}

function buildIpAllocation(samples: IpAllocationSamples, row: number, stamps: Stamps): CurrentIpAllocation {
  return {
    ipAllocationId: samples.ipAllocationId[row]!, deviceId: samples.deviceId[row]!, ...stamps,
    ipv4: samples.ipv4[row]!, ipv6Ue: samples.ipv6Ue[row]!, ipv6Cpe: samples.ipv6Cpe[row]!,
  };
}
