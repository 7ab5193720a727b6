// Finds the newest timely sample of every device in a batch: one pass over typed arrays, since a full reply has 65,000 rows.
import { createTimeOrder, splitNs } from './time-order.ts';

export interface NumberedDevices {
  /** Ids in the order of their first row. */
  readonly ids: readonly string[];
  /** Place in `ids` of each row's device. */
  readonly deviceOfRow: Int32Array;
}

export interface NewestRows {
  /** Row of each device's newest sample that is not from the future; -1 when it has none. */
  readonly rowOfDevice: Int32Array;
  readonly futureSamples: number;
}

export function numberDevices(idOfRow: readonly string[]): NumberedDevices {
  const ids: string[] = [];
  const numbers = new Map<string, number>();
  const deviceOfRow = new Int32Array(idOfRow.length);
  for (let row = 0; row < idOfRow.length; row++) {
    const id = idOfRow[row]!;
    let number = numbers.get(id);
    if (number === undefined) numbers.set(id, (number = ids.push(id) - 1));
    deviceOfRow[row] = number;
  }
  return { ids, deviceOfRow };
}

/** Of two rows with the same time the first one counts. */
export function findNewestRows({ ids, deviceOfRow }: NumberedDevices, timesNs: BigInt64Array, latestNs: bigint): NewestRows {
  const order = createTimeOrder(timesNs);
  const latest = splitNs(latestNs);
  const rowOfDevice = new Int32Array(ids.length).fill(-1);
  let futureSamples = 0;
  for (let row = 0; row < deviceOfRow.length; row++) {
    const device = deviceOfRow[row]!;
    const best = rowOfDevice[device]!;
    if (order.isAfter(row, latest)) futureSamples++;
    else if (best === -1 || order.isLater(row, best)) rowOfDevice[device] = row;
  }
  return { rowOfDevice, futureSamples };
}
