// Which rows a click selects: plain takes one, Ctrl adds or removes one, Shift takes all from the last one clicked.

export interface Selection {
  readonly selectedKeys: ReadonlySet<string>;
  readonly anchorKey: string | null;
}

export interface ClickModifiers {
  readonly isRange: boolean;
  readonly isToggle: boolean;
}

/** `keysInOrder` is asked for only where a range is meant: it lists 10,000 rows. */
export function buildSelection(before: Selection, key: string, modifiers: ClickModifiers, keysInOrder: () => readonly string[]): Selection {
  if (modifiers.isRange && before.anchorKey !== null) {
    const keys = keysInOrder();
    const from = keys.indexOf(before.anchorKey);
    const to = keys.indexOf(key);
    if (from !== -1 && to !== -1) return { selectedKeys: new Set(keys.slice(Math.min(from, to), Math.max(from, to) + 1)), anchorKey: before.anchorKey };
  }
  if (modifiers.isToggle) {
    const selectedKeys = new Set(before.selectedKeys);
    if (!selectedKeys.delete(key)) selectedKeys.add(key);
    return { selectedKeys, anchorKey: key };
  }
  return { selectedKeys: new Set([key]), anchorKey: key };
}
