// What an account is like: its name, its country and money, and where its terminals are.
import type { RoadName, SiteAreaName } from './land-places.ts';
import type { SeaRouteName } from './sea-routes.ts';

export interface AccountTheme {
  readonly name: string;
  readonly regionCode: string;
  readonly currency: string;
  /** Multiplies the list prices, which are in euro. */
  readonly priceFactor: number;
  readonly seaRoutes: readonly SeaRouteName[];
  readonly roads: readonly RoadName[];
  readonly sites: readonly SiteAreaName[];
}

/** The first two are the demo's; more accounts go through the list and start over with a number behind the name. */
export const accountThemes: readonly [AccountTheme, ...AccountTheme[]] = [
  {
    name: 'Nordic Fleet', regionCode: 'NO', currency: 'EUR', priceFactor: 1,
    seaRoutes: ['oilFields', 'skagerrak', 'norwayCoast', 'shetland', 'southernNorthSea'],
    roads: ['norway', 'sweden'], sites: ['norway', 'jutland', 'lapland', 'ekofisk', 'germanBight', 'scotland'],
  },
  {
    name: 'Channel Ops', regionCode: 'GB', currency: 'GBP', priceFactor: 0.86,
    seaRoutes: ['channel', 'southernNorthSea', 'irishSea', 'biscay'],
    roads: ['england', 'benelux', 'france'], sites: ['england', 'belgium', 'brittany', 'hornsea', 'doggerBank', 'ireland'],
  },
  {
    name: 'Baltic Freight', regionCode: 'DE', currency: 'EUR', priceFactor: 1,
    seaRoutes: ['baltic', 'skagerrak', 'southernNorthSea'],
    roads: ['poland', 'benelux', 'sweden'], sites: ['germany', 'poland', 'finland', 'germanBight'],
  },
  {
    name: 'Atlantic Survey', regionCode: 'US', currency: 'USD', priceFactor: 1.1,
    seaRoutes: ['northAtlantic', 'usEastCoast', 'gulfOfMexico'],
    roads: ['texas'], sites: ['texas', 'gulfPlatforms'],
  },
  {
    name: 'Iberia Marine', regionCode: 'ES', currency: 'EUR', priceFactor: 1,
    seaRoutes: ['iberia', 'westernMed', 'biscay'],
    roads: ['spain', 'italy', 'france'], sites: ['spain', 'italy', 'france'],
  },
  {
    name: 'Southern Cross Towage', regionCode: 'AU', currency: 'AUD', priceFactor: 1.65,
    seaRoutes: ['tasman', 'southChinaSea', 'arabianSea'],
    roads: ['australia'], sites: ['queensland'],
  },
];

/** Accounts the first one manages without a credential of their own; the second has no credential in the console either. */
export const managedWithoutCredential = [
  { name: 'Nordic Fleet Charter', regionCode: 'DK' },
  { name: 'Nordic Fleet Training', regionCode: 'NO' },
] as const;
