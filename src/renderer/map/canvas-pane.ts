// A canvas inside a Leaflet map that is drawn by one function: what land and hexagons are drawn on.
import { Browser, DomUtil, type Map as LeafletMap, type ZoomAnimEvent } from 'leaflet';
import { findCopies, worldX, worldY } from './mercator.ts';

/** Turns world units (mercator.ts) into pixels of the canvas: px = x × scale − originX. */
export interface CanvasView {
  readonly scale: number;
  readonly originX: number;
  readonly originY: number;
  readonly width: number;
  readonly height: number;
  /** Left edges, in world units, of the copies of the world that the canvas shows: −256, 0, 256, … */
  readonly copies: readonly number[];
}

export interface CanvasPane {
  redraw(): void;
  remove(): void;
}

/** Drawn beyond each edge, as a part of the map's size, so that dragging uncovers what is there already. */
const PADDING = 0.2;

export function createCanvasPane(map: LeafletMap, name: string, zIndex: number, draw: (context: CanvasRenderingContext2D, view: CanvasView) => void): CanvasPane {
  const pane = map.getPane(name) ?? map.createPane(name);
  pane.style.zIndex = String(zIndex);
  pane.style.pointerEvents = 'none';
  const canvas = DomUtil.create('canvas', 'leaflet-zoom-animated', pane);
  const context = canvas.getContext('2d')!;
  let drawnZoom = map.getZoom();
  let corner = map.getPixelOrigin();

  const events = { moveend: redraw, zoomend: redraw, resize: redraw, viewreset: redraw, zoomanim: (event: ZoomAnimEvent) => follow(event) };
  map.on(events);
  redraw();
  return {
    redraw,
    remove: () => {
      map.off(events);
      canvas.remove();
    },
  };

  function redraw(): void {
    const size = map.getSize();
    if (size.x === 0 || size.y === 0) return;
    const margin = size.multiplyBy(PADDING).round();
    const width = size.x + 2 * margin.x;
    const height = size.y + 2 * margin.y;
    const pixels = window.devicePixelRatio;
    // Setting a size clears a canvas and costs an allocation: only where it differs.
    if (canvas.width !== Math.round(width * pixels) || canvas.height !== Math.round(height * pixels)) {
      canvas.width = Math.round(width * pixels);
      canvas.height = Math.round(height * pixels);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    drawnZoom = map.getZoom();
    const topLeft = map.containerPointToLayerPoint([-margin.x, -margin.y]).round();
    corner = topLeft.add(map.getPixelOrigin());
    DomUtil.setTransform(canvas, topLeft, 1);
    const scale = 2 ** drawnZoom;
    context.setTransform(pixels, 0, 0, pixels, 0, 0);
    context.clearRect(0, 0, width, height);
    draw(context, { scale, originX: corner.x, originY: corner.y, width, height, copies: findCopies(corner.x / scale, (corner.x + width) / scale) });
  }

  /** While Leaflet animates a zoom, the last drawing is stretched along with it. */
  function follow(event: ZoomAnimEvent): void {
    if (!Browser.any3d) return;
    const stretch = map.getZoomScale(event.zoom, drawnZoom);
    const scale = 2 ** event.zoom;
    const half = map.getSize().divideBy(2);
    const panePosition = DomUtil.getPosition(map.getPane('mapPane')!);
    const originX = Math.round(worldX(event.center.lng) * scale - half.x + panePosition.x);
    const originY = Math.round(worldY(event.center.lat) * scale - half.y + panePosition.y);
    DomUtil.setTransform(canvas, corner.multiplyBy(stretch).subtract([originX, originY]), stretch);
  }
}
