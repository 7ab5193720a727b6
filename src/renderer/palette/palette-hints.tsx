// The foot of the palette: which keys do what for the chosen line.
import { Kbd } from '@mantine/core';
import { commandKey } from './command-key.ts';
import type { PaletteOption } from './palette-option.ts';
import classes from './palette.module.css';

export function PaletteHints({ chosen }: { readonly chosen: PaletteOption | null }): React.ReactNode {
  const verb = chosen === null ? null : chosen.id.startsWith('action:') ? 'do it' : chosen.id.startsWith('page:') ? 'open page' : 'show row';
  return (
    <div className={classes.hints}>
      {verb !== null && chosen?.blocked === null && <span><Kbd size="xs">Enter</Kbd> {verb}</span>}
      {chosen?.openWindow !== undefined && <span><Kbd size="xs">{commandKey} Enter</Kbd> open window</span>}
      {chosen?.showOnMap !== undefined && <span><Kbd size="xs">Shift Enter</Kbd> {chosen.showOnMap.blocked === null ? 'show on map' : 'show on map: its position is not known'}</span>}
      <span className={classes.hintsEnd}><Kbd size="xs">Esc</Kbd> close</span>
    </div>
  );
}
