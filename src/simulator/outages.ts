// Regional outages: now and then a piece of the map is without service for a while, and tests can make it so.
import { between, hash32 } from './seeded-numbers.ts';

export interface Outage {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
  readonly fromS: number;
  readonly untilS: number;
}

export interface OutageMap {
  /** `second` is the beginning of one of the terminal's steps. */
  at(latitude: number, longitude: number, second: number): boolean;
  add(outage: Outage): void;
  list(): readonly Outage[];
}

// A region is eight degrees wide; once in twelve days or so it goes dark for 16 to 50 minutes.
const regionDegrees = 8;
const epochS = 4 * 86_400;
const oneEpochIn = 3;
const kmPerDegree = 111.2;

export function createOutageMap(): OutageMap {
  const added: Outage[] = [];
  return {
    at: (latitude, longitude, second) => isRegionDark(latitude, longitude, second) || added.some((outage) => covers(outage, latitude, longitude, second)),
    add: (outage) => void added.push(outage),
    list: () => added,
  };
}

function isRegionDark(latitude: number, longitude: number, second: number): boolean {
  const region = hash32(Math.floor(latitude / regionDegrees), Math.floor(longitude / regionDegrees), 0x007a);
  const epoch = Math.floor(second / epochS);
  if (hash32(region, epoch, 0x007b) % oneEpochIn !== 0) return false;
  const lengthS = between(16, 50, region, epoch, 0x007c) * 60;
  const fromS = epoch * epochS + (hash32(region, epoch, 0x007d) % (epochS - lengthS));
  return second >= fromS && second < fromS + lengthS;
}

function covers(outage: Outage, latitude: number, longitude: number, second: number): boolean {
  if (second < outage.fromS || second >= outage.untilS) return false;
  const north = latitude - outage.latitude;
  const east = (longitude - outage.longitude) * Math.cos((outage.latitude * Math.PI) / 180);
  return kmPerDegree * Math.hypot(north, east) <= outage.radiusKm;
}
