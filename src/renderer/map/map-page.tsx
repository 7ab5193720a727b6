// The Map page: hexagons over land, what colours mean, the worst first, and one terminal in detail.
import { getResolution } from 'h3-js';
import { useEffect, useMemo, useRef, useState } from 'react';
import { requestTerminalWindow } from '../tables/table-actions.ts';
import type { CellGeometry } from './cell-geometry.ts';
import type { MapTerminal } from './colour-modes.ts';
import { buildFleetFrame, isInFrame, type Frame } from './fleet-bounds.ts';
import { createFleetMap, type FleetMap, type MapInsets, type MapView } from './fleet-map.ts';
import type { PlacedCell } from './placed-cell.ts';
import { ColourBy } from './colour-by.tsx';
import { MapLegend } from './map-legend.tsx';
import classes from './map-page.module.css';
import { MapPanel } from './map-panel.tsx';
import { useMapChoices } from './map-store.ts';
import { MapTooltip, type MapHover } from './map-tooltip.tsx';
import { MapZoom } from './map-zoom.tsx';
import { TimeBar } from './time-bar.tsx';
import { useFleetCells } from './use-fleet-cells.ts';
import { SEARCHED_ZOOM, useWantedPositions } from './use-wanted-positions.ts';

/** What the panels cover, with air: legend at the left, side panel at the right, time bar below, colour choice above. */
const INSETS: MapInsets = { left: 168, top: 88, right: 416, bottom: 104 };
/** Before the fleet is known: Europe and the Atlantic at a glance. */
const FIRST_VIEW: MapView = { latitude: 40, longitude: 0, zoom: 3 };
/** A tenth more terminals than framed last: another account has come, not a ship moved. */
const REFRAME_AT = 1.1;

export function MapPage(): React.ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const [fleetMap, setFleetMap] = useState<FleetMap | null>(null);
  const [frame, setFrame] = useState<Frame | null>(null);
  const [hover, setHover] = useState<MapHover | null>(null);
  const view = useMapChoices((choices) => choices.view);
  const [zoom, setZoom] = useState((view ?? FIRST_VIEW).zoom);
  const { cell, deviceId, searchText } = useMapChoices();
  const fleet = useFleetCells(zoom);

  useEffect(() => {
    const created = createFleetMap(container.current!, useMapChoices.getState().view ?? FIRST_VIEW, INSETS, {
      onView: (seen, seenFrame, isTouched) => {
        setZoom(seen.zoom);
        setFrame(seenFrame);
        useMapChoices.setState((choices) => ({ view: isTouched || choices.view !== null ? seen : null }));
      },
      onHover: (placed, x, y) => setHover(placed === null ? null : { placed, x, y, isFarRight: x > container.current!.clientWidth / 2 }),
      onClick: (placed) => select(placed),
      onDoubleClick: (placed) => open(placed, created),
    });
    setFleetMap(created);
    return () => created.stop();
  }, []);

  useEffect(() => fleetMap?.setCells(fleet.cells, fleet.mode.bands), [fleetMap, fleet.cells, fleet.mode]);

  // The fleet is framed when its first positions come, and again while accounts still fill it; from the operator's first move on, the view is his.
  const framedTerminals = useRef(0);
  useEffect(() => {
    if (fleetMap === null || view !== null || fleetMap.isTouched()) return;
    const placed = fleet.cells.reduce((sum, { merged }) => sum + merged.terminals.length, 0);
    const fleetFrame = frameOf(fleet.cells);
    if (fleetFrame === null || placed < framedTerminals.current * REFRAME_AT) return;
    framedTerminals.current = placed;
    fleetMap.frameFleet(fleetFrame);
  }, [fleetMap, view, fleet.cells]);

  useWantedPositions(fleetMap);

  const chosen = deviceId === null ? null : (fleet.byId.get(deviceId) ?? null);
  const highlighted = useMemo(() => {
    if (chosen !== null && chosen.h3Cell !== null) return fleet.cells.find((placed) => placed.merged.terminals.includes(chosen))?.merged.cell ?? null;
    return cell;
  }, [chosen, cell, fleet.cells]);
  useEffect(() => fleetMap?.setHighlight(highlighted), [fleetMap, highlighted]);

  const listed = useMemo(() => {
    if (cell !== null) return terminalsIn(cell, fleet.shown, fleet.geometry);
    // What is searched for may be anywhere.
    if (searchText.trim() !== '') return fleet.shown;
    if (frame === null) return [];
    return fleet.shown.filter((terminal) => terminal.latitude !== null && terminal.longitude !== null && isInFrame(frame, terminal.latitude, terminal.longitude));
  }, [cell, searchText, frame, fleet.shown, fleet.geometry]);

  return (
    <div className={classes.page}>
      <div ref={container} className={classes.map} role="application" aria-label="Map" aria-describedby="map-keys" />
      <p id="map-keys" className="gt-visually-hidden">Arrow keys move the map, plus and minus zoom. Every terminal in view is also in the list “Worst first”.</p>
      {hover !== null && <MapTooltip hover={hover} mode={fleet.mode} />}
      <ColourBy />
      <MapLegend mode={fleet.mode} counts={fleet.bandCounts} terminals={fleet.shown.length} cells={fleet.cells.length} />
      <MapZoom onZoom={(step) => fleetMap?.zoomBy(step)} onFit={() => frameWhole(fleetMap, fleet.cells)} fitLabel="Show the whole fleet" />
      <MapPanel
        fleet={fleet} listed={listed} chosen={chosen}
        onChoose={(terminal) => {
          useMapChoices.setState({ deviceId: terminal.deviceId });
          if (terminal.latitude !== null && terminal.longitude !== null && frame !== null && !isInFrame(frame, terminal.latitude, terminal.longitude)) {
            fleetMap?.centreOn(terminal.latitude, terminal.longitude, SEARCHED_ZOOM);
          }
        }}
      />
      <TimeBar />
    </div>
  );
}

/** Also after a zoom that draws finer or coarser cells than the one that was clicked. */
function terminalsIn(cell: string, terminals: readonly MapTerminal[], geometry: CellGeometry): readonly MapTerminal[] {
  const resolution = getResolution(cell);
  return terminals.filter(({ h3Cell }) => h3Cell !== null && geometry.parentOf(h3Cell, resolution) === cell);
}

function select(placed: PlacedCell | null): void {
  const terminals = placed?.merged.terminals ?? [];
  useMapChoices.setState({ cell: placed?.merged.cell ?? null, deviceId: terminals.length === 1 ? terminals[0]!.deviceId : null });
}

/** One terminal: its window. Several: nearer, where the cell may part into smaller ones. */
function open(placed: PlacedCell, fleetMap: FleetMap): void {
  const [first, second] = placed.merged.terminals;
  if (first !== undefined && second === undefined) requestTerminalWindow(first.deviceId);
  else fleetMap.fit(frameOf([placed])!);
}

/** Back to how it began: framed, and framed again when the fleet grows. */
function frameWhole(fleetMap: FleetMap | null, cells: readonly PlacedCell[]): void {
  const frame = frameOf(cells);
  if (frame === null) return;
  useMapChoices.setState({ view: null });
  fleetMap?.frameFleet(frame);
}

function frameOf(cells: readonly PlacedCell[]): Frame | null {
  return buildFleetFrame(cells.flatMap(({ merged, shape }) => {
    const positions = merged.terminals.flatMap(({ latitude, longitude }) => (latitude === null || longitude === null ? [] : [{ latitude, longitude }]));
    return positions.length > 0 ? positions : [{ latitude: shape.latitude, longitude: shape.longitude }];
  }));
}
