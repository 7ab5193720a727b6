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

const softwareVersions = [
  '2026.09.15.mr69002', '2026.10.02.mr69544', '2026.10.20.mr70111', '2026.10.20.cr70115.1', '2026.11.04.mr70498', '2026.11.12.mr70820',
] as const;
// An update is staged this long before the restart that applies it.
const stagedForS = 36 * 3600;

/** Seconds since the terminal fell silent at this second, or null when it talks. */
export function findSilence(terminal: Terminal, second: number): number | null {
  const { silence } = terminal;
  if (silence === 'never') return null;
  if (silence === 'always') return Infinity;
  const into = (second + silence.offsetS) % silence.periodS;
  return into < silence.lengthS ? into : null;
}

/** The life of a terminal at one second. Meaningful only while it is not silent. */
export function buildLifeMoment(terminal: Terminal, second: number): LifeMoment {
  // Restarts for updates, every 4 to 40 days.
  const periodS = between(4 * 86_400, 40 * 86_400, terminal.key, 0xb007);
  const shifted = second + Math.floor(unit(terminal.key, 0xb008) * periodS);
  const start = Math.floor(shifted / periodS);
  const sinceRestartS = shifted - start * periodS;
  const sinceCutS = findTimeSinceCut(terminal, second);
  const restartInS = periodS - sinceRestartS;
  return {
    uptimeS: Math.min(sinceRestartS, sinceCutS),
    softwareVersion: softwareVersions[hash32(terminal.key, start, 0x50f7) % softwareVersions.length] ?? softwareVersions[0],
    updateStaged: restartInS <= stagedForS,
    restartInS,
    afterPowerCut: sinceCutS < sinceRestartS,
  };
}

function findTimeSinceCut(terminal: Terminal, second: number): number {
  const { silence } = terminal;
  if (typeof silence === 'string') return Infinity;
  return ((second + silence.offsetS) % silence.periodS) - silence.lengthS;
}
