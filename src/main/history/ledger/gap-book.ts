// First and last sample of every terminal and its recent gaps: found as rows come, in whatever order they come.

/** The stream has a row every 15 s; a sample covers 30 s, so that one that comes late is no gap. */
export const GAP_MS = 30_000;
/** Starlink keeps 8 hours: what is older than this at its receipt has a wrong clock (or is made up) and says nothing of coverage. */
export const OLDEST_MS = 9 * 3_600_000;
/** As for current rows: a clock ahead of ours by more does not count. */
const FUTURE_MS = 120_000;
const PRUNE_EVERY_MS = 600_000;
/** 200,000 gaps are about 20 MB. Beyond that older ones can't be filled any more. */
export const MOST_GAPS = 200_000;

export interface Gap {
  readonly deviceNo: number;
  /** Of the credential that brought the sample after it. */
  readonly credentialNo: number;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface GapNews {
  readonly added: readonly Gap[];
  /** Stored ones that were filled or split. */
  readonly removed: readonly Gap[];
  /** Terminals whose first sample is a new one. */
  readonly sighted: readonly number[];
}

export interface TerminalSight {
  readonly deviceNo: number;
  readonly credentialNo: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

export interface GapBook {
  /** Rows of one reply, by the numbers that `texts` gives to their terminals. Changes the book at once. */
  take(deviceNos: Int32Array, timesNs: BigInt64Array, receivedAtMs: number, credentialNo: number): GapNews;
  sight(deviceNo: number): TerminalSight | null;
  sights(): Iterable<TerminalSight>;
  /** What an earlier run knew. */
  restore(sight: TerminalSight): void;
  restoreGap(gap: Gap): void;
}

export function createGapBook(): GapBook {
  // By the text number of the terminal; NaN: never seen.
  let firstMs = new Float64Array(0);
  let lastMs = new Float64Array(0);
  let credentials = new Int32Array(0);
  const devices: number[] = [];
  const recent = new Map<number, Gap[]>();
  let recentCount = 0;
  let prunedAtMs = 0;

  function makeRoom(deviceNo: number): void {
    if (deviceNo < firstMs.length) return;
    const size = Math.max(1_024, 2 * deviceNo);
    firstMs = grown(firstMs, new Float64Array(size).fill(NaN));
    lastMs = grown(lastMs, new Float64Array(size).fill(NaN));
    credentials = grown(credentials, new Int32Array(size));
  }

  function addGap(gap: Gap): void {
    const gaps = recent.get(gap.deviceNo);
    recentCount++;
    if (gaps === undefined) recent.set(gap.deviceNo, [gap]);
    else if (gaps.at(-1)!.fromMs <= gap.fromMs) gaps.push(gap);
    else gaps.splice(gaps.findIndex((other) => other.fromMs > gap.fromMs), 0, gap);
  }

  /** Forgets what no row can fill any more. */
  function prune(nowMs: number): void {
    prunedAtMs = nowMs;
    for (let keptMs = OLDEST_MS; keptMs === OLDEST_MS || recentCount > MOST_GAPS; keptMs /= 4) {
      recentCount = 0;
      for (const [deviceNo, gaps] of recent) {
        const kept = gaps.filter((gap) => gap.toMs >= nowMs - keptMs);
        recentCount += kept.length;
        if (kept.length === 0) recent.delete(deviceNo);
        else recent.set(deviceNo, kept);
      }
      if (keptMs < 1) return;
    }
  }

  return {
    take(deviceNos, timesNs, receivedAtMs, credentialNo) {
      const added = new Set<Gap>();
      const removed: Gap[] = [];
      const sighted = new Set<number>();
      const latestMs = receivedAtMs + FUTURE_MS;
      const oldestMs = receivedAtMs - OLDEST_MS;
      const low = new Uint32Array(timesNs.buffer, timesNs.byteOffset, 2 * timesNs.length);
      const high = new Int32Array(timesNs.buffer, timesNs.byteOffset, 2 * timesNs.length);

      const open = (deviceNo: number, gapFromMs: number, gapToMs: number, ofCredential: number): void => {
        if (gapToMs - gapFromMs <= GAP_MS) return;
        const gap: Gap = { deviceNo, credentialNo: ofCredential, fromMs: gapFromMs, toMs: gapToMs };
        added.add(gap);
        addGap(gap);
      };
      const split = (deviceNo: number, atMs: number): void => {
        const gaps = recent.get(deviceNo);
        const index = gaps?.findIndex((gap) => gap.fromMs < atMs && gap.toMs > atMs) ?? -1;
        if (gaps === undefined || index < 0) return;
        const [gap] = gaps.splice(index, 1);
        recentCount--;
        if (gaps.length === 0) recent.delete(deviceNo);
        if (!added.delete(gap!)) removed.push(gap!);
        open(deviceNo, gap!.fromMs, atMs, credentialNo);
        open(deviceNo, atMs, gap!.toMs, gap!.credentialNo);
      };

      for (let row = 0; row < deviceNos.length; row++) {
        const deviceNo = deviceNos[row]!;
        const atMs = wholeMs(high[2 * row + 1]!, low[2 * row]!);
        if (atMs > latestMs || atMs < oldestMs) continue;
        if (deviceNo >= firstMs.length) makeRoom(deviceNo);
        const last = lastMs[deviceNo]!;
        if (atMs >= last) {
          if (atMs - last > GAP_MS) open(deviceNo, last, atMs, credentialNo);
          lastMs[deviceNo] = atMs;
          credentials[deviceNo] = credentialNo;
        } else if (last !== last) {
          firstMs[deviceNo] = lastMs[deviceNo] = atMs;
          credentials[deviceNo] = credentialNo;
          devices.push(deviceNo);
          sighted.add(deviceNo);
        } else if (atMs < firstMs[deviceNo]!) {
          open(deviceNo, atMs, firstMs[deviceNo]!, credentialNo);
          firstMs[deviceNo] = atMs;
          sighted.add(deviceNo);
        } else {
          split(deviceNo, atMs);
        }
      }
      if (receivedAtMs - prunedAtMs > PRUNE_EVERY_MS || receivedAtMs < prunedAtMs) prune(receivedAtMs);
      return { added: [...added], removed, sighted: [...sighted] };
    },
    sight: (deviceNo) => sightOf(deviceNo),
    *sights() {
      for (const deviceNo of devices) yield sightOf(deviceNo)!;
    },
    restore(sight) {
      makeRoom(sight.deviceNo);
      if (Number.isNaN(firstMs[sight.deviceNo])) devices.push(sight.deviceNo);
      firstMs[sight.deviceNo] = sight.firstMs;
      lastMs[sight.deviceNo] = sight.lastMs;
      credentials[sight.deviceNo] = sight.credentialNo;
    },
    restoreGap: addGap,
  };

  function sightOf(deviceNo: number): TerminalSight | null {
    const first = firstMs[deviceNo];
    if (first === undefined || Number.isNaN(first)) return null;
    return { deviceNo, credentialNo: credentials[deviceNo]!, firstMs: first, lastMs: lastMs[deviceNo]! };
  }
}

/** Whole ms of the exact ns, without a BigInt for each row: a double is up to 128 ns off, so the part of a ms is taken from the halves. */
function wholeMs(high: number, low: number): number {
  const partNs = ((high % 1_000_000) * (4_294_967_296 % 1_000_000) + low) % 1_000_000;
  return Math.round((high * 4_294_967_296 + low - partNs) / 1_000_000);
}

function grown<Values extends Float64Array | Int32Array>(from: Values, to: Values): Values {
  to.set(from);
  return to;
}
