// When a terminal is on, since when, with what software, and when it is about to restart for an update.
import { between, hash32, unit } from './seeded-numbers.ts';
import type { Terminal } from './terminals.ts';

export interface LifeMoment {
  readonly uptimeS: number;
  readonly softwareVersion: string;
  /** A downloaded update waits for the next restart. */
  readonly updateStaged: boolean;
  /** Seconds until that restart. */
  readonly restartInS: number;
  /** The last start followed a power cut. */
  readonly afterPowerCut: boolean;
}

/** A restart that was asked for: silent from `atS` until `backS`. */
export interface Reboot {
  readonly atS: number;
  readonly backS: number;
}

const softwareVersions = [
  '2026.09.15.mr69002', '2026.10.02.mr69544', '2026.10.20.mr70111', '2026.10.20.cr70115.1', '2026.11.04.mr70498', '2026.11.12.mr70820',
] as const;
// An update is staged this long before the restart that applies it.
const stagedForS = 36 * 3600;
// A kit that replaces another one is set up and finds its satellites in this time.
export const setUpS = 15 * 60;
const none: readonly Reboot[] = [];

/** Two kits take turns on one line: is this one aboard? Then Management lists it, and not the other. */
export function isAboard({ rotation }: Terminal, second: number): boolean {
  return rotation === null || Math.floor((second + rotation.offsetS) / rotation.periodS) % 2 === rotation.turn;
}

/** Seconds since this kit's turn (or the other's) began. */
export function sinceSwap({ rotation }: Terminal, second: number): number {
  return rotation === null ? Infinity : (second + rotation.offsetS) % rotation.periodS;
}

/** Seconds since the terminal fell silent at this second, or null when it talks. */
export function findSilence(terminal: Terminal, second: number, reboots: readonly Reboot[] = none): number | null {
  const { silence, rotation } = terminal;
  if (rotation !== null) {
    const into = sinceSwap(terminal, second);
    if (!isAboard(terminal, second)) return into;
    if (into < setUpS) return Infinity;
  }
  for (const reboot of reboots) if (second >= reboot.atS && second < reboot.backS) return second - reboot.atS;
  if (silence === 'never') return null;
  if (silence === 'always') return Infinity;
  const into = (second + silence.offsetS) % silence.periodS;
  return into < silence.lengthS ? into : null;
}

/** The life of a terminal at one second. Meaningful only while it is not silent. */
export function buildLifeMoment(terminal: Terminal, second: number, reboots: readonly Reboot[] = none): LifeMoment {
  // Restarts for updates, every 4 to 40 days.
  const periodS = between(4 * 86_400, 40 * 86_400, terminal.key, 0xb007);
  const shiftS = Math.floor(unit(terminal.key, 0xb008) * periodS);
  const start = Math.floor((second + shiftS) / periodS);
  const reboot = reboots.length === 0 ? undefined : reboots.findLast((one) => one.atS <= second);
  // A reboot applies what was staged: the restart that waited for it no longer comes.
  const rebootStart = reboot === undefined ? -1 : Math.floor((reboot.atS + shiftS) / periodS);
  const applied = reboot !== undefined && (rebootStart + 1) * periodS - shiftS - reboot.atS <= stagedForS;
  const sinceRestartS = applied && start === rebootStart + 1 ? Infinity : second + shiftS - start * periodS;
  const sinceCutS = findTimeSinceCut(terminal, second);
  const sinceSetUpS = sinceSwap(terminal, second) - setUpS;
  const sinceRebootS = reboot === undefined ? Infinity : second - reboot.backS;
  const early = applied && start === rebootStart;
  const restartInS = (start + (early ? 2 : 1)) * periodS - shiftS - second;
  return {
    uptimeS: Math.max(0, Math.min(sinceRestartS, sinceCutS, sinceRebootS, sinceSetUpS)),
    softwareVersion: softwareVersions[hash32(terminal.key, early ? start + 1 : start, 0x50f7) % softwareVersions.length] ?? softwareVersions[0],
    updateStaged: restartInS <= stagedForS,
    restartInS,
    afterPowerCut: sinceCutS < Math.min(sinceRestartS, sinceRebootS, sinceSetUpS),
  };
}

function findTimeSinceCut(terminal: Terminal, second: number): number {
  const { silence } = terminal;
  if (typeof silence === 'string') return Infinity;
  return ((second + silence.offsetS) % silence.periodS) - silence.lengthS;
}
