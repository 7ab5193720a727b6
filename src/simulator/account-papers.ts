// What an account keeps besides terminals and lines: addresses, contacts, router configurations. Small, built when first asked for, changed by writes.
import type { Account } from './fleet.ts';
import { buildUuid } from './names.ts';
import { between, hash32, pick } from './seeded-numbers.ts';
import { seededConfigIds } from './terminal-calls.ts';
import { cityOf } from './cities.ts';

export interface Address {
  readonly addressReferenceId: string;
  readonly addressLines: readonly string[];
  readonly locality: string | null;
  readonly administrativeArea: string | null;
  readonly administrativeAreaCode: string;
  readonly region: string | null;
  readonly regionCode: string;
  readonly postalCode: string;
  readonly metadata: string | null;
  readonly formattedAddress: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface Contact {
  readonly subjectId: string;
  readonly email: string;
  readonly roles: readonly string[];
}

export interface RouterConfig {
  readonly configId: string;
  readonly nickname: string;
  readonly routerConfigJson: string;
}

export interface TlsConfig {
  readonly certificateBase64Pem: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

export interface SandboxClient {
  readonly clientId: string;
  readonly sandboxId: number;
  readonly expiry: string;
}

export interface LocalContent {
  readonly nickname: string;
  readonly uploadDate: string;
  readonly fileContentId: string;
  readonly fileContentHash: string;
}

export interface AccountPapers {
  readonly addresses: Map<string, Address>;
  readonly contacts: Map<string, Contact>;
  readonly routerConfigs: Map<string, RouterConfig>;
  readonly tlsConfigs: Map<string, TlsConfig>;
  readonly sandboxClients: Map<string, SandboxClient>;
  readonly localContent: LocalContent[];
  defaultConfigId: string | null;
}

export function createPapers(account: Account): AccountPapers {
  return {
    addresses: new Map(account.serviceLines.map((line) => [line.addressReferenceId, buildAddress(account, line.addressReferenceId, line.key)])),
    contacts: new Map(buildContacts(account).map((contact) => [contact.subjectId, contact])),
    routerConfigs: new Map(account.terminals.length === 0 ? [] : buildConfigs().map((config) => [config.configId, config])),
    tlsConfigs: new Map(),
    sandboxClients: new Map(),
    localContent: [],
    defaultConfigId: account.terminals.length === 0 ? null : seededConfigIds[0],
  };
}

const streets = ['Harbour Road', 'Quay Street', 'Mill Lane', 'Station Road', 'Dock Street', 'Church Street', 'Industrial Way', 'Ring Road'] as const;

function buildAddress(account: Account, addressReferenceId: string, key: number): Address {
  const city = cityOf(account.theme.regionCode, hash32(key, 0xc17));
  const street = `${between(1, 240, key, 0x57e)} ${pick(streets, key, 0x57f)}`;
  const postalCode = String(between(1000, 9999, key, 0x2d9));
  return {
    addressReferenceId,
    addressLines: [street],
    locality: city.name,
    administrativeArea: null,
    administrativeAreaCode: city.areaCode,
    region: city.region,
    regionCode: account.theme.regionCode,
    postalCode,
    metadata: null,
    formattedAddress: `${street}, ${postalCode} ${city.name}, ${city.region}`,
    latitude: Math.round((city.latitude + (key % 100) / 5000) * 1e5) / 1e5,
    longitude: Math.round((city.longitude + ((key >>> 8) % 100) / 5000) * 1e5) / 1e5,
  };
}

function buildContacts(account: Account): Contact[] {
  const people: readonly (readonly [string, readonly string[]])[] = [['operations', ['Admin']], ['night.shift', ['Technical']], ['accounts', ['Financial']]];
  const host = `${account.accountName.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example`;
  return people.map(([name, roles], position) => ({ subjectId: buildUuid(hash32(account.index, position, 0xc0c0), 0xc0), email: `${name}@${host}`, roles }));
}

function buildConfigs(): RouterConfig[] {
  return seededConfigIds.map((configId, position) => ({
    configId,
    nickname: `Router configuration ${position + 1}`,
    routerConfigJson: JSON.stringify({ networks: [{ basicServiceSets: [{ ssid: `Crew ${position + 1}` }] }], bypassMode: false }),
  }));
}
