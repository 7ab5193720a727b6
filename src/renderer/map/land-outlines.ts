// Land and borders of the whole world as paths in world units; Natural Earth 1:50m, inside the app, so the map needs no network.
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { traceLine, type WorldLine } from './world-line.ts';

/** What to fill and what to outline, with the world units covered; it may reach beyond the edges of the world. */
export interface LandPiece {
  readonly area: Path2D;
  readonly coast: Path2D;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface LandOutlines {
  readonly lands: readonly LandPiece[];
  readonly borders: readonly LandPiece[];
}

type WorldAtlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

let loading: Promise<LandOutlines> | null = null;

/** Loaded once a window; the file is a chunk of its own, so that no other page waits for it. */
export function loadLandOutlines(): Promise<LandOutlines> {
  loading ??= import('world-atlas/countries-50m.json?raw').then((file) => buildLandOutlines(JSON.parse(file.default) as WorldAtlas));
  return loading;
}

function buildLandOutlines(atlas: WorldAtlas): LandOutlines {
  const polygons = feature(atlas, atlas.objects.land).features.flatMap((land) => polygonsOf(land.geometry as Polygon | MultiPolygon));
  const borders = mesh(atlas, atlas.objects.countries, (a, b) => a !== b).coordinates;
  return { lands: polygons.map(buildLand), borders: borders.map((line) => buildPiece([traceLine(line, null)], false)) };
}

function polygonsOf(geometry: Polygon | MultiPolygon): readonly Position[][][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** Lakes must lie in the same turn of the world as the land around them. */
function buildLand(rings: readonly Position[][]): LandPiece {
  const outer = traceLine(rings[0]!, null);
  const middle = (outer.left + outer.right) / 2;
  return buildPiece([outer, ...rings.slice(1).map((ring) => traceLine(ring, middle))], true);
}

function buildPiece(lines: readonly WorldLine[], isClosed: boolean): LandPiece {
  const area = new Path2D();
  const coast = new Path2D();
  for (const { points, edgeFrom } of lines) {
    trace(area, points, points.length);
    trace(coast, points, edgeFrom);
    area.closePath();
    if (isClosed && edgeFrom === points.length) coast.closePath();
  }
  const { left, right, top, bottom } = lines[0]!;
  return { area, coast, left, right, top, bottom };
}

function trace(path: Path2D, points: readonly number[], end: number): void {
  for (let i = 0; i < end; i += 2) {
    if (i === 0) path.moveTo(points[0]!, points[1]!);
    else path.lineTo(points[i]!, points[i + 1]!);
  }
}
