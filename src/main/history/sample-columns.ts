// The columns of a batch in the order of the sample tables (telemetry-schema.ts).
import type { IpAllocationSamples, RouterSamples, TelemetryBatch, TerminalSamples } from '../starlink/telemetry-batch.ts';
import { routerNumberColumns, terminalNumberColumns } from '../starlink/telemetry-batch.ts';
import { NO_NUMBER, type ColumnValues } from './column-writer.ts';
import type { NumberedDevices } from './newest-rows.ts';
import type { TextDictionary } from './text-dictionary.ts';

export function buildTerminalColumns(samples: TerminalSamples, devices: NumberedDevices, batchNo: number, texts: TextDictionary): ColumnValues[] {
  return [
    { everyRow: batchNo },
    deviceNumbers(devices, texts),
    { bigints: samples.timestampNs },
    ...terminalNumberColumns.map((name) => ({ doubles: samples.numbers[name] })),
    { unsigned: cellNumbers(samples.h3Cell) },
    textNumbers(samples.softwareVersion, texts),
    textNumbers(samples.countryCode, texts),
    { flags: samples.inTerritorialWaters },
    listNumbers(samples.activeAlerts, texts),
  ];
}

export function buildRouterColumns(samples: RouterSamples, devices: NumberedDevices, batchNo: number, texts: TextDictionary): ColumnValues[] {
  return [
    { everyRow: batchNo },
    deviceNumbers(devices, texts),
    { bigints: samples.timestampNs },
    textNumbers(samples.deviceId, texts),
    ...routerNumberColumns.map((name) => ({ doubles: samples.numbers[name] })),
    textNumbers(samples.softwareVersion, texts),
    textNumbers(samples.hardwareVersion, texts),
    { flags: samples.isRepeater },
    { flags: samples.isBypassed },
    listNumbers(samples.activeAlerts, texts),
  ];
}

export function buildIpColumns(samples: IpAllocationSamples, batchNo: number, texts: TextDictionary): ColumnValues[] {
  return [
    { everyRow: batchNo },
    textNumbers(samples.ipAllocationId, texts),
    { bigints: samples.timestampNs },
    textNumbers(samples.deviceId, texts),
    { texts: samples.ipv4.map(listText) },
    { texts: samples.ipv6Ue.map(listText) },
    { texts: samples.ipv6Cpe.map(listText) },
  ];
}

/** Samples that carry columns unknown to this version, as rows of `unknown_columns`. */
export function buildUnknownColumns(batch: TelemetryBatch, batchNo: number, texts: TextDictionary): { readonly timesNs: BigInt64Array; readonly columns: ColumnValues[] } {
  const letters: string[] = [];
  const devices: number[] = [];
  const timesNs: bigint[] = [];
  const json: string[] = [];
  const collect = (letter: string, ids: readonly string[], samples: { readonly timestampNs: BigInt64Array; readonly unknownColumns: readonly (string | null)[] }): void => {
    for (const [row, text] of samples.unknownColumns.entries()) {
      if (text === null) continue;
      letters.push(letter);
      devices.push(texts.numberOf(ids[row]!));
      timesNs.push(samples.timestampNs[row]!);
      json.push(text);
    }
  };
  collect('u', batch.terminals.deviceId, batch.terminals);
  collect('r', batch.routers.routerId, batch.routers);
  collect('i', batch.ipAllocations.ipAllocationId, batch.ipAllocations);
  const times = BigInt64Array.from(timesNs);
  return { timesNs: times, columns: [{ everyRow: batchNo }, { texts: letters }, { integers: Int32Array.from(devices) }, { bigints: times }, { texts: json }] };
}

/** One lookup a device instead of one a row. */
function deviceNumbers({ ids, deviceOfRow }: NumberedDevices, texts: TextDictionary): ColumnValues {
  const numbers = Int32Array.from(ids, (id) => texts.numberOf(id));
  const integers = new Int32Array(deviceOfRow.length);
  for (let row = 0; row < deviceOfRow.length; row++) integers[row] = numbers[deviceOfRow[row]!]!;
  return { integers };
}

function textNumbers(values: readonly (string | null)[], texts: TextDictionary): ColumnValues {
  const integers = new Int32Array(values.length);
  // Neighbours often share a version or a country: then no lookup is needed.
  let lastText: string | null = null;
  let lastNumber = NO_NUMBER;
  for (let row = 0; row < values.length; row++) {
    const text = values[row]!;
    if (text !== lastText) {
      lastText = text;
      lastNumber = texts.numberOf(text);
    }
    integers[row] = lastNumber;
  }
  return { integers };
}

/** A list of codes by the number of its JSON text: most samples share `[]`. */
function listNumbers(values: readonly (readonly number[] | null)[], texts: TextDictionary): ColumnValues {
  const none = texts.numberOf('[]');
  const integers = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) integers[row] = values[row]?.length === 0 ? none : texts.numberOf(listText(values[row]!));
  return { integers };
}

function listText(values: readonly (string | number)[] | null): string | null {
  return values === null ? null : JSON.stringify(values);
}

/** Hex → 64 bits, 0n for null. Neighbours and repeats are common, so each text is read once. */
function cellNumbers(cells: readonly (string | null)[]): BigUint64Array {
  const known = new Map<string | null, bigint>([[null, 0n]]);
  const numbers = new BigUint64Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row]!;
    let number = known.get(cell);
    if (number === undefined) known.set(cell, (number = BigInt(`0x${cell}`)));
    numbers[row] = number;
  }
  return numbers;
}
