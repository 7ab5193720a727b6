// One line of the palette, whatever it stands for.
import type { Tab } from '../shell/tabs.tsx';

export type OptionIcon = Tab['Icon'];

export interface PaletteOption {
  readonly id: string;
  readonly title: string;
  /** Kit number, id or account: muted beside the title. */
  readonly detail: string | null;
  /** The field that answered, where it is neither title nor detail. */
  readonly match: { readonly label: string; readonly text: string } | null;
  readonly look: { readonly Icon: OptionIcon } | { readonly state: string | null };
  /** Why it can't be had now; null while it can. */
  readonly blocked: string | null;
  /** Where the focus goes: back to where it was, or with what was opened. */
  readonly focus: 'returns' | 'follows';
  readonly run: () => void;
  /** Ctrl+Enter and Shift+Enter, for what has a window and a place. */
  readonly openWindow?: () => void;
  readonly showOnMap?: { readonly blocked: string | null; readonly run: () => void };
}

export interface PaletteGroup {
  readonly name: string;
  readonly options: readonly PaletteOption[];
  /** All that answer; more than `options` where only the best are listed. */
  readonly total: number;
}
