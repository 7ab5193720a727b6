// The map itself: Leaflet for moving and zooming, our canvases for what is seen. React only hands it cells and hears what happens.
import { latLngBounds, map as createLeafletMap, type LeafletMouseEvent, type Map as LeafletMap } from 'leaflet';
import 'leaflet/dist/leaflet.css';
import type { Band } from './colour-modes.ts';
import type { Frame } from './fleet-bounds.ts';
import { createHexagonLayer } from './hexagon-layer.ts';
import type { PlacedCell } from './placed-cell.ts';
import { createLandLayer } from './land-layer.ts';
import { loadLandOutlines } from './land-outlines.ts';
import { MAX_LATITUDE, worldX, worldY } from './mercator.ts';
import { followTheme, readMapPalette } from './palette.ts';

/** What the operator looks at: kept while other pages are in front. */
export interface MapView {
  readonly latitude: number;
  readonly longitude: number;
  readonly zoom: number;
}

export interface FleetMapEvents {
  /** After every move or zoom: what is seen, what is not covered by panels, and how near. */
  readonly onView: (view: MapView, frame: Frame) => void;
  readonly onHover: (placed: PlacedCell | null, x: number, y: number) => void;
  readonly onClick: (placed: PlacedCell | null) => void;
  readonly onDoubleClick: (placed: PlacedCell) => void;
}

/** Pixels at each edge that panels cover: framing keeps clear of them. */
export interface MapInsets {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface FleetMap {
  setCells(cells: readonly PlacedCell[], bands: readonly Band[]): void;
  setHighlight(cell: string | null): void;
  fit(frame: Frame): void;
  centreOn(latitude: number, longitude: number, leastZoom: number): void;
  zoomBy(step: 1 | -1): void;
  stop(): void;
}

/** The world fills a small window at 1; an H3 cell of resolution 5 fills one at 11. */
const MIN_ZOOM = 1;
const MAX_ZOOM = 11;
/** Nearer than this a frame around a few cells shows nothing but the cells. */
const MAX_FIT_ZOOM = 8;

export function createFleetMap(container: HTMLElement, start: MapView, insets: MapInsets, events: FleetMapEvents): FleetMap {
  const map = createLeafletMap(container, {
    center: [start.latitude, start.longitude], zoom: start.zoom, minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM,
    // Quarter steps, so that a frame fits the fleet closely.
    zoomSnap: 0.25, zoomControl: false, attributionControl: false, doubleClickZoom: false,
    maxBounds: [[-MAX_LATITUDE, -100_000], [MAX_LATITUDE, 100_000]], maxBoundsViscosity: 1,
  });
  let palette = readMapPalette();
  container.style.backgroundColor = palette.water;
  const land = createLandLayer(map, () => palette);
  const hexagons = createHexagonLayer(map, () => palette);
  let isStopped = false;
  void loadLandOutlines().then((outlines) => {
    if (!isStopped) land.setOutlines(outlines);
  });

  const placedAt = (event: LeafletMouseEvent): PlacedCell | null => hexagons.findCell(worldX(event.latlng.lng), worldY(event.latlng.lat));
  const announceView = (): void => events.onView(viewOf(map), frameOf(map, insets));
  map.on('moveend zoomend resize', announceView);
  map.on('mousemove', (event) => {
    const placed = placedAt(event);
    container.style.cursor = placed === null ? '' : 'pointer';
    events.onHover(placed, event.containerPoint.x, event.containerPoint.y);
  });
  map.on('mouseout movestart zoomstart', () => events.onHover(null, 0, 0));
  map.on('click', (event) => events.onClick(placedAt(event)));
  map.on('dblclick', (event) => {
    const placed = placedAt(event);
    if (placed === null) map.setZoomAround(event.latlng, map.getZoom() + 1);
    else events.onDoubleClick(placed);
  });
  const stopFollowing = followTheme(() => {
    palette = readMapPalette();
    container.style.backgroundColor = palette.water;
    land.redraw();
    hexagons.redraw();
  });
  const resized = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  resized.observe(container);
  announceView();

  return {
    setCells: hexagons.setCells,
    setHighlight: hexagons.setHighlight,
    fit: (frame) => {
      map.fitBounds(latLngBounds([frame.south, frame.west], [frame.north, frame.east]), {
        paddingTopLeft: [insets.left, insets.top], paddingBottomRight: [insets.right, insets.bottom], maxZoom: MAX_FIT_ZOOM, animate: false,
      });
    },
    centreOn: (latitude, longitude, leastZoom) => {
      const zoom = Math.max(map.getZoom(), leastZoom);
      // The middle of what panels leave free, not of the container.
      const point = map.project([latitude, longitude], zoom).add([(insets.right - insets.left) / 2, (insets.bottom - insets.top) / 2]);
      map.setView(map.unproject(point, zoom), zoom, { animate: true });
    },
    zoomBy: (step) => void map.setZoom(map.getZoom() + step),
    stop: () => {
      isStopped = true;
      resized.disconnect();
      stopFollowing();
      hexagons.remove();
      land.remove();
      map.remove();
    },
  };
}

function viewOf(map: LeafletMap): MapView {
  const centre = map.getCenter();
  return { latitude: centre.lat, longitude: centre.lng, zoom: map.getZoom() };
}

function frameOf(map: LeafletMap, insets: MapInsets): Frame {
  const size = map.getSize();
  const northWest = map.containerPointToLatLng([0, 0]);
  const southEast = map.containerPointToLatLng([Math.max(0, size.x - insets.right), size.y]);
  return { south: southEast.lat, north: northWest.lat, west: northWest.lng, east: southEast.lng };
}
