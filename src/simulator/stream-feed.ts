// Which rows an account's stream holds, in which order: walked second by second, nothing is ever stored.
import type { Interventions } from './interventions.ts';
import { countIpRows } from './ip-allocations.ts';
import { hash32 } from './seeded-numbers.ts';
import { findSilence } from './terminal-life.ts';
import { cruiseTerminalId, type Router, type Terminal } from './terminals.ts';

export type RowLetter = 'u' | 'r' | 'i';

/** One row to come: `second` is the time of the sample, `part` numbers several `i` rows of one second. */
export interface RowDue {
  readonly letter: RowLetter;
  readonly terminal: Terminal;
  readonly router: Router | null;
  readonly second: number;
  readonly part: number;
}

/** A place in the stream: the next row is the `offset`-th of `second`, once the cruise's history is out. */
export interface StreamPosition {
  /** Next row of the demo cruise's history; equals `cruiseRows` when all are out. */
  readonly cruiseRow: number;
  readonly cruiseRows: number;
  /** The history lies on the full five minutes before this second. */
  readonly cruiseEndS: number;
  readonly second: number;
  readonly offset: number;
}

export interface Walked {
  readonly position: StreamPosition;
  readonly rows: number;
}

export interface StreamFeed {
  /** The position of a new cursor. With `withCruise`, 14 days of the demo cruise come first. */
  start(second: number, withCruise: boolean): StreamPosition;
  /** Visits at most `maxRows` rows from `from` on, of seconds before `untilSecond`; without a visitor it only counts. */
  walk(from: StreamPosition, untilSecond: number, maxRows: number, visit: ((row: RowDue) => void) | null): Walked;
}

const slotS = 15;
const cruiseStepS = 300;
// 14 days at one row per five minutes.
const cruiseHistoryRows = (14 * 86_400) / cruiseStepS;
// One sample in 64 reaches the server after the next one, so that it stands behind a newer row.
const lateOneIn = 64;

interface Reporter { readonly terminal: Terminal; readonly router: Router | null; readonly key: number }

export function createStreamFeed(terminals: readonly Terminal[], interventions: Interventions): StreamFeed {
  const cruise = terminals.find((terminal) => terminal.userTerminalId === cruiseTerminalId);
  const reporters: Reporter[][] = Array.from({ length: slotS }, () => []);
  for (const terminal of terminals) {
    reporters[terminal.phase]?.push({ terminal, router: null, key: terminal.key });
    for (const router of terminal.routers) reporters[router.phase]?.push({ terminal, router, key: router.key });
  }

  return {
    start(second, withCruise) {
      const cruiseRows = withCruise && cruise !== undefined ? cruiseHistoryRows : 0;
      return { cruiseRow: 0, cruiseRows, cruiseEndS: Math.ceil(second / cruiseStepS) * cruiseStepS, second, offset: 0 };
    },

    walk(from, untilSecond, maxRows, visit) {
      let rows = 0;
      let cruiseRow = from.cruiseRow;
      while (cruise !== undefined && cruiseRow < from.cruiseRows && rows < maxRows) {
        const second = from.cruiseEndS - (from.cruiseRows - cruiseRow) * cruiseStepS;
        visit?.({ letter: 'u', terminal: cruise, router: null, second, part: 0 });
        cruiseRow++;
        rows++;
      }
      let { second, offset } = from;
      while (second < untilSecond && rows < maxRows) {
        const wanted = maxRows - rows;
        const count: Count = { n: 0, first: offset, end: offset + wanted, visit, interventions };
        for (const reporter of reporters[second % slotS] ?? []) {
          // Enough, and one more seen: the second isn't finished.
          if (count.n > count.end) break;
          visitReporter(reporter, second, count);
        }
        const available = Math.max(0, count.n - offset);
        const taken = Math.min(available, wanted);
        rows += taken;
        if (available > wanted) {
          offset += taken;
        } else {
          second++;
          offset = 0;
        }
      }
      return { position: { ...from, cruiseRow, second, offset }, rows };
    },
  };
}

/** Where a walk through one second stands; plain functions on it, because closures made per row would cost the most of all. */
interface Count {
  /** Number of the next row within the second. */
  n: number;
  readonly first: number;
  readonly end: number;
  readonly visit: ((row: RowDue) => void) | null;
  readonly interventions: Interventions;
}

/** Nothing is heard of a terminal, or of one of its routers, at this second. */
export function isSilent(terminal: Terminal, router: Router | null, second: number, interventions: Interventions): boolean {
  if (interventions.untouched && terminal.silence === 'never' && terminal.rotation === null) return false;
  if (!interventions.isPresent(terminal, second) || findSilence(terminal, second, interventions.terminalReboots(terminal)) !== null) return true;
  return router !== null && interventions.routerReboots(router).some((reboot) => second >= reboot.atS && second < reboot.backS);
}

/** Visits those rows of one reporter that are numbered `first` ≤ n < `end`. */
function visitReporter({ terminal, router, key }: Reporter, second: number, count: Count): void {
  const letter = router === null ? 'u' : 'r';
  const previous = second - slotS;
  const { interventions } = count;
  if (!isLate(key, second) && !isSilent(terminal, router, second, interventions)) offer(count, letter, terminal, router, second, 0);
  if (isLate(key, previous) && !isSilent(terminal, router, previous, interventions)) offer(count, letter, terminal, router, previous, 0);
  if (router === null && mayHaveAddresses(terminal, second, interventions) && interventions.isPresent(terminal, second)) {
    const ipRows = countIpRows(terminal, second, interventions);
    for (let part = 0; part < ipRows; part++) offer(count, 'i', terminal, router, second, part);
  }
}

/** Also at the moment they are taken away: the empty row tells of it. */
function mayHaveAddresses(terminal: Terminal, second: number, interventions: Interventions): boolean {
  if (interventions.untouched) return terminal.quirks.publicIp;
  return interventions.hasPublicIp(terminal, second) || interventions.hasPublicIp(terminal, second - slotS);
}

function offer(count: Count, letter: RowLetter, terminal: Terminal, router: Router | null, second: number, part: number): void {
  if (count.visit !== null && count.n >= count.first && count.n < count.end) count.visit({ letter, terminal, router, second, part });
  count.n++;
}

function isLate(key: number, second: number): boolean {
  return hash32(key, Math.floor(second / slotS), 0x1a7e) % lateOneIn === 0;
}
