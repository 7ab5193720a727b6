// What the operator has chosen on the map; stays while other pages are in front.
import { create } from 'zustand';
import type { ColourModeId } from './colour-modes.ts';
import type { MapView } from './fleet-map.ts';

export interface MapChoices {
  readonly modeId: ColourModeId;
  readonly searchText: string;
  /** Labels of the bands that the legend has switched off. */
  readonly hiddenBands: ReadonlySet<string>;
  /** The cell whose terminals are listed, as drawn when it was clicked; null lists all in view. */
  readonly cell: string | null;
  readonly deviceId: string | null;
  /** null until the operator has moved the map: so long it frames the fleet by itself. */
  readonly view: MapView | null;
  /** Places that another page asks to see; the map shows them and forgets the wish. */
  readonly wanted: readonly MapPosition[];
}

export interface MapPosition {
  readonly latitude: number;
  readonly longitude: number;
}

export const useMapChoices = create<MapChoices>(() => ({
  modeId: 'state', searchText: '', hiddenBands: new Set<string>(), cell: null, deviceId: null, view: null, wanted: [],
}));

/** Shows these positions, and the terminal itself when it is one: nothing that is searched for or switched off may hide it. */
export function showOnMap(positions: readonly MapPosition[], deviceId: string | null): void {
  useMapChoices.setState({ wanted: positions, deviceId, cell: null, searchText: '', hiddenBands: new Set() });
}

export function applyColourMode(modeId: ColourModeId): void {
  useMapChoices.setState({ modeId, hiddenBands: new Set<string>() });
}

export function toggleBand(label: string): void {
  const hiddenBands = new Set(useMapChoices.getState().hiddenBands);
  if (!hiddenBands.delete(label)) hiddenBands.add(label);
  useMapChoices.setState({ hiddenBands });
}
