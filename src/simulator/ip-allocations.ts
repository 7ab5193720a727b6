// Public addresses of a terminal over time, and which `i` rows that makes: every 5 min, at once on a change, a tombstone at the end.
import { noInterventions, type Interventions } from './interventions.ts';
import { between, hash32, hexDigits, unit } from './seeded-numbers.ts';
import { findSilence, isAboard } from './terminal-life.ts';
import type { Terminal } from './terminals.ts';

export interface IpAllocation {
  readonly ipv4: readonly string[];
  readonly ipv6Ue: readonly string[];
  readonly ipv6Cpe: readonly string[];
}

export const emptyAllocation: IpAllocation = { ipv4: [], ipv6Ue: [], ipv6Cpe: [] };

const slotS = 15;
// 20 slots of 15 s: the cadence without changes.
const slotsPerRow = 20;
// Blocks kept for documentation and benchmarks (RFC 5737, RFC 2544): no simulated address is anybody's.
const ipv4Blocks = ['192.0.2.', '198.51.100.', '203.0.113.'] as const;

/** How many `i` rows are due at this second (which must be one of the terminal's own). */
export function countIpRows(terminal: Terminal, second: number, interventions: Interventions = noInterventions): number {
  if (terminal.silence === 'always' || !isAboard(terminal, second)) return 0;
  const before = findLease(terminal, second - slotS, interventions);
  const now = findLease(terminal, second, interventions);
  // On a change old and new together, then the new alone; at the end one empty row.
  if (before !== now) return now === null || before === null ? 1 : 2;
  const due = Math.floor(second / slotS) % slotsPerRow === terminal.key % slotsPerRow;
  return due && now !== null && findSilence(terminal, second, interventions.terminalReboots(terminal)) === null ? 1 : 0;
}

/** The `part`-th of the rows due at this second: on a change first old and new together, then the new alone. */
export function buildIpAllocation(terminal: Terminal, second: number, part: number, interventions: Interventions = noInterventions): IpAllocation {
  const now = findLease(terminal, second, interventions);
  if (now === null) return emptyAllocation;
  const current = buildLease(terminal, now);
  const before = findLease(terminal, second - slotS, interventions);
  if (part === 1 || before === null || before === now) return current;
  const old = buildLease(terminal, before);
  return {
    ipv4: [...old.ipv4, ...current.ipv4], ipv6Ue: [...old.ipv6Ue, ...current.ipv6Ue], ipv6Cpe: [...old.ipv6Cpe, ...current.ipv6Cpe],
  };
}

/** The second of the newest `i` row at or before `second`, or null when the terminal has no addresses then. */
export function findLastIpRow(terminal: Terminal, second: number, interventions: Interventions = noInterventions): number | null {
  if (!interventions.hasPublicIp(terminal, second)) return null;
  const last = second - ((((second - terminal.phase) % slotS) + slotS) % slotS);
  for (let back = 0; back <= slotsPerRow; back++) {
    const at = last - back * slotS;
    if (countIpRows(terminal, at, interventions) > 0) return findLease(terminal, at, interventions) === null ? null : at;
  }
  return null;
}

/** The terminal got other addresses since its last sample: the sign of a new point of presence. */
export function changesAddress(terminal: Terminal, second: number, interventions: Interventions = noInterventions): boolean {
  return interventions.hasPublicIp(terminal, second) && countIpRows(terminal, second, interventions) === 2;
}

/** Leases follow each other every 4 to 12 hours; one in six is a time without public addresses: null. */
function findLease(terminal: Terminal, second: number, interventions: Interventions): number | null {
  if (!interventions.hasPublicIp(terminal, second)) return null;
  const periodS = between(4 * 3600, 12 * 3600, terminal.key, 0x1ea5);
  const lease = Math.floor((second + Math.floor(unit(terminal.key, 0x1ea6) * periodS)) / periodS);
  return hash32(terminal.key, lease, 0x1ea7) % 6 === 0 ? null : lease;
}

function buildLease(terminal: Terminal, lease: number): IpAllocation {
  const h = hash32(terminal.key, lease, 0x1ea8);
  const block = h % (ipv4Blocks.length + 4);
  const ipv4 = block < ipv4Blocks.length
    ? `${ipv4Blocks[block] ?? ipv4Blocks[0]}${1 + ((h >>> 8) % 254)}`
    : `198.${18 + ((h >>> 7) & 1)}.${(h >>> 8) & 255}.${1 + ((h >>> 16) % 254)}`;
  const group = (salt: number): string => hexDigits(hash32(terminal.key, lease, salt), 4).replace(/^0+(?=.)/, '');
  return {
    ipv4: [ipv4],
    ipv6Ue: [`2001:db8:56${hexDigits(h, 2)}:${group(0x1ea9)}::/64`],
    // A /56 ends in two zero digits.
    ipv6Cpe: [`2001:db8:57${hexDigits(h, 2)}:${hexDigits(h >>> 8, 2).replace(/^0+(?=.)/, '')}00::/56`],
  };
}
