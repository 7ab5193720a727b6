// What a batch changes of the current state: newest by full ns wins, older rows and duplicates never overwrite, the future does not become current.
import type { AlertSource } from '#shared/alert-catalogue.ts';
import type { IpAllocationSamples, RouterSamples, TelemetryBatch, TerminalSamples } from '../starlink/telemetry-batch.ts';
import { routerNumberColumns, terminalNumberColumns } from '../starlink/telemetry-batch.ts';
import type { CurrentState, FoundChange } from './current-state.ts';
import { countBlocks, defineCurrentRows, receivedAgain } from './current-rows.ts';
import { currentIpAllocations, currentRouters, currentTerminals, type CurrentIpAllocation, type CurrentRouter, type CurrentTerminal } from './current-telemetry.ts';
import { pickDoubles } from './column-writer.ts';
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

  const terminals = findChanged(batch.terminals.deviceId, batch.terminals.timestampNs, state.terminals, receipt, latestNs, (newer) => buildTerminals(batch.terminals, newer, receipt));
  const routers = findChanged(batch.routers.routerId, batch.routers.timestampNs, state.routers, receipt, latestNs, (newer) => buildRouters(batch.routers, newer, receipt));
  const { ipAllocationId, timestampNs } = batch.ipAllocations;
  const ipAllocations = findChanged(ipAllocationId, timestampNs, state.ipAllocations, receipt, latestNs, (newer) => buildIpAllocations(batch.ipAllocations, newer, receipt));

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
    devices: { terminals: terminals.devices, routers: routers.devices },
    edges: news.edges,
    futureSamples: terminals.futureSamples + routers.futureSamples + ipAllocations.futureSamples,
    buildRows: () => ({
      terminals: terminals.buildRows(), routers: routers.buildRows(), ipAllocations: ipAllocations.buildRows(), alerts: news.alerts, endedAlerts: news.endedAlerts,
    }),
  };
}

/** Rows of a batch that become current, in the order of their devices. */
interface NewerRows {
  readonly rows: Int32Array;
  /** Exact ns of each, as decimal text. */
  readonly timestampNs: readonly string[];
  readonly sampledAtMs: Float64Array;
}

function findChanged<Row extends CurrentRow>(
  idOfRow: readonly string[], timesNs: BigInt64Array, current: ReadonlyMap<string, Row>, receipt: Receipt, latestNs: bigint, build: (newer: NewerRows) => readonly Row[],
): KindChange<Row> {
  const devices = numberDevices(idOfRow);
  const { rowOfDevice: newerRow, futureSamples } = findNewestRows(devices, timesNs, latestNs);
  const textOf = createTimeTexts(timesNs);
  const timestampNs: string[] = [];
  for (let device = 0; device < devices.ids.length; device++) {
    const batchRow = newerRow[device]!;
    if (batchRow === -1) continue;
    const timeText = textOf(batchRow);
    const previous = current.get(devices.ids[device]!);
    if (previous !== undefined && !isLaterNs(timeText, previous.timestampNs)) newerRow[device] = -1;
    else timestampNs.push(timeText);
  }
  function buildRows(): Row[] {
    const rows = newerRow.filter((row) => row !== -1);
    const built = build({ rows, timestampNs, sampledAtMs: wholeMs(timesNs, rows) });
    if (built.length === devices.ids.length) return [...built];
    const changed: Row[] = [];
    let next = 0;
    for (let device = 0; device < devices.ids.length; device++) {
      if (newerRow[device] !== -1) {
        changed.push(built[next++]!);
        continue;
      }
      const previous = current.get(devices.ids[device]!);
      // Late rows and duplicates change no value, but the device was received: retention counts from there.
      if (previous && (previous.receivedAtMs ?? 0) < receipt.receivedAtMs) changed.push(receivedAgain(previous, receipt.receivedAtMs));
    }
    return changed;
  }
  return { devices, newerRow, futureSamples, buildRows };
}

/** Exact decimal text of a row's time. Most terminals of a reply share their whole seconds, so the last answer is kept. */
function createTimeTexts(timesNs: BigInt64Array): (row: number) => string {
  let lastNs: bigint | null = null;
  let last = '';
  return (row) => {
    const timestampNs = timesNs[row]!;
    if (timestampNs === lastNs) return last;
    lastNs = timestampNs;
    return (last = String(timestampNs));
  };
}

/** Rounded towards zero, as BigInt does it. */
function wholeMs(timesNs: BigInt64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => Number(timesNs[row]! / 1_000_000n));
}

const terminalRows = defineCurrentRows(currentTerminals);
const routerRows = defineCurrentRows(currentRouters);
const ipAllocationRows = defineCurrentRows(currentIpAllocations);

/** Rows that came with long past replies keep those replies' columns in memory: beyond so many all are copied into new ones. */
const MOST_BLOCKS = 8;

export function gatherCurrentRows({ terminals, routers, ipAllocations }: CurrentState): void {
  gatherInto(terminals, terminalRows.gather);
  gatherInto(routers, routerRows.gather);
  gatherInto(ipAllocations, ipAllocationRows.gather);
}

function gatherInto<Row>(rows: Map<string, Row>, gather: (rows: readonly Row[]) => readonly Row[]): void {
  if (countBlocks(rows.values()) <= MOST_BLOCKS) return;
  const gathered = gather([...rows.values()]);
  for (const [index, id] of [...rows.keys()].entries()) rows.set(id, gathered[index]!);
}

function buildTerminals(samples: CurrentSamples['terminals'], { rows, timestampNs, sampledAtMs }: NewerRows, { credentialId, receivedAtMs }: Receipt): CurrentTerminal[] {
  const columns = {
    deviceId: pick(samples.deviceId, rows), credentialId: new Array<string>(rows.length).fill(credentialId), timestampNs, sampledAtMs,
    ...pickNumbers(terminalNumberColumns, samples.numbers, rows), h3Cell: pick(samples.h3Cell, rows), softwareVersion: pick(samples.softwareVersion, rows),
    countryCode: pick(samples.countryCode, rows), inTerritorialWaters: pickFlags(samples.inTerritorialWaters, rows),
  };
  return terminalRows.make(columns, rows.length, receivedAtMs);
}

function buildRouters(samples: CurrentSamples['routers'], { rows, timestampNs, sampledAtMs }: NewerRows, { credentialId, receivedAtMs }: Receipt): CurrentRouter[] {
  const columns = {
    routerId: pick(samples.routerId, rows), deviceId: pick(samples.deviceId, rows), credentialId: new Array<string>(rows.length).fill(credentialId), timestampNs, sampledAtMs,
    ...pickNumbers(routerNumberColumns, samples.numbers, rows), softwareVersion: pick(samples.softwareVersion, rows), hardwareVersion: pick(samples.hardwareVersion, rows),
    isRepeater: pickFlags(samples.isRepeater, rows), isBypassed: pickFlags(samples.isBypassed, rows),
  };
  return routerRows.make(columns, rows.length, receivedAtMs);
}

function buildIpAllocations(samples: CurrentSamples['ipAllocations'], { rows, timestampNs, sampledAtMs }: NewerRows, { credentialId, receivedAtMs }: Receipt): CurrentIpAllocation[] {
  const columns = {
    ipAllocationId: pick(samples.ipAllocationId, rows), deviceId: pick(samples.deviceId, rows), credentialId: new Array<string>(rows.length).fill(credentialId),
    timestampNs, sampledAtMs, ipv4: pick(samples.ipv4, rows), ipv6Ue: pick(samples.ipv6Ue, rows), ipv6Cpe: pick(samples.ipv6Cpe, rows),
  };
  return ipAllocationRows.make(columns, rows.length, receivedAtMs);
}

function pick<Value>(column: readonly Value[], rows: Int32Array): Value[] {
  const picked = new Array<Value>(rows.length);
  for (let index = 0; index < rows.length; index++) picked[index] = column[rows[index]!]!;
  return picked;
}

function pickFlags(column: Uint8Array, rows: Int32Array): Uint8Array {
  return Uint8Array.from(rows, (row) => column[row]!);
}

function pickNumbers<Name extends string>(names: readonly Name[], columns: Readonly<Record<Name, Float64Array>>, rows: Int32Array): Record<Name, Float64Array> {
  return Object.fromEntries(names.map((name) => [name, pickDoubles(columns[name], rows)])) as Record<Name, Float64Array>;
}
