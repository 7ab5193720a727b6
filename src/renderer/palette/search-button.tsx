// The way to the palette that can be seen: in the header, with its keys.
import { Kbd } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { commandKey } from './command-key.ts';
import { openPalette } from './palette-store.ts';
import classes from './search-button.module.css';

export function SearchButton(): React.ReactNode {
  return (
    <button type="button" className={classes.button} aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" onClick={openPalette}>
      <IconSearch size={14} aria-hidden />
      <span className={classes.words}>Search terminals, lines, IPs, actions…</span>
      <Kbd size="xs" aria-hidden>{commandKey} K</Kbd>
    </button>
  );
}
