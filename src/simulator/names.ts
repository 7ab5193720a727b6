// The names and numbers printed on things: ships, trucks, sites, serials, account and service line numbers.
import { between, hash32, hexDigits } from './seeded-numbers.ts';

export type TerminalKind = 'ship' | 'truck' | 'site' | 'platform';

const shipNames = [
  'MV Skagerrak', 'Ferry Nord', 'MV Halden', 'Survey One', 'MV Oslofjord', 'MV Sleipner', 'Buoy Tender', 'MV Kattegat',
  'Crew Boat', 'Tug Atlas', 'MV Sundsvall', 'MV Hardanger', 'Supply Runner', 'MV Kestrel', 'Cable Layer', 'MV Aurora',
  'MV Trafalgar', 'Dredger Sable', 'MV Solent', 'Trawler Brage', 'MV Corvina', 'MV Petrel', 'Pilot Cutter', 'MV Meridian',
  'MV Lindesnes', 'Crane Ship Thor', 'MV Finisterre', 'MV Dunlin', 'Research Vessel Nansen', 'MV Gannet',
] as const;
const siteNames = [
  'Harbour Office', 'Camp Øst', 'Site Brugge', 'Mast', 'Depot', 'Quarry', 'Relay Station', 'Site Ostend', 'Field Clinic',
  'Forest Camp', 'Weather Post', 'Workshop',
] as const;
const platformNames = ['Wind Park B', 'Rig Alpha', 'Platform Gyda', 'Met Mast', 'Lightship', 'Converter Station'] as const;

/** A believable name; `ordinal` counts the terminals of this kind within the account, `shift` keeps accounts apart. */
export function buildTerminalName(kind: TerminalKind, ordinal: number, shift: number): string {
  if (kind === 'truck') return `Truck ${String(87 + ordinal * 3 + (shift % 7)).padStart(3, '0')}`;
  const names = kind === 'ship' ? shipNames : kind === 'site' ? siteNames : platformNames;
  const position = ordinal + shift;
  const name = names[position % names.length] ?? names[0];
  // Counted from this account's own first use of the name, so that a small fleet has few numbers.
  const round = Math.floor(ordinal / names.length);
  if (name === 'Wind Park B') return `Wind Park B${round + 4}`;
  return round === 0 ? name : `${name} ${round + 1}`;
}

/** A bijection on 23 bits: terminal numbers look scattered, and no two are the same. */
export function scatter23(index: number, seed: number): number {
  return (Math.imul(index, 0x2545f3) + hash32(seed, 0x5ca7)) & 0x7fffff;
}

export function buildUserTerminalId(index: number, seed: number): string {
  // Bit 23 is always set, so that no scattered number can be the demo cruise's 74d101.
  const tail = hexDigits(0x800000 | scatter23(index, seed), 6);
  if (index % 9 !== 2) return `01000000-00000000-00${tail}`;
  // Older hardware has ids without a pattern.
  return `${hexDigits(hash32(seed, index, 1), 8)}-${hexDigits(hash32(seed, index, 2), 8)}-${hexDigits(hash32(seed, index, 3), 2)}${tail}`;
}

export function buildRouterId(index: number, part: number, seed: number): string {
  const number = 0x01000000 + scatter23(index * 4 + part, seed ^ 0x0f0f);
  return `0100000000000000${hexDigits(number, 8)}`.toUpperCase();
}

export function buildKitSerial(index: number): string {
  return index % 5 === 3 ? `KITP${73434368 + index * 37}` : `KITP${String(142069 + index * 37).padStart(8, '0')}`;
}

export function buildDishSerial(index: number): string {
  return index % 9 === 2 ? `2DHT${String(542069 + index * 41).padStart(8, '0')}` : `HPCP3${String(142069 + index * 37).padStart(8, '0')}`;
}

export function buildAccountNumber(index: number, seed: number): string {
  const first = between(100000, 999999, seed, index, 0xacc1);
  // The middle carries the index: two accounts can never share a number.
  const middle = 10000 + ((hash32(seed, 0xacc2) + index) % 90000);
  return `ACC-${first}-${middle}-${between(10, 99, seed, index, 0xacc3)}`;
}

export function buildServiceLineNumber(index: number, seed: number): string {
  return `SL-${1000000 + scatter23(index, seed ^ 0x51)}-${between(10000, 99999, seed, index, 0x512)}-${between(10, 99, seed, index, 0x513)}`;
}

export function buildUuid(key: number, salt: number): string {
  const h = (part: number, digits: number): string => hexDigits(hash32(key, salt, part), digits);
  return `${h(1, 8)}-${h(2, 4)}-4${h(3, 3)}-8${h(4, 3)}-${h(5, 8)}${h(6, 4)}`;
}
