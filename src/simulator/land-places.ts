// Where trucks drive and where fixed sites stand (some of them at sea: wind parks and platforms).

/** [latitude, longitude, country]; a truck is in the country of the waypoint it passed last. */
export type RoadWaypoint = readonly [number, number, string];

export type Road = readonly RoadWaypoint[];

export const roads = {
  england: [[51.75, -0.4, 'GB'], [52.4, -1.2, 'GB'], [53.0, -1.3, 'GB'], [53.8, -1.6, 'GB'], [54.5, -1.7, 'GB']],
  benelux: [[50.85, 4.35, 'BE'], [50.95, 5.3, 'BE'], [51.2, 6.8, 'DE'], [51.5, 7.5, 'DE'], [52.3, 9.7, 'DE'], [52.4, 13.2, 'DE']],
  france: [[50.3, 3.1, 'FR'], [48.9, 2.5, 'FR'], [47.9, 1.9, 'FR'], [46.6, 0.3, 'FR'], [44.9, -0.4, 'FR']],
  norway: [[59.95, 10.9, 'NO'], [60.8, 11.1, 'NO'], [61.9, 9.3, 'NO'], [63.1, 10.4, 'NO']],
  sweden: [[57.8, 12.5, 'SE'], [58.4, 15.3, 'SE'], [59.3, 16.6, 'SE'], [60.6, 15.6, 'SE']],
  poland: [[52.2, 20.9, 'PL'], [51.8, 19.5, 'PL'], [52.4, 17.0, 'PL'], [52.3, 14.8, 'PL']],
  spain: [[40.4, -3.7, 'ES'], [41.6, -0.9, 'ES'], [41.6, 0.6, 'ES']],
  italy: [[45.45, 9.2, 'IT'], [44.6, 10.9, 'IT'], [43.8, 11.2, 'IT'], [42.3, 12.4, 'IT']],
  texas: [[29.9, -97.5, 'US'], [32.7, -97.0, 'US'], [35.4, -97.5, 'US'], [37.7, -97.3, 'US'], [39.0, -95.0, 'US']],
  australia: [[-33.9, 150.4, 'AU'], [-34.7, 149.7, 'AU'], [-36.0, 147.0, 'AU'], [-37.2, 145.1, 'AU']],
} as const satisfies Record<string, Road>;

export type RoadName = keyof typeof roads;

export interface SiteArea {
  readonly latitude: number;
  readonly longitude: number;
  /** Sites lie at most this far from the middle. */
  readonly radiusKm: number;
  readonly country: string;
  readonly offshore: boolean;
}

const land = (latitude: number, longitude: number, radiusKm: number, country: string): SiteArea =>
  ({ latitude, longitude, radiusKm, country, offshore: false });
const sea = (latitude: number, longitude: number, radiusKm: number): SiteArea =>
  ({ latitude, longitude, radiusKm, country: 'XZ', offshore: true });

export const siteAreas = {
  norway: land(61.3, 10.2, 60, 'NO'),
  lapland: land(64.3, 17.5, 30, 'SE'),
  jutland: land(56.2, 9.2, 30, 'DK'),
  finland: land(62.5, 26.0, 90, 'FI'),
  england: land(52.6, -1.2, 60, 'GB'),
  scotland: land(57.0, -4.2, 30, 'GB'),
  ireland: land(53.3, -7.8, 50, 'IE'),
  belgium: land(50.55, 4.8, 45, 'BE'),
  brittany: land(48.2, -2.9, 20, 'FR'),
  france: land(46.5, 2.5, 120, 'FR'),
  germany: land(50.8, 9.5, 100, 'DE'),
  poland: land(52.0, 19.0, 120, 'PL'),
  spain: land(40.0, -4.0, 120, 'ES'),
  italy: land(44.9, 10.2, 30, 'IT'),
  texas: land(31.5, -98.5, 150, 'US'),
  queensland: land(-25.0, 146.0, 200, 'AU'),
  doggerBank: sea(54.8, 2.3, 25),
  hornsea: sea(53.9, 1.8, 12),
  germanBight: sea(54.5, 6.4, 12),
  ekofisk: sea(56.6, 3.2, 12),
  forties: sea(57.6, 1.0, 15),
  gulfPlatforms: sea(27.8, -90.5, 40),
} as const satisfies Record<string, SiteArea>;

export type SiteAreaName = keyof typeof siteAreas;
