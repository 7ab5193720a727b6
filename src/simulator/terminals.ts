// One terminal: who it is, where it goes, and the quirks that decide what its rows look like.
import type { AccountTheme } from './account-themes.ts';
import { roads, siteAreas, type Road, type SiteArea } from './land-places.ts';
import {
  buildDishSerial, buildKitSerial, buildRouterId, buildTerminalName, buildUserTerminalId, type TerminalKind,
} from './names.ts';
import { cruiseRoute, seaRoutes, type SeaRoute } from './sea-routes.ts';
import { between, hash32, pick } from './seeded-numbers.ts';

export const cruiseTerminalId = '01000000-00000000-0074d101';

export interface Router {
  readonly routerId: string;
  readonly key: number;
  /** 0 = the main router, 1 and up = mesh nodes. */
  readonly hops: number;
  readonly bypassed: boolean;
  readonly hardwareVersion: string;
  /** Second within every 15 s at which it reports. */
  readonly phase: number;
}

export type Journey =
  | { readonly kind: 'sea'; readonly route: SeaRoute; readonly speedKmh: number }
  | { readonly kind: 'cruise'; readonly route: SeaRoute }
  | { readonly kind: 'road'; readonly road: Road; readonly speedKmh: number }
  | { readonly kind: 'still'; readonly area: SiteArea };

/** When a terminal says nothing: for `lengthS` out of every `periodS`, or always (never unpacked). */
export type Silence = 'never' | 'always' | { readonly periodS: number; readonly lengthS: number; readonly offsetS: number };

/** Every `periodS` the kits are swapped; `turn` 0 begins. */
export interface Rotation { readonly periodS: number; readonly offsetS: number; readonly turn: 0 | 1 }

export interface Quirks {
  /** Has a public IP allocation, so reports `i` rows. */
  readonly publicIp: boolean;
  /** In a container yard, a fjord, under a crane: obstructed at times. */
  readonly obstructed: boolean;
  readonly slowEthernet: boolean;
  readonly leaningMast: boolean;
  readonly stuckMotor: boolean;
  readonly hotSpot: boolean;
  readonly noOceanPlan: boolean;
  readonly overQuota: boolean;
  /** Waits with updates until the operator allows them: 259200 s instead of -1. */
  readonly defersUpdates: boolean;
  readonly sharesLine: boolean;
  readonly withoutLine: boolean;
  readonly inactiveLine: boolean;
}

export interface Terminal {
  /** Position in the whole fleet. */
  readonly index: number;
  /** Position in its account. */
  readonly local: number;
  /** Everything random about this terminal hangs on this number. */
  readonly key: number;
  readonly userTerminalId: string;
  /** As the stream spells it: `ut…`. */
  readonly streamId: string;
  readonly kind: TerminalKind;
  readonly name: string;
  readonly kitSerial: string;
  readonly dishSerial: string;
  readonly journey: Journey;
  readonly silence: Silence;
  readonly quirks: Quirks;
  readonly routers: readonly Router[];
  /** Second within every 15 s at which it reports. */
  readonly phase: number;
  /** This kit's part in taking turns with another one on the same line; null = it stays. */
  readonly rotation: Rotation | null;
  /** The id of the first kit on this place: kits that take turns share it, and the traffic of the people behind them. */
  readonly slotId: string;
  readonly trafficKey: number;
  /** Filled in by buildServiceLines, as is the rest. */
  readonly serviceLineNumber: string | null;
  /** Downlink on an ordinary working day, averaged over 24 hours. */
  readonly meanMbps: number;
  /** Day of the month on which its line's billing cycle begins. */
  readonly billingDay: number;
}

export interface TerminalPlace {
  readonly seed: number;
  readonly accountIndex: number;
  readonly theme: AccountTheme;
  readonly index: number;
  readonly local: number;
  /** Counts the terminals of each kind; buildTerminal moves it on. */
  readonly counts: Record<TerminalKind, number>;
}

export function buildTerminal(place: TerminalPlace): Terminal {
  const { seed, index, local, theme } = place;
  const cruise = index === 0;
  const key = hash32(seed, place.accountIndex, local, 0x7e21);
  const kind = cruise ? 'ship' : chooseKind(key, theme);
  const userTerminalId = cruise ? cruiseTerminalId : buildUserTerminalId(index, seed);
  const name = cruise ? 'Demo cruise' : buildTerminalName(kind, place.counts[kind]++, place.accountIndex * 11 + hash32(seed, 0x5b1f) % 30);
  const quirk = (period: number, at: number): boolean => !cruise && (local + hash32(seed, period) % period) % period === at;
  return {
    index, local, key, userTerminalId, kind, name,
    streamId: `ut${userTerminalId}`,
    kitSerial: cruise ? 'KIT4E000274D1' : buildKitSerial(index),
    dishSerial: cruise ? '4PBA01774D101' : buildDishSerial(index),
    journey: cruise ? { kind: 'cruise', route: cruiseRoute } : chooseJourney(kind, key, theme),
    silence: quirk(53, 17) ? 'always' : quirk(23, 5) ? chooseSilence(key) : 'never',
    quirks: {
      publicIp: cruise || quirk(7, 1), obstructed: quirk(11, 3), slowEthernet: quirk(47, 7),
      leaningMast: quirk(113, 20), stuckMotor: quirk(71, 30), hotSpot: quirk(19, 9), noOceanPlan: quirk(61, 33) && kind === 'ship',
      overQuota: quirk(89, 12), defersUpdates: cruise || quirk(3, 1), sharesLine: quirk(37, 14), withoutLine: quirk(43, 11),
      inactiveLine: quirk(97, 25),
    },
    routers: quirk(17, 8) ? [] : buildRouters(index, seed, key, quirk(13, 4) ? 1 + (key % 2) : 0, quirk(27, 9)),
    // The cruise's history lies on full five minutes; 7 keeps its live rows off them.
    phase: cruise ? 7 : key % 15,
    rotation: quirk(41, 19) ? { periodS: between(20, 45, key, 0x207a) * 86_400, offsetS: hash32(key, 0x207b) % (90 * 86_400), turn: 0 } : null,
    slotId: userTerminalId,
    trafficKey: key,
    serviceLineNumber: null,
    meanMbps: 0,
    billingDay: 1,
  };
}

/** The kit that takes turns with `first`: the same place and line, another number on everything. */
export function buildOtherKit(first: Terminal, index: number, seed: number): Terminal {
  const key = hash32(first.key, 0x207c);
  const userTerminalId = buildUserTerminalId(index, seed);
  return {
    ...first, index, key, userTerminalId,
    streamId: `ut${userTerminalId}`,
    kitSerial: buildKitSerial(index),
    dishSerial: buildDishSerial(index),
    silence: 'never',
    rotation: first.rotation === null ? null : { ...first.rotation, turn: 1 },
    routers: first.routers.map((router, part) => ({ ...router, routerId: buildRouterId(index, part, seed), key: hash32(key, part, 0x2072) })),
  };
}

function chooseKind(key: number, theme: AccountTheme): TerminalKind {
  const roll = hash32(key, 0x11d) % 100;
  if (roll < 40) return 'ship';
  if (roll < 64) return 'truck';
  return roll < 76 && theme.sites.some((site) => siteAreas[site].offshore) ? 'platform' : 'site';
}

function chooseJourney(kind: TerminalKind, key: number, theme: AccountTheme): Journey {
  // 14 to 31 km/h is 8 to 17 knots.
  if (kind === 'ship') return { kind: 'sea', route: seaRoutes[pick(theme.seaRoutes, key, 0x5ea)], speedKmh: between(14, 31, key, 0x5eb) };
  if (kind === 'truck') return { kind: 'road', road: roads[pick(theme.roads, key, 0x20a)], speedKmh: between(58, 78, key, 0x20b) };
  const areas = theme.sites.map((site): SiteArea => siteAreas[site]).filter((area) => area.offshore === (kind === 'platform'));
  return { kind: 'still', area: pick(areas, key, 0xa2ea) };
}

function chooseSilence(key: number): Silence {
  const periodS = between(3, 9, key, 0x511) * 3600;
  return { periodS, lengthS: between(25, 70, key, 0x512) * 60, offsetS: hash32(key, 0x513) % periodS };
}

function buildRouters(index: number, seed: number, key: number, meshNodes: number, bypassed: boolean): Router[] {
  return Array.from({ length: 1 + meshNodes }, (_, part) => ({
    routerId: buildRouterId(index, part, seed),
    key: hash32(key, part, 0x2072),
    hops: part,
    bypassed: bypassed && part === 0 && meshNodes === 0,
    hardwareVersion: pick(['v2', 'v3', 'v3', 'v4'], key, part, 0x2a2d),
    phase: hash32(key, part, 0x2075) % 15,
  }));
}
