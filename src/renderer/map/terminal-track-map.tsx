// The small map of a terminal's own window: its cell over land. The track will be drawn here.
import { useEffect, useRef, useState } from 'react';
import { buildCellShape } from './cell-geometry.ts';
import type { Band } from './colour-modes.ts';
import { createFleetMap, type FleetMap } from './fleet-map.ts';
import classes from './map-page.module.css';
import { MapZoom } from './map-zoom.tsx';

/** The cell in the middle of its country. */
const ZOOM = 6;
const NO_INSETS = { left: 0, top: 0, right: 0, bottom: 0 };
const ownCell: Band = { label: 'This terminal', tone: 'info', mark: null, isHollow: false, dash: [] };
const nothing = (): void => undefined;

export function TerminalMap({ h3Cell }: { readonly h3Cell: string | null }): React.ReactNode {
  const shape = h3Cell === null ? null : buildCellShape(h3Cell);
  if (shape === null) return <div className={classes.noPosition}>No position known</div>;
  return <CellMap cell={shape.cell} />;
}

function CellMap({ cell }: { readonly cell: string }): React.ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const [fleetMap, setFleetMap] = useState<FleetMap | null>(null);

  useEffect(() => {
    const created = createFleetMap(container.current!, { latitude: 0, longitude: 0, zoom: ZOOM }, NO_INSETS, {
      onView: nothing, onHover: nothing, onClick: nothing, onDoubleClick: nothing,
    });
    setFleetMap(created);
    return () => created.stop();
  }, []);

  useEffect(() => {
    const shape = buildCellShape(cell);
    if (fleetMap === null || shape === null) return;
    fleetMap.setCells([{ merged: { cell, terminals: [], band: 0, isHollow: false }, shape }], [ownCell]);
    fleetMap.setHighlight(cell);
    fleetMap.fit({ south: shape.latitude, north: shape.latitude, west: shape.longitude, east: shape.longitude });
  }, [fleetMap, cell]);

  function centre(): void {
    const shape = buildCellShape(cell);
    if (shape !== null) fleetMap?.centreOn(shape.latitude, shape.longitude, ZOOM);
  }

  return (
    <div className={classes.page} data-small>
      <div ref={container} className={classes.map} role="application" aria-label="Map" />
      <MapZoom onZoom={(step) => fleetMap?.zoomBy(step)} onFit={centre} />
    </div>
  );
}
