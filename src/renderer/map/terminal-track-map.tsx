// The small map of a terminal's own window: its cell over land. The track will be drawn here.
import { useEffect, useMemo, useRef, useState } from 'react';
import { buildCellShape, type CellShape } from './cell-geometry.ts';
import type { Band } from './colour-modes.ts';
import { createFleetMap, type FleetMap } from './fleet-map.ts';
import classes from './map-page.module.css';
import { MapZoom } from './map-zoom.tsx';

/** The cell with the coasts around it. */
const ZOOM = 5;
const NO_INSETS = { left: 0, top: 0, right: 0, bottom: 0 };
const ownCell: Band = { label: 'This terminal', tone: 'info', mark: null, isHollow: false, dash: [] };
const nothing = (): void => undefined;

export function TerminalMap({ h3Cell }: { readonly h3Cell: string | null }): React.ReactNode {
  const shape = useMemo(() => (h3Cell === null ? null : buildCellShape(h3Cell)), [h3Cell]);
  return shape === null ? <div className={classes.noPosition}>No position known</div> : <CellMap shape={shape} />;
}

function CellMap({ shape }: { readonly shape: CellShape }): React.ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const [firstShape] = useState(shape);
  const [fleetMap, setFleetMap] = useState<FleetMap | null>(null);

  useEffect(() => {
    const start = { latitude: firstShape.latitude, longitude: firstShape.longitude, zoom: ZOOM };
    const created = createFleetMap(container.current!, start, NO_INSETS, { onView: nothing, onHover: nothing, onClick: nothing, onDoubleClick: nothing });
    setFleetMap(created);
    return () => created.stop();
  }, [firstShape]);

  // A moving terminal changes its cell: the map goes along, as near as the operator has it.
  useEffect(() => {
    fleetMap?.setCells([{ merged: { cell: shape.cell, terminals: [], band: 0, counts: [1], isHollow: false }, shape }], [ownCell]);
    fleetMap?.setHighlight(shape.cell);
    fleetMap?.centreOn(shape.latitude, shape.longitude, 0);
  }, [fleetMap, shape]);

  return (
    <div className={classes.page} data-small>
      <div ref={container} className={classes.map} role="application" aria-label="Map" />
      <MapZoom onZoom={(step) => fleetMap?.zoomBy(step)} onFit={() => fleetMap?.centreOn(shape.latitude, shape.longitude, 0)} fitLabel="Centre on the terminal" />
    </div>
  );
}
