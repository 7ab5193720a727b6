// Which terminals the side panel lists and in what order; and what the search box finds.
import type { ColourMode, MapTerminal } from './colour-modes.ts';
import { lookOfSeverity } from '../tables/state-looks.ts';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Worst band first, then the worst alert, then by name. */
export function sortWorstFirst(terminals: readonly MapTerminal[], mode: ColourMode): readonly MapTerminal[] {
  // Buckets first: most of a fleet is in one band, and comparing names is what costs.
  const buckets = new Map<number, MapTerminal[]>();
  for (const terminal of terminals) {
    const place = mode.bandOf(terminal) * 10 + (lookOfSeverity(terminal.worstSeverity)?.rank ?? 9);
    const bucket = buckets.get(place);
    if (bucket === undefined) buckets.set(place, [terminal]);
    else bucket.push(terminal);
  }
  return [...buckets.keys()].sort((a, b) => a - b).flatMap((place) => sortByName(buckets.get(place)!));
}

function sortByName(terminals: readonly MapTerminal[]): readonly MapTerminal[] {
  return [...terminals].sort((a, b) => collator.compare(nameOfTerminal(a), nameOfTerminal(b)) || (a.deviceId < b.deviceId ? -1 : 1));
}

export function nameOfTerminal(terminal: MapTerminal): string {
  return terminal.deviceName ?? terminal.deviceId;
}

/** Searches names, ids, kit, serial, account, service line and alerts; an empty text finds all. */
export function buildTerminalSearch(text: string): (terminal: MapTerminal) => boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return () => true;
  return (terminal) => {
    const { deviceName, deviceId, kitNumber, serialNumber, accountName, accountNumber, serviceLineNumber, h3Cell, alertNames } = terminal;
    const texts = [deviceName, kitNumber, deviceId, serialNumber, accountName, accountNumber, serviceLineNumber, h3Cell, ...(alertNames ?? [])];
    return texts.some((candidate) => candidate !== null && candidate.toLowerCase().includes(wanted));
  };
}
