// What the map's colours can mean: for each choice of "Colour by" its bands, the worst first, and the band of a terminal.
import { severityOf } from '#shared/alert-catalogue.ts';
import type { TableRow, UserTerminalState } from '#shared/table-schemas.ts';
import type { Tone } from '../tables/column.ts';
import { formatMs, formatPercent, notAvailable } from '../formats/format-number.ts';
import { lookOfSeverity, severityLooks, stateLooks } from '../tables/state-looks.ts';

export type MapTerminal = TableRow<'userTerminals'>;

/** How a hexagon says its band without colour: a shape on it, or an outline instead of a filled area. */
export interface Band {
  readonly label: string;
  readonly tone: Tone;
  readonly mark: 'triangle' | 'diamond' | null;
  readonly isHollow: boolean;
  /** Pattern of the outline, pixels drawn and left out; empty for an unbroken line. */
  readonly dash: readonly number[];
  /** The terminal state that the band stands for, in the State mode. */
  readonly state?: UserTerminalState;
}

export interface ColourMode {
  readonly id: ColourModeId;
  readonly label: string;
  readonly bands: readonly Band[];
  /** Index into bands; the smallest of a cell's terminals is the cell's. */
  readonly bandOf: (terminal: MapTerminal) => number;
  /** Order within a band: the greatest is the worst. */
  readonly badnessOf: (terminal: MapTerminal) => number;
  /** What the list says of a terminal. */
  readonly textOf: (terminal: MapTerminal) => string;
}

export const colourModeIds = ['state', 'alerts', 'latency', 'drop', 'obstruction', 'signal'] as const;
export type ColourModeId = (typeof colourModeIds)[number];

/** Of values that say nothing of now. Dash and dot: Stale has dashes, Unknown has dots. */
const notCurrent: Band = { label: 'Not current', tone: 'off', mark: null, isHollow: true, dash: [7, 2, 2, 2] };

/** Current, but without this figure: of a terminal that loses every ping there is no latency. Neither old nor good. */
const noFigure: Band = { label: notAvailable, tone: 'muted', mark: null, isHollow: true, dash: [2, 2] };

function stateBand(name: UserTerminalState): Band {
  const look = stateLooks[name];
  const mark = name === 'Critical' ? 'triangle' : name === 'Degraded' ? 'diamond' : null;
  return { label: name, state: name, tone: look.tone, mark, isHollow: look.isHollow, dash: name === 'Stale' ? [5, 2] : name === 'Unknown' ? [2, 2] : [] };
}

/**
 * Unknown comes last: a terminal that nobody polls must not hide how the others of its cell are. A last known state (the account's poll fails) is worse
 * than Online, better than what is known to be bad.
 */
const stateBands: readonly Band[] = [
  stateBand('Critical'), stateBand('Degraded'), stateBand('Offline'), stateBand('Stale'), notCurrent, stateBand('Online'), stateBand('Unknown'),
];

const state: ColourMode = {
  id: 'state',
  label: 'State',
  bands: stateBands,
  bandOf: (terminal) => {
    if (isLastKnown(terminal)) return stateBands.indexOf(notCurrent);
    const index = stateBands.findIndex((band) => band.state === terminal.state);
    return index === -1 ? stateBands.length - 1 : index;
  },
  badnessOf: severityBadness,
  // The alert that makes it so, where one does.
  textOf: (terminal) => {
    const text = (terminal.state === 'Critical' || terminal.state === 'Degraded' ? worstAlertOf(terminal) : null) ?? terminal.state ?? 'Unknown';
    return isLastKnown(terminal) ? `${text} · not current` : text;
  },
};

const alertBands: readonly Band[] = [
  { label: 'Critical alert', tone: severityLooks.critical.tone, mark: 'triangle', isHollow: false, dash: [] },
  { label: 'Warning', tone: severityLooks.warning.tone, mark: 'diamond', isHollow: false, dash: [] },
  { label: 'Info', tone: severityLooks.info.tone, mark: null, isHollow: false, dash: [] },
  { label: 'No alert', tone: 'ok', mark: null, isHollow: false, dash: [] },
  notCurrent,
];

const alerts: ColourMode = {
  id: 'alerts',
  label: 'Alerts',
  bands: alertBands,
  bandOf: (terminal) => {
    if (!isCurrent(terminal) || terminal.activeAlerts === null) return 4;
    if (terminal.activeAlerts === 0) return 3;
    return terminal.worstSeverity === 'critical' ? 0 : terminal.worstSeverity === 'warning' ? 1 : 2;
  },
  badnessOf: (terminal) => terminal.activeAlerts ?? 0,
  textOf: (terminal) => {
    if (terminal.activeAlerts === null || terminal.alertNames === null) return notAvailable;
    return terminal.alertNames.length === 0 ? 'No alert' : terminal.alertNames.join(', ');
  },
};

/** `worst` and `poor` are the limits; `isHighGood` turns the comparison. Missing and not-current values are bands of their own. */
function measured(
  id: ColourModeId, label: string, labels: readonly [worst: string, poor: string, good: string],
  value: (terminal: MapTerminal) => number | null, format: (value: number) => string, limits: { readonly worst: number; readonly poor: number; readonly isHighGood: boolean },
): ColourMode {
  return {
    id,
    label,
    bands: [
      { label: labels[0], tone: 'crit', mark: 'triangle', isHollow: false, dash: [] },
      { label: labels[1], tone: 'warn', mark: 'diamond', isHollow: false, dash: [] },
      noFigure,
      { label: labels[2], tone: 'ok', mark: null, isHollow: false, dash: [] },
      notCurrent,
    ],
    bandOf: (terminal) => {
      if (!isCurrent(terminal)) return 4;
      const measuredValue = value(terminal);
      if (measuredValue === null) return 2;
      const isBeyond = (limit: number): boolean => (limits.isHighGood ? measuredValue < limit : measuredValue >= limit);
      return isBeyond(limits.worst) ? 0 : isBeyond(limits.poor) ? 1 : 3;
    },
    badnessOf: (terminal) => (value(terminal) ?? 0) * (limits.isHighGood ? -1 : 1),
    textOf: (terminal) => {
      const measuredValue = value(terminal);
      return measuredValue === null ? notAvailable : format(measuredValue);
    },
  };
}

function worstAlertOf(terminal: MapTerminal): string | null {
  const names = terminal.alertNames ?? [];
  return names.find((name) => severityOf(name) === terminal.worstSeverity) ?? names[0] ?? null;
}

function severityBadness(terminal: MapTerminal): number {
  return -(lookOfSeverity(terminal.worstSeverity)?.rank ?? 9);
}

/** A state of now that is one of then. The other states say themselves that nothing is known of now. */
function isLastKnown(terminal: MapTerminal): boolean {
  return terminal.stale === true && (terminal.state === 'Online' || terminal.state === 'Degraded' || terminal.state === 'Critical');
}

/** Old values colour nothing: an hour-old latency says nothing of now. */
function isCurrent(terminal: MapTerminal): boolean {
  return terminal.stale !== true && terminal.state !== 'Offline' && terminal.state !== 'Stale' && terminal.state !== 'Unknown';
}

export const colourModes: readonly ColourMode[] = [
  state,
  alerts,
  // A healthy terminal stays under 60 ms to its PoP; beyond 150 ms calls suffer.
  measured('latency', 'Latency', ['150 ms and more', '80–150 ms', 'below 80 ms'], (terminal) => terminal.latencyMs, (ms) => `${formatMs(ms)} ms`, { worst: 150, poor: 80, isHighGood: false }),
  // One lost ping of a hundred is heard in a call, five break it.
  measured('drop', 'Drop', ['5 % and more', '1–5 %', 'below 1 %'], (terminal) => terminal.pingDropPercent, (percent) => `${formatPercent(percent, 3)} %`, { worst: 5, poor: 1, isHighGood: false }),
  // 0.27 % is where Starlink raises high_time_obstruction.
  measured('obstruction', 'Obstruction', ['1 % and more', '0.27–1 %', 'below 0.27 %'], (terminal) => terminal.obstructionPercent, (percent) => `${formatPercent(percent, 2)} %`, { worst: 1, poor: 0.27, isHighGood: false }),
  // Half of the scale is 5 dB.
  measured('signal', 'Signal', ['below 50 %', '50–80 %', '80 % and more'], (terminal) => terminal.signalQualityPercent, (percent) => `${formatPercent(percent, 0)} %`, { worst: 50, poor: 80, isHighGood: true }),
];

export function colourModeOf(id: ColourModeId): ColourMode {
  return colourModes.find((mode) => mode.id === id) ?? state;
}
