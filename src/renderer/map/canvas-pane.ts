// A canvas inside a Leaflet map that is drawn by one function: what land and hexagons are drawn on.
import { Browser, DomUtil, type Map as LeafletMap, type Point, type ZoomAnimEvent } from 'leaflet';
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
const PADDING = 0.1;

export function createCanvasPane(map: LeafletMap, name: string, zIndex: number, draw: (context: CanvasRenderingContext2D, view: CanvasView) => void): CanvasPane {
  const pane = map.getPane(name) ?? map.createPane(name);
  pane.style.zIndex = String(zIndex);
  pane.style.pointerEvents = 'none';
  const canvas = DomUtil.create('canvas', 'leaflet-zoom-animated', pane);
  const context = canvas.getContext('2d')!;
  let drawnZoom = NaN;
  /** Of the canvas, in world pixels of the zoom that it was drawn for. */
  let corner = map.getPixelOrigin();

  const events = { moveend: () => update(true), zoomend: () => update(false), resize: () => update(false), viewreset: () => update(false), zoomanim: follow };
  map.on(events);
  update(false);
  return {
    redraw: () => update(false),
    remove: () => {
      map.off(events);
      canvas.remove();
    },
  };

  /** `isMove`: what is drawn already is still right, only elsewhere. */
  function update(isMove: boolean): void {
    const size = map.getSize();
    if (size.x === 0 || size.y === 0) return;
    const margin = size.multiplyBy(PADDING).round();
    const width = size.x + 2 * margin.x;
    const height = size.y + 2 * margin.y;
    const isResized = fitCanvas(canvas, width, height);
    const topLeft = map.containerPointToLayerPoint([-margin.x, -margin.y]).round();
    const newCorner = topLeft.add(map.getPixelOrigin());
    const moved = newCorner.subtract(corner);
    const canShift = isMove && !isResized && drawnZoom === map.getZoom() && Math.abs(moved.x) < width && Math.abs(moved.y) < height && isWhole(moved);
    if (canShift && moved.x === 0 && moved.y === 0) return;
    drawnZoom = map.getZoom();
    corner = newCorner;
    DomUtil.setTransform(canvas, topLeft, 1);
    for (const area of canShift ? shift(context, moved, width, height) : [{ x: 0, y: 0, width, height }]) drawArea(area);
  }

  function drawArea({ x, y, width, height }: Area): void {
    const pixels = window.devicePixelRatio;
    const scale = 2 ** drawnZoom;
    const originX = corner.x + x;
    context.save();
    context.setTransform(pixels, 0, 0, pixels, x * pixels, y * pixels);
    context.beginPath();
    context.rect(0, 0, width, height);
    context.clip();
    context.clearRect(0, 0, width, height);
    draw(context, { scale, originX, originY: corner.y + y, width, height, copies: findCopies(originX / scale, (originX + width) / scale) });
    context.restore();
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

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Setting a size clears a canvas and costs an allocation: only where it differs. Answers whether it did. */
function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number): boolean {
  const pixels = window.devicePixelRatio;
  const [pixelWidth, pixelHeight] = [Math.round(width * pixels), Math.round(height * pixels)];
  if (canvas.width === pixelWidth && canvas.height === pixelHeight) return false;
  canvas.width = pixelWidth;
  canvas.height = pixelHeight;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return true;
}

/** Part of a device pixel would blur what is moved. */
function isWhole({ x, y }: Point): boolean {
  return Number.isInteger(x * window.devicePixelRatio) && Number.isInteger(y * window.devicePixelRatio);
}

/** Moves what is drawn; answers the strips that are bare now. */
function shift(context: CanvasRenderingContext2D, moved: Point, width: number, height: number): readonly Area[] {
  const pixels = window.devicePixelRatio;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'copy';
  context.drawImage(context.canvas, -moved.x * pixels, -moved.y * pixels);
  context.restore();
  const sides: Area[] = [];
  if (moved.x !== 0) sides.push({ x: moved.x > 0 ? width - moved.x : 0, y: 0, width: Math.abs(moved.x), height });
  if (moved.y !== 0) sides.push({ x: 0, y: moved.y > 0 ? height - moved.y : 0, width, height: Math.abs(moved.y) });
  return sides;
}
