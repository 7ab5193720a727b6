// The map itself: Leaflet for moving and zooming, our canvases for what is seen. React only hands it cells and hears what happens.
import { latLngBounds, map as createLeafletMap, type LeafletMouseEvent, type Map as LeafletMap } from 'leaflet';
import 'leaflet/dist/leaflet.css';
import type { Band } from './colour-modes.ts';
import type { Frame } from './fleet-bounds.ts';
import { createHexagonLayer } from './hexagon-layer.ts';
import type { PlacedCell } from './placed-cell.ts';
import { createLandLayer } from './land-layer.ts';
import { loadLandOutlines } from './land-outlines.ts';
import { MAX_LATITUDE, WORLD_SIZE, worldX, worldY } from './mercator.ts';
import { followTheme, readMapPalette } from './palette.ts';

/** What the operator looks at: kept while other pages are in front. */
export interface MapView {
  readonly latitude: number;
  readonly longitude: number;
  readonly zoom: number;
}

export interface FleetMapEvents {
  /** After every move or zoom: what is seen, what is not covered by panels, and how near. */
  readonly onView: (view: MapView, frame: Frame, isTouched: boolean) => void;
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
  /** Shows the whole fleet: the map counts as untouched again, and follows a change of the window's size. */
  frameFleet(frame: Frame): void;
  /** Shows a part of it, for the operator. */
  fit(frame: Frame): void;
  /** As `fit`, and the view is the operator's from then on. */
  show(frame: Frame): void;
  /** True once the operator has taken hold of the map, until it is framed anew: from then on the view is his. */
  isTouched(): boolean;
  centreOn(latitude: number, longitude: number, leastZoom: number): void;
  zoomBy(step: 1 | -1): void;
  stop(): void;
}

/** An H3 cell of resolution 5 is as wide as a thumb: nearer there is nothing more to see. */
const MAX_ZOOM = 9;
/** Zoom levels are quarters, so that a frame fits the fleet closely. */
const ZOOM_STEP = 0.25;
/** Nearer than this a frame around a few cells shows nothing but the cells. */
const MAX_FIT_ZOOM = 8;

export function createFleetMap(container: HTMLElement, start: MapView, insets: MapInsets, events: FleetMapEvents): FleetMap {
  const map = createLeafletMap(container, {
    center: [start.latitude, start.longitude], zoom: start.zoom, maxZoom: MAX_ZOOM, zoomSnap: ZOOM_STEP,
    zoomControl: false, attributionControl: false, doubleClickZoom: false,
    maxBounds: [[-MAX_LATITUDE, -100_000], [MAX_LATITUDE, 100_000]], maxBoundsViscosity: 1,
  });
  let palette = readMapPalette();
  container.style.backgroundColor = palette.water;
  const land = createLandLayer(map, () => palette);
  const hexagons = createHexagonLayer(map, () => palette);
  let isStopped = false;
  /** What was framed last: an untouched map is framed again when the window's size changes. */
  let framed: Frame | null = null;
  let isTouched = false;
  void loadLandOutlines().then((outlines) => {
    if (!isStopped) land.setOutlines(outlines);
  });

  const placedAt = (event: LeafletMouseEvent): PlacedCell | null => hexagons.findCell(worldX(event.latlng.lng), worldY(event.latlng.lat));
  const announceView = (): void => {
    if (!isStopped) events.onView(viewOf(map), frameOf(map, insets), isTouched);
  };
  map.on('moveend zoomend resize', announceView);
  let isZooming = false;
  map.on('zoomanim', () => void (isZooming = true));
  map.on('zoomend', () => void (isZooming = false));
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
  const touch = (): void => void (isTouched = true);
  for (const act of ['pointerdown', 'wheel', 'keydown'] as const) container.addEventListener(act, touch, { passive: true });
  const resized = new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    limitZoom();
    if (framed !== null && !isTouched) frameFleet(framed);
  });
  resized.observe(container);
  limitZoom();
  announceView();

  return {
    setCells: hexagons.setCells,
    setHighlight: hexagons.setHighlight,
    frameFleet,
    fit,
    show: (frame) => {
      touch();
      fit(frame);
    },
    isTouched: () => isTouched,
    centreOn: (latitude, longitude, leastZoom) => {
      touch();
      const zoom = Math.max(map.getZoom(), leastZoom);
      // The middle of what panels leave free, not of the container.
      const point = map.project([latitude, longitude], zoom).add([(insets.right - insets.left) / 2, (insets.bottom - insets.top) / 2]);
      map.setView(map.unproject(point, zoom), zoom, { animate: true });
    },
    zoomBy: (step) => {
      touch();
      map.setZoom(map.getZoom() + step);
    },
    stop: () => {
      isStopped = true;
      resized.disconnect();
      stopFollowing();
      hexagons.remove();
      land.remove();
      map.off('mousemove mouseout click dblclick');
      // Leaflet ends a zoom by a timer that a removed map cannot bear.
      if (isZooming) map.once('moveend', () => map.remove());
      else map.remove();
    },
  };

  function frameFleet(frame: Frame): void {
    framed = frame;
    isTouched = false;
    fit(frame);
  }

  function fit(frame: Frame): void {
    map.fitBounds(latLngBounds([frame.south, frame.west], [frame.north, frame.east]), {
      paddingTopLeft: [insets.left, insets.top], paddingBottomRight: [insets.right, insets.bottom], maxZoom: MAX_FIT_ZOOM, animate: false,
    });
  }

  /** No farther than where the world fills what the panels leave free: repeated worlds would only confuse. */
  function limitZoom(): void {
    const free = map.getSize().x - insets.right;
    if (free > 0) map.setMinZoom(Math.max(0, Math.ceil(Math.log2(free / WORLD_SIZE) / ZOOM_STEP) * ZOOM_STEP));
  }
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
