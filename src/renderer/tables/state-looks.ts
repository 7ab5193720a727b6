// How each state of a user terminal and each alert severity looks: a tone and a shape, the same in tables, map and legend.
import type { AlertSeverity } from '#shared/alert-catalogue.ts';
import type { UserTerminalState } from '#shared/table-schemas.ts';
import type { Tone } from './column.ts';

export interface Look {
  readonly tone: Tone;
  /** Outline in a 12 × 12 box, for an SVG path or a Path2D; the shapes of theme/state-mark.tsx. */
  readonly path: string;
  /** Drawn as a line, not filled: states that say "nothing is known now". */
  readonly isHollow: boolean;
  /** 0 is the worst: order of "worst first" and of the State column. */
  readonly rank: number;
}

const circle = 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9z';
const diamond = 'M6 .8L11.2 6L6 11.2L.8 6z';
const triangle = 'M6 .9L11.6 11H.4z';

export const stateLooks: Readonly<Record<UserTerminalState, Look>> = {
  Critical: { tone: 'crit', path: triangle, isHollow: false, rank: 0 },
  Degraded: { tone: 'warn', path: diamond, isHollow: false, rank: 1 },
  Offline: { tone: 'off', path: circle, isHollow: true, rank: 2 },
  Stale: { tone: 'stale', path: circle, isHollow: true, rank: 3 },
  Unknown: { tone: 'muted', path: circle, isHollow: true, rank: 4 },
  Online: { tone: 'ok', path: circle, isHollow: false, rank: 5 },
};

export const severityLooks: Readonly<Record<AlertSeverity, Look>> = {
  critical: { tone: 'crit', path: triangle, isHollow: false, rank: 0 },
  warning: { tone: 'warn', path: diamond, isHollow: false, rank: 1 },
  info: { tone: 'info', path: circle, isHollow: false, rank: 2 },
};

/** A word that no rule knows looks like Unknown. */
export function lookOfState(state: string | null): Look {
  return isKey(stateLooks, state) ? stateLooks[state] : stateLooks.Unknown;
}

/** null for none and for a severity that no rule knows. */
export function lookOfSeverity(severity: string | null): Look | null {
  return isKey(severityLooks, severity) ? severityLooks[severity] : null;
}

function isKey<Key extends string>(looks: Readonly<Record<Key, Look>>, word: string | null): word is Key {
  return word !== null && Object.hasOwn(looks, word);
}
