// Where a terminal is at a given second: a pure function; the last answer is remembered per terminal.
import { latLngToCell } from 'h3-js';
import { createOutageMap, type OutageMap } from './outages.ts';
import { unit } from './seeded-numbers.ts';
import type { SeaRoute } from './sea-routes.ts';
import type { Journey, Terminal } from './terminals.ts';
import { rainAt } from './weather.ts';

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  /** H3 resolution 5, hex text. */
  readonly cell: string;
  /** The same cell as the stream writes it: a decimal integer above 2^53. */
  readonly cellDecimal: string;
  readonly country: string;
  readonly inTerritorialWaters: boolean;
  /** 0 = dry, 1 = the heaviest rain. */
  readonly rain: number;
  /** No service in the whole region. */
  readonly outage: boolean;
}

export interface Places {
  at(terminal: Terminal, second: number): Place;
}

// The service reports cells at this resolution.
const cellResolution = 5;
// A truck moves 2.6 km in that time, a ship one: a cell is 20 km across, finer steps would not be seen.
export const stepS = 120;
// Out and back in 14 days: the whole demo track is one round trip.
const cruiseRoundTripS = 14 * 86_400;
// At each end of a voyage a ship lies still for this share of the way.
const layover = 0.06;
const kmPerDegree = 111.2;

/** Remembers one place per terminal; two instances give the same answers. */
export function createPlaces(outages: OutageMap = createOutageMap()): Places {
  const steps: number[] = [];
  const places: Place[] = [];
  const decimals = new Map<string, string>();

  function build(point: Point, cell: string, second: number): Place {
    let cellDecimal = decimals.get(cell);
    if (cellDecimal === undefined) {
      cellDecimal = BigInt(`0x${cell}`).toString();
      decimals.set(cell, cellDecimal);
    }
    return { ...point, cell, cellDecimal, rain: rainAt(point.latitude, point.longitude, second), outage: outages.at(point.latitude, point.longitude, second) };
  }

  return {
    at(terminal, second) {
      const step = Math.floor(second / stepS);
      const known = places[terminal.index];
      if (known !== undefined && steps[terminal.index] === step) return known;
      const still = terminal.journey.kind === 'still';
      const point = still && known !== undefined ? known : findPoint(terminal, step * stepS);
      const cell = still && known !== undefined ? known.cell : latLngToCell(point.latitude, point.longitude, cellResolution);
      const place = build(point, cell, step * stepS);
      steps[terminal.index] = step;
      places[terminal.index] = place;
      return place;
    },
  };
}

type Point = Omit<Place, 'cell' | 'cellDecimal' | 'rain' | 'outage'>;

function findPoint(terminal: Terminal, second: number): Point {
  const { journey, key } = terminal;
  switch (journey.kind) {
    case 'cruise':
      return alongSea(journey.route, backAndForth((second % cruiseRoundTripS) / cruiseRoundTripS), 0);
    case 'sea': {
      const roundTripS = (2 * routeLengthKm(journey.route) / journey.speedKmh) * 3600;
      const share = (second / roundTripS + unit(key, 0x907e)) % 1;
      return alongSea(journey.route, backAndForth(share), unit(key, 0x51de) * 2 - 1);
    }
    case 'road': {
      const roundTripS = (2 * routeLengthKm(journey.road) / journey.speedKmh) * 3600;
      const share = (drivingSeconds(second) / roundTripS + unit(key, 0x907e)) % 1;
      const found = along(journey.road, 1 - Math.abs(1 - 2 * share));
      return { latitude: found.latitude, longitude: found.longitude, country: found.from[2], inTerritorialWaters: false };
    }
    case 'still':
      return siteOf(journey, key);
  }
}

/** 0 → 1 → 0 over one round trip, with a rest at either end. */
function backAndForth(share: number): number {
  const there = 1 - Math.abs(1 - 2 * share);
  return Math.min(1, Math.max(0, there * (1 + 2 * layover) - layover));
}

/** Trucks drive from 06:00 to 18:00 UTC and rest the other half of the day. */
function drivingSeconds(second: number): number {
  const day = Math.floor(second / 86_400);
  return day * 43_200 + Math.min(43_200, Math.max(0, second - day * 86_400 - 21_600));
}

function alongSea(route: SeaRoute, progress: number, side: number): Point {
  const { latitude, longitude, from, to, share } = along(route, progress);
  const offsetKm = side * (from[2] + (to[2] - from[2]) * share);
  const country = share < 0.5 ? from[3] : to[3];
  return {
    latitude: latitude + (offsetKm * 0.7) / kmPerDegree,
    longitude: longitude + (offsetKm * 0.7) / (kmPerDegree * Math.cos((latitude * Math.PI) / 180)),
    country,
    inTerritorialWaters: country !== 'XZ',
  };
}

function siteOf(journey: Extract<Journey, { kind: 'still' }>, key: number): Point {
  const { area } = journey;
  const radiusKm = area.radiusKm * Math.sqrt(unit(key, 0x2ad));
  const angle = unit(key, 0xa61) * 2 * Math.PI;
  return {
    latitude: area.latitude + (radiusKm * Math.cos(angle)) / kmPerDegree,
    longitude: area.longitude + (radiusKm * Math.sin(angle)) / (kmPerDegree * Math.cos((area.latitude * Math.PI) / 180)),
    country: area.country,
    inTerritorialWaters: false,
  };
}

type Waypoint = readonly [number, number, ...(number | string)[]];
interface Found<W> { latitude: number; longitude: number; from: W; to: W; share: number }

/** The point at `progress` (0..1) of the way. */
function along<W extends Waypoint>(route: readonly W[], progress: number): Found<W> {
  let left = progress * routeLengthKm(route);
  for (const [position, from] of route.entries()) {
    const to = route[position + 1];
    if (to === undefined) break;
    const length = legKm(from, to);
    if (left <= length) {
      const share = length === 0 ? 0 : left / length;
      return { latitude: from[0] + (to[0] - from[0]) * share, longitude: from[1] + (to[1] - from[1]) * share, from, to, share };
    }
    left -= length;
  }
  const last = route.at(-1);
  if (last === undefined) throw new Error('a route without waypoints');
  return { latitude: last[0], longitude: last[1], from: last, to: last, share: 0 };
}

const lengths = new WeakMap<readonly Waypoint[], number>();

function routeLengthKm(route: readonly Waypoint[]): number {
  let length = lengths.get(route);
  if (length === undefined) {
    length = 0;
    for (const [position, from] of route.entries()) {
      const to = route[position + 1];
      if (to !== undefined) length += legKm(from, to);
    }
    lengths.set(route, length);
  }
  return length;
}

/** Flat-earth distance: the legs are short, and only speeds hang on it. */
function legKm(from: Waypoint, to: Waypoint): number {
  const middle = ((from[0] + to[0]) / 2) * (Math.PI / 180);
  return kmPerDegree * Math.hypot(to[0] - from[0], (to[1] - from[1]) * Math.cos(middle));
}
