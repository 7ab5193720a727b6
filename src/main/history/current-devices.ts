// What a batch changes of the current state: newest by full ns wins, older rows and duplicates never overwrite, the future does not become current.
import type { AlertSource } from '#shared/alert-catalogue.ts';
import type { IpAllocationSamples, RouterSamples, TelemetryBatch, TerminalSamples } from '../starlink/telemetry-batch.ts';
import { routerNumberColumns, terminalNumberColumns } from '../starlink/telemetry-batch.ts';
import type { ChangedDevice, CurrentChange, CurrentState } from './current-state.ts';
import type { CurrentIpAllocation, CurrentRouter, CurrentTerminal } from './current-telemetry.ts';
import { followAlerts, type AlertNews } from './follow-alerts.ts';
import { findNewestRows, numberDevices, type NumberedDevices } from './newest-rows.ts';
import { isLaterNs } from './time-order.ts';

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

interface KindChange<Row> {
  readonly devices: NumberedDevices;
  readonly changed: readonly ChangedDevice<Row>[];
  /** New row of each device, by its place in `devices`; undefined when the batch brought nothing newer. */
  readonly newer: readonly (Row | undefined)[];
  readonly futureSamples: number;
}

export function buildCurrentChange(state: CurrentState, batch: TelemetryBatch, receipt: Receipt): CurrentChange {
  const latestNs = BigInt(Math.floor(receipt.receivedAtMs) + FUTURE_TOLERANCE_MS) * 1_000_000n;
  const news: AlertNews = { alerts: new Map(), endedAlerts: [], edges: [] };

  const terminals = findChanged(batch.terminals.deviceId, batch.terminals.timestampNs, state.terminals, receipt, latestNs, (row, stamps) => buildTerminal(batch.terminals, row, stamps));
  const routers = findChanged(batch.routers.routerId, batch.routers.timestampNs, state.routers, receipt, latestNs, (row, stamps) => buildRouter(batch.routers, row, stamps));
  const { ipAllocationId, timestampNs } = batch.ipAllocations;
  const ipAllocations = findChanged(ipAllocationId, timestampNs, state.ipAllocations, receipt, latestNs, (row, stamps) => buildIpAllocation(batch.ipAllocations, row, stamps));

  function follow<Row extends CurrentRow & { readonly deviceId: string | null }>(
    source: AlertSource, kind: KindChange<Row>, samples: TerminalSamples | RouterSamples, current: ReadonlyMap<string, Row>,
  ): void {
    followAlerts(news, state, {
      source, devices: kind.devices, samples,
      previousNs(id) {
        const previous = current.get(id)?.timestampNs;
        return previous ? BigInt(previous) : null;
      },
      describe(device, id) {
        const row = kind.newer[device];
        return row ? { source, key: id, deviceId: row.deviceId, routerId: source === 'r' ? id : null, credentialId: receipt.credentialId } : null;
      },
    }, batch.alertNames[source], latestNs);
  }
  follow('u', terminals, batch.terminals, state.terminals);
  follow('r', routers, batch.routers, state.routers);

  return {
    terminals: terminals.changed, routers: routers.changed, ipAllocations: ipAllocations.changed, ...news,
    futureSamples: terminals.futureSamples + routers.futureSamples + ipAllocations.futureSamples,
  };
}

function findChanged<Row extends CurrentRow>(
  idOfRow: readonly string[], timesNs: BigInt64Array, current: ReadonlyMap<string, Row>, receipt: Receipt, latestNs: bigint, build: (batchRow: number, stamps: Stamps) => Row,
): KindChange<Row> {
  const devices = numberDevices(idOfRow);
  const { rowOfDevice, futureSamples } = findNewestRows(devices, timesNs, latestNs);
  const stampsOf = createStamps(timesNs, receipt);
  const changed: ChangedDevice<Row>[] = [];
  const newer = new Array<Row | undefined>(devices.ids.length);
  for (let device = 0; device < devices.ids.length; device++) {
    const previous = current.get(devices.ids[device]!);
    const batchRow = rowOfDevice[device]!;
    const stamps = batchRow === -1 ? null : stampsOf(batchRow);
    if (stamps !== null && (previous === undefined || isLaterNs(stamps.timestampNs, previous.timestampNs))) {
      const row = build(batchRow, stamps);
      newer[device] = row;
      changed.push({ row, batchRow });
    } else if (previous && (previous.receivedAtMs ?? 0) < receipt.receivedAtMs) {
      // Late rows and duplicates change no value, but the device was received: retention counts from there.
      changed.push({ row: { ...previous, receivedAtMs: receipt.receivedAtMs }, batchRow: null });
    }
  }
  return { devices, changed, newer, futureSamples };
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

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** 2 → null. */
function flagOrNull(value: number): boolean | null {
  return value === 2 ? null : value === 1;
}

type Numbers<Name extends string> = { readonly [K in Name]: number | null };

/** NaN → null. */
function numbersAt<Name extends string>(names: readonly Name[], columns: Readonly<Record<Name, Float64Array>>, row: number): Numbers<Name> {
  const numbers: Partial<Record<Name, number | null>> = {};
  for (const name of names) numbers[name] = numberOrNull(columns[name][row]!);
  return numbers as Numbers<Name>;
}

function buildTerminal(samples: TerminalSamples, row: number, { timestampNs, sampledAtMs, receivedAtMs, credentialId }: Stamps): CurrentTerminal {
  return {
    deviceId: samples.deviceId[row]!, credentialId, timestampNs, sampledAtMs, receivedAtMs, ...numbersAt(terminalNumberColumns, samples.numbers, row),
    h3Cell: samples.h3Cell[row]!, softwareVersion: samples.softwareVersion[row]!, countryCode: samples.countryCode[row]!,
    inTerritorialWaters: flagOrNull(samples.inTerritorialWaters[row]!),
  };
}

function buildRouter(samples: RouterSamples, row: number, { timestampNs, sampledAtMs, receivedAtMs, credentialId }: Stamps): CurrentRouter {
  return {
    routerId: samples.routerId[row]!, deviceId: samples.deviceId[row]!, credentialId, timestampNs, sampledAtMs, receivedAtMs,
    ...numbersAt(routerNumberColumns, samples.numbers, row),
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
