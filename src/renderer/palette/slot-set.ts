// Sets of slots, a bit each: thousands of them are united, taken apart and counted in microseconds.

/** Slot `s` is bit `s & 31` of number `s >> 5`. */
export type SlotSet = Uint32Array;

/** Empty, for slots below `slots`. */
export function createSlotSet(slots: number): SlotSet {
  return new Uint32Array((slots + 31) >> 5);
}

export function hasSlot(set: SlotSet, slot: number): boolean {
  return (set[slot >> 5]! & (1 << (slot & 31))) !== 0;
}

export function addSlot(set: SlotSet, slot: number): void {
  set[slot >> 5]! |= 1 << (slot & 31);
}

export function removeSlot(set: SlotSet, slot: number): void {
  set[slot >> 5]! &= ~(1 << (slot & 31));
}

/** Calls back in the order of slots. */
export function forEachSlot(set: SlotSet, visit: (slot: number) => void): void {
  for (let at = 0; at < set.length; at++) {
    for (let left = set[at]!; left !== 0; left &= left - 1) visit(at * 32 + (31 - Math.clz32(left & -left)));
  }
}

/** How many slots there are. */
export function countSlots(set: SlotSet): number {
  let count = 0;
  for (let at = 0; at < set.length; at++) {
    // Sums of two, of four, of eight bits side by side; then of all bytes.
    let sums = set[at]!;
    sums -= (sums >>> 1) & 0x5555_5555;
    sums = (sums & 0x3333_3333) + ((sums >>> 2) & 0x3333_3333);
    count += Math.imul((sums + (sums >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
  }
  return count;
}
