// What a whole reply says about the stream's end: is there more to ask for at once?
import type { TelemetryBatch } from '../starlink/telemetry-batch.ts';

/** drained: nothing more now · more: ask at once · repeated: the very rows of the reply before, so asking at once brings nothing */
export type ReplyEnd = 'drained' | 'more' | 'repeated';

interface Rows {
  readonly timestampNs: BigInt64Array;
  readonly ids: readonly string[];
}

/** Judges the replies of one account in the order in which they come. `batchSize`: as it was asked for. */
export function createReplyEndJudge(): (batch: TelemetryBatch, batchSize: number) => ReplyEnd {
  let before: readonly Rows[] | null = null;
  return (batch, batchSize) => {
    const rows = rowsOf(batch);
    const count = rows.reduce((sum, { ids }) => sum + ids.length, 0);
    // A server that gives more than was asked for keeps nothing back.
    const isFull = batch.rowCount >= batchSize && count <= batchSize;
    const isRepeated = isFull && before !== null && count > 0 && rows.every((one, index) => isSame(one, before?.[index]));
    before = isFull ? rows : null;
    return isRepeated ? 'repeated' : isFull ? 'more' : 'drained';
  };
}

function rowsOf({ terminals, routers, ipAllocations }: TelemetryBatch): readonly Rows[] {
  return [
    { timestampNs: terminals.timestampNs, ids: terminals.deviceId },
    { timestampNs: routers.timestampNs, ids: routers.routerId },
    { timestampNs: ipAllocations.timestampNs, ids: ipAllocations.ipAllocationId },
  ];
}

/** Other rows differ in the first of them. */
function isSame(a: Rows, b: Rows | undefined): boolean {
  return b !== undefined && a.ids.length === b.ids.length && a.timestampNs.every((timeNs, row) => timeNs === b.timestampNs[row]) && a.ids.every((id, row) => id === b.ids[row]);
}
