// Which drawn element shows which row. Making elements costs more than changing their text: after a jump the old ones are used again, in place.

export interface RowSlots {
  /** One key for each row, in order; a row that keeps its key keeps its element. */
  assign(rowKeys: readonly string[]): readonly string[];
}

/** With fewer rows than this share still in view it was a jump. Below it most elements are new anyway; above it, moving on is cheaper. */
const JUMP_BELOW = 0.5;

export function createRowSlots(): RowSlots {
  let rowKeys: readonly string[] = [];
  let slots: readonly string[] = [];
  let made = 0;
  return {
    assign(next) {
      const slotOf = new Map(rowKeys.map((key, index) => [key, slots[index]!]));
      const kept = next.filter((key) => slotOf.has(key)).length;
      const isJump = kept < next.length * JUMP_BELOW;
      slots = next.map((key, index) => (isJump ? slots[index] : slotOf.get(key)) ?? `slot-${made++}`);
      rowKeys = next;
      return slots;
    },
  };
}
