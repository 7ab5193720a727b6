// Order of exact 64-bit times without making a BigInt for each look: that alone would double the time a batch takes.

/** The halves of a time: value = high × 2³² + low. */
export interface SplitNs {
  readonly high: number;
  readonly low: number;
}

export interface TimeOrder {
  /** Is the time of row `a` later than that of row `b`? */
  isLater(a: number, b: number): boolean;
  isAfter(row: number, time: SplitNs): boolean;
}

export function splitNs(timeNs: bigint): SplitNs {
  return { high: Number(BigInt.asIntN(64, timeNs) >> 32n), low: Number(BigInt.asUintN(32, timeNs)) };
}

/** Reads the column in place; every machine that Electron runs on keeps the low half first. */
export function createTimeOrder(timesNs: BigInt64Array): TimeOrder {
  const low = new Uint32Array(timesNs.buffer, timesNs.byteOffset, 2 * timesNs.length);
  const high = new Int32Array(timesNs.buffer, timesNs.byteOffset, 2 * timesNs.length);
  const isAfter = (row: number, time: SplitNs): boolean => {
    const rowHigh = high[2 * row + 1]!;
    return rowHigh === time.high ? low[2 * row]! > time.low : rowHigh > time.high;
  };
  return {
    isAfter,
    isLater: (a, b) => {
      const highA = high[2 * a + 1]!;
      const highB = high[2 * b + 1]!;
      return highA === highB ? low[2 * a]! > low[2 * b]! : highA > highB;
    },
  };
}

/** Decimal ns texts, as current rows carry them; anything is later than null. */
export function isLaterNs(a: string, b: string | null): boolean {
  if (b === null) return true;
  // Two positive times of the same length compare as text: all since 2001 have 19 digits.
  return a.length === b.length && a[0] !== '-' && b[0] !== '-' ? a > b : BigInt(a) > BigInt(b);
}
