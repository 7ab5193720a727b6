// A fleet of any size for search tests and the bench: terminals with their routers, service lines and addresses, no two alike.
import type { TableRow } from '#shared/table-schemas.ts';
import { buildRow } from '../tables/sample-rows.ts';

export interface SampleFleet {
  readonly userTerminals: readonly TableRow<'userTerminals'>[];
  readonly services: readonly TableRow<'services'>[];
  readonly accounts: readonly TableRow<'accounts'>[];
  readonly routers: readonly TableRow<'routers'>[];
  readonly ipAllocations: readonly TableRow<'ipAllocations'>[];
}

const places = ['Bodø', 'Bergen', 'Ålesund', 'São Paulo', 'Kraków', 'Nuuk', 'Wick', 'Lerwick', 'Ushuaia', 'Tromsø'] as const;
const kinds = ['Ferry', 'Trawler', 'Site', 'Rig', 'Depot'] as const;

export function buildSampleFleet(terminals: number): SampleFleet {
  const numbers = Array.from({ length: terminals }, (_, i) => i);
  return {
    userTerminals: numbers.map((i) => buildRow('userTerminals', { deviceId: deviceIdOf(i), deviceName: nameOf(i), kitNumber: kitOf(i), serialNumber: `2DWC${pad(i * 7919, 10)}` })),
    services: numbers.map((i) => buildRow('services', { serviceLineNumber: serviceLineOf(i), serviceName: `${nameOf(i)} line` })),
    accounts: [buildRow('accounts', { accountNumber: 'ACC-2087731-11542-8', accountName: 'Nordlys Shipping' }), buildRow('accounts', { accountNumber: 'ACC-99', accountName: null })],
    routers: numbers.map((i) => buildRow('routers', { routerId: `Router-0100000000000000${hex(i, 8).toUpperCase()}`, deviceId: deviceIdOf(i), deviceName: nameOf(i) })),
    ipAllocations: numbers.map((i) => buildRow('ipAllocations', {
      ipAllocationId: `ip-${deviceIdOf(i)}`, deviceId: deviceIdOf(i), deviceName: nameOf(i), kitNumber: kitOf(i),
      ipv4: [`100.${64 + Math.floor(i / 65_536)}.${Math.floor(i / 256) % 256}.${i % 256}`], ipv6Ue: [`2605:59c8:${hex(i, 4)}:1::/64`], ipv6Cpe: [`2605:59c0:${hex(i, 4)}:ab00::/56`],
    })),
  };
}

export function deviceIdOf(i: number): string {
  return `ut01000000-${hex(i, 8)}-00${hex((i * 2_654_435_761) % 0xff_ffff, 6)}`;
}

export function serviceLineOf(i: number): string {
  return `SL-${4_668_820 + i}-${36_443 + (i % 50)}-${79 + (i % 20)}`;
}

function nameOf(i: number): string {
  return `${places[i % places.length]!} ${kinds[i % kinds.length]!} ${i}`;
}

function kitOf(i: number): string {
  return `KITP${pad(i * 101, 8)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
