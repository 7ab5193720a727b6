// A few towns of each region an account can be in, for its addresses.

export interface City {
  readonly name: string;
  readonly region: string;
  readonly areaCode: string;
  readonly latitude: number;
  readonly longitude: number;
}

const cities: Readonly<Record<string, readonly [region: string, ...towns: readonly (readonly [name: string, areaCode: string, latitude: number, longitude: number])[]]>> = {
  NO: ['Norway', ['Bergen', '46', 60.39, 5.32], ['Stavanger', '11', 58.97, 5.73], ['Oslo', '03', 59.91, 10.75]],
  GB: ['United Kingdom', ['Southampton', 'ENG', 50.9, -1.4], ['Hull', 'ENG', 53.74, -0.33], ['Aberdeen', 'SCT', 57.15, -2.11]],
  DE: ['Germany', ['Hamburg', 'HH', 53.55, 9.99], ['Rostock', 'MV', 54.09, 12.13], ['Kiel', 'SH', 54.32, 10.13]],
  US: ['United States', ['Galveston', 'TX', 29.3, -94.79], ['Norfolk', 'VA', 36.85, -76.29], ['Boston', 'MA', 42.36, -71.06]],
  ES: ['Spain', ['Vigo', 'GA', 42.24, -8.72], ['Cartagena', 'MC', 37.6, -0.98], ['Bilbao', 'PV', 43.26, -2.93]],
  AU: ['Australia', ['Newcastle', 'NSW', -32.93, 151.78], ['Geelong', 'VIC', -38.15, 144.36], ['Gladstone', 'QLD', -23.85, 151.26]],
};

export function cityOf(regionCode: string, key: number): City {
  const [region, ...towns] = cities[regionCode] ?? ['International', ['Port', '00', 0, 0] as const];
  const [name, areaCode, latitude, longitude] = towns[key % towns.length] ?? (['Port', '00', 0, 0] as const);
  return { name, region, areaCode, latitude, longitude };
}
