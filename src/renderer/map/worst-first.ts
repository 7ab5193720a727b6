// Which terminals the side panel lists and in what order; and what the search box finds.
import type { ColourMode, MapTerminal } from './colour-modes.ts';
import { createTextRanks } from '../tables/text-ranks.ts';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export interface WorstFirst {
  /** Worst band first, within a band the worst, then by name. */
  sort(terminals: readonly MapTerminal[], mode: ColourMode): readonly MapTerminal[];
}

/** Keeps the order of names from one sort to the next: comparing 10,000 of them anew would take longer than drawing the map. */
export function createWorstFirst(): WorstFirst {
  const nameRanks = createTextRanks((a, b) => collator.compare(a, b));
  return {
    sort(terminals, mode) {
      const names = nameRanks.of(terminals.map(nameOfTerminal));
      const bands = terminals.map(mode.bandOf);
      const badness = terminals.map(mode.badnessOf);
      const order = terminals.map((_, index) => index);
      order.sort((a, b) => bands[a]! - bands[b]! || badness[b]! - badness[a]! || names[a]! - names[b]! || (terminals[a]!.deviceId < terminals[b]!.deviceId ? -1 : 1));
      return order.map((index) => terminals[index]!);
    },
  };
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
