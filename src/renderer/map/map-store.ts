// What the operator has chosen on the map; stays while other pages are in front.
import { create } from 'zustand';
import { openTab } from '../tables/navigation.ts';
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
  /** A place that another page has asked for; null once the map is there. */
  readonly sought: SoughtPlace | null;
}

export interface SoughtPlace {
  readonly latitude: number;
  readonly longitude: number;
}

export const useMapChoices = create<MapChoices>(() => ({
  modeId: 'state', searchText: '', hiddenBands: new Set<string>(), cell: null, deviceId: null, view: null, sought: null,
}));

/** Brings the Map page to the front, with the terminal chosen and in the middle, whatever was searched for or hidden there. */
export function showTerminalOnMap(deviceId: string, place: SoughtPlace): void {
  useMapChoices.setState({ deviceId, sought: place, cell: null, searchText: '', hiddenBands: new Set<string>() });
  openTab('map');
}

export function applyColourMode(modeId: ColourModeId): void {
  useMapChoices.setState({ modeId, hiddenBands: new Set<string>() });
}

export function toggleBand(label: string): void {
  const hiddenBands = new Set(useMapChoices.getState().hiddenBands);
  if (!hiddenBands.delete(label)) hiddenBands.add(label);
  useMapChoices.setState({ hiddenBands });
}
