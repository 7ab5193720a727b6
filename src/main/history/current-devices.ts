// What a batch changes of the current state: newest by full ns wins, older rows and duplicates never overwrite, the future does not become current.
import type { AlertSource } from '#shared/alert-catalogue.ts';
import type { IpAllocationSamples, RouterSamples, TelemetryBatch, TerminalSamples } from '../starlink/telemetry-batch.ts';
import { routerNumberColumns, terminalNumberColumns } from '../starlink/telemetry-batch.ts';
import type { CurrentState, FoundChange } from './current-state.ts';
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
  /** Row of the batch that becomes the device's current one, by its place in `devices`; -1 when the batch brought nothing newer. */
  readonly newerRow: Int32Array;
  readonly futureSamples: number;
  buildRows(): Row[];
}

/** The part of a batch that current rows are made of. */
export type CurrentSamples = Pick<TelemetryBatch, 'alertNames'> & {
  readonly terminals: Omit<TerminalSamples, 'unknownColumns'>;
  readonly routers: Omit<RouterSamples, 'unknownColumns'>;
  readonly ipAllocations: Omit<IpAllocationSamples, 'unknownColumns'>;
};

export function findCurrentChange(state: CurrentState, batch: CurrentSamples, receipt: Receipt): FoundChange {
  const latestNs = BigInt(Math.floor(receipt.receivedAtMs) + FUTURE_TOLERANCE_MS) * 1_000_000n;
  const news: AlertNews = { alerts: new Map(), endedAlerts: [], edges: [] };

  const terminals = findChanged(batch.terminals.deviceId, batch.terminals.timestampNs, state.terminals, receipt, latestNs, (row, stamps) => buildTerminal(batch.terminals, row, stamps));
  const routers = findChanged(batch.routers.routerId, batch.routers.timestampNs, state.routers, receipt, latestNs, (row, stamps) => buildRouter(batch.routers, row, stamps));
  const { ipAllocationId, timestampNs } = batch.ipAllocations;
  const ipAllocations = findChanged(ipAllocationId, timestampNs, state.ipAllocations, receipt, latestNs, (row, stamps) => buildIpAllocation(batch.ipAllocations, row, stamps));

  function follow<Row extends CurrentRow>(source: AlertSource, kind: KindChange<Row>, samples: CurrentSamples['terminals' | 'routers'], current: ReadonlyMap<string, Row>): void {
    followAlerts(news, state, {
      source, devices: kind.devices, samples,
      previousNs(id) {
        const previous = current.get(id)?.timestampNs;
        return previous ? BigInt(previous) : null;
      },
      describe(device, id) {
        const row = kind.newerRow[device]!;
        return row === -1 ? null : { source, key: id, deviceId: samples.deviceId[row]!, routerId: source === 'r' ? id : null, credentialId: receipt.credentialId };
      },
    }, batch.alertNames[source], latestNs);
  }
  follow('u', terminals, batch.terminals, state.terminals);
  follow('r', routers, batch.routers, state.routers);

  return {
    edges: news.edges,
    futureSamples: terminals.futureSamples + routers.futureSamples + ipAllocations.futureSamples,
    buildRows: () => ({
      terminals: terminals.buildRows(), routers: routers.buildRows(), ipAllocations: ipAllocations.buildRows(), alerts: news.alerts, endedAlerts: news.endedAlerts,
    }),
  };
}

function findChanged<Row extends CurrentRow>(
  idOfRow: readonly string[], timesNs: BigInt64Array, current: ReadonlyMap<string, Row>, receipt: Receipt, latestNs: bigint, build: (batchRow: number, stamps: Stamps) => Row,
): KindChange<Row> {
  const devices = numberDevices(idOfRow);
  const { rowOfDevice: newerRow, futureSamples } = findNewestRows(devices, timesNs, latestNs);
  const stampsOf = createStamps(timesNs, receipt);
  for (let device = 0; device < devices.ids.length; device++) {
    const batchRow = newerRow[device]!;
    const previous = batchRow === -1 ? undefined : current.get(devices.ids[device]!);
    if (previous !== undefined && !isLaterNs(stampsOf(batchRow).timestampNs, previous.timestampNs)) newerRow[device] = -1;
  }
  function buildRows(): Row[] {
    const rows: Row[] = [];
    for (let device = 0; device < devices.ids.length; device++) {
      const batchRow = newerRow[device]!;
      if (batchRow !== -1) {
        rows.push(build(batchRow, stampsOf(batchRow)));
        continue;
      }
      const previous = current.get(devices.ids[device]!);
      // Late rows and duplicates change no value, but the device was received: retention counts from there.
      if (previous && (previous.receivedAtMs ?? 0) < receipt.receivedAtMs) rows.push({ ...previous, receivedAtMs: receipt.receivedAtMs });
    }
    return rows;
  }
  return { devices, newerRow, futureSamples, buildRows };
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

function buildTerminal(samples: CurrentSamples['terminals'], row: number, { timestampNs, sampledAtMs, receivedAtMs, credentialId }: Stamps): CurrentTerminal {
  return {
    deviceId: samples.deviceId[row]!, credentialId, timestampNs, sampledAtMs, receivedAtMs, ...numbersAt(terminalNumberColumns, samples.numbers, row),
    h3Cell: samples.h3Cell[row]!, softwareVersion: samples.softwareVersion[row]!, countryCode: samples.countryCode[row]!,
    inTerritorialWaters: flagOrNull(samples.inTerritorialWaters[row]!),
  };
}

function buildRouter(samples: CurrentSamples['routers'], row: number, { timestampNs, sampledAtMs, receivedAtMs, credentialId }: Stamps): CurrentRouter {
  return {
    routerId: samples.routerId[row]!, deviceId: samples.deviceId[row]!, credentialId, timestampNs, sampledAtMs, receivedAtMs,
    ...numbersAt(routerNumberColumns, samples.numbers, row),
    softwareVersion: samples.softwareVersion[row]!, hardwareVersion: samples.hardwareVersion[row]!,
    isRepeater: flagOrNull(samples.isRepeater[row]!), isBypassed: flagOrNull(samples.isBypassed[row]!),
  };
}

function buildIpAllocation(samples: CurrentSamples['ipAllocations'], row: number, stamps: Stamps): CurrentIpAllocation {
  return {
    ipAllocationId: samples.ipAllocationId[row]!, deviceId: samples.deviceId[row]!, ...stamps,
    ipv4: samples.ipv4[row]!, ipv6Ue: samples.ipv6Ue[row]!, ipv6Cpe: samples.ipv6Cpe[row]!,
  };
}
