// An IP address or prefix as a range, so that one address finds the prefix that holds it, however either is written.

export interface AddressRange {
  readonly version: 4 | 6;
  /** 4 or 8 groups, 8 or 16 bits each. */
  readonly groups: readonly number[];
  /** Leading bits that count; all of them for a single address. */
  readonly bits: number;
}

/** null where the text is not a whole address or prefix: "10.20", "2605:59c8", a name. */
export function parseAddressRange(text: string): AddressRange | null {
  const written = text.trim();
  const slash = written.indexOf('/');
  const address = slash === -1 ? written : written.slice(0, slash);
  const groups = address.includes(':') ? parseIpv6(address) : parseIpv4(address);
  if (groups === null) return null;
  const version = groups.length === 4 ? 4 : 6;
  const most = version === 4 ? 32 : 128;
  const bits = slash === -1 ? most : parseDigits(written.slice(slash + 1), 10, 3);
  return bits > most ? null : { version, groups, bits };
}

/** One holds the other, or both are the same. */
export function rangesMeet(a: AddressRange, b: AddressRange): boolean {
  if (a.version !== b.version) return false;
  const groupBits = a.version === 4 ? 8 : 16;
  let left = Math.min(a.bits, b.bits);
  for (let i = 0; left > 0; i++, left -= groupBits) {
    const ignored = Math.max(0, groupBits - left);
    if (a.groups[i]! >> ignored !== b.groups[i]! >> ignored) return false;
  }
  return true;
}

function parseIpv4(text: string): number[] | null {
  const written = text.split('.');
  if (written.length !== 4) return null;
  const groups = written.map((group) => parseDigits(group, 10, 3));
  return groups.some((group) => group > 255) ? null : groups;
}

function parseIpv6(text: string): number[] | null {
  const gap = text.indexOf('::');
  const head = groupsOf(gap === -1 ? text : text.slice(0, gap));
  const tail = gap === -1 ? [] : groupsOf(text.slice(gap + 2));
  const missing = 8 - head.length - tail.length;
  // "::" stands for at least one group; without it all eight are written.
  if (gap === -1 ? missing !== 0 : missing < 1) return null;
  for (let i = 0; i < missing; i++) head.push(0);
  for (const group of tail) head.push(group);
  return head.includes(Infinity) ? null : head;
}

function groupsOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => parseDigits(group, 16, 4));
}

/** Infinity where the text is anything but one to `most` digits. Tens of thousands are read while one types: no regular expressions. */
function parseDigits(text: string, base: 10 | 16, most: number): number {
  if (text.length === 0 || text.length > most) return Infinity;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const digit = code >= 48 && code <= 57 ? code - 48 : base === 16 && (code | 32) >= 97 && (code | 32) <= 102 ? (code | 32) - 87 : -1;
    if (digit === -1) return Infinity;
    value = value * base + digit;
  }
  return value;
}
