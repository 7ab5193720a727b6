// Shows what another page asked to see on the map, once the map is there.
import { useEffect } from 'react';
import { buildFleetFrame } from './fleet-bounds.ts';
import type { FleetMap } from './fleet-map.ts';
import { useMapChoices } from './map-store.ts';

/** One that a list leads to out of sight: with its surroundings. */
export const SEARCHED_ZOOM = 6;

export function useWantedPositions(fleetMap: FleetMap | null): void {
  const wanted = useMapChoices((choices) => choices.wanted);

  useEffect(() => {
    const [first, second] = wanted;
    if (fleetMap === null || first === undefined) return;
    useMapChoices.setState({ wanted: [] });
    const frame = second === undefined ? null : buildFleetFrame(wanted);
    if (frame === null) fleetMap.centreOn(first.latitude, first.longitude, SEARCHED_ZOOM);
    else fleetMap.show(frame);
  }, [fleetMap, wanted]);
}
