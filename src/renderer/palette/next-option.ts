// Where a key leads from the chosen option: line by line, group by group, to either end; round and round.
import type { PaletteGroup } from './palette-option.ts';

/** Id of the option to choose; null for a key that is not for the list. Home and End alone move in the field. */
export function nextOption(groups: readonly PaletteGroup[], chosenId: string | null, key: string, isCtrl: boolean): string | null {
  const ids = groups.flatMap((group) => group.options.map(({ id }) => id));
  if (ids.length === 0) return null;
  const at = chosenId === null ? -1 : ids.indexOf(chosenId);
  switch (key) {
    case 'ArrowDown':
      return ids[(at + 1) % ids.length]!;
    case 'ArrowUp':
      return ids.at(at <= 0 ? -1 : at - 1)!;
    case 'PageDown':
      return firstOfGroup(groups, chosenId, 1);
    case 'PageUp':
      return firstOfGroup(groups, chosenId, -1);
    case 'Home':
      return isCtrl ? ids[0]! : null;
    case 'End':
      return isCtrl ? ids.at(-1)! : null;
    default:
      return null;
  }
}

function firstOfGroup(groups: readonly PaletteGroup[], chosenId: string | null, step: 1 | -1): string {
  const at = groups.findIndex((group) => group.options.some(({ id }) => id === chosenId));
  return groups[(at + step + groups.length) % groups.length]!.options[0]!.id;
}
