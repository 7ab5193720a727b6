// Draws land, coasts and borders under everything else; the water is the container's colour.
import type { Map as LeafletMap } from 'leaflet';
import { createCanvasPane, type CanvasPane, type CanvasView } from './canvas-pane.ts';
import type { LandOutlines, LandPiece } from './land-outlines.ts';
import { WORLD_SIZE } from './mercator.ts';
import type { MapPalette } from './palette.ts';

export interface LandLayer extends CanvasPane {
  setOutlines(outlines: LandOutlines): void;
}

/** Leaflet's own tile pane is 200, its overlays 400. */
const LAND_Z_INDEX = 150;

export function createLandLayer(map: LeafletMap, palette: () => MapPalette): LandLayer {
  let outlines: LandOutlines | null = null;
  const pane = createCanvasPane(map, 'land', LAND_Z_INDEX, (context, view) => {
    if (outlines !== null) drawLand(context, view, outlines, palette());
  });
  return {
    ...pane,
    setOutlines: (loaded) => {
      outlines = loaded;
      pane.redraw();
    },
  };
}

function drawLand(context: CanvasRenderingContext2D, view: CanvasView, outlines: LandOutlines, colours: MapPalette): void {
  const { scale, originX, originY } = view;
  const base = context.getTransform();
  context.lineJoin = 'round';
  context.fillStyle = colours.land;
  context.strokeStyle = colours.border;
  // Land across ±180° reaches into the neighbouring copy of the world.
  for (const copy of [view.copies[0]! - WORLD_SIZE, ...view.copies, view.copies.at(-1)! + WORLD_SIZE]) {
    const isSeen = (piece: LandPiece): boolean =>
      (piece.right + copy) * scale >= originX && (piece.left + copy) * scale <= originX + view.width &&
      piece.bottom * scale >= originY && piece.top * scale <= originY + view.height;
    // The paths are in world units: the transform does the arithmetic, and lines are told to stay a pixel wide.
    context.setTransform(base.a * scale, 0, 0, base.d * scale, base.e + base.a * (copy * scale - originX), base.f - base.d * originY);
    const lands = outlines.lands.filter(isSeen);
    for (const land of lands) context.fill(land.area);
    context.lineWidth = 1 / scale;
    for (const land of lands) context.stroke(land.coast);
    context.lineWidth = 0.8 / scale;
    for (const border of outlines.borders) if (isSeen(border)) context.stroke(border.coast);
  }
  context.setTransform(base);
}
