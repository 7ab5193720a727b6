// The few best of many items, without sorting the many.

export interface TopList<Item> {
  /** An item is among the first only if its order is smaller: need not be made where it is not. */
  limit(): number;
  /** Smaller orders come first; equal ones as they came. */
  add(order: number, item: Item): void;
  /** At most `most`, in order. */
  list(): Item[];
}

export function createTopList<Item>(most: number): TopList<Item> {
  const items: { readonly order: number; readonly item: Item }[] = [];
  const limit = (): number => (items.length < most ? Infinity : (items[most - 1]?.order ?? -Infinity));
  return {
    limit,
    add(order, item) {
      if (order >= limit()) return;
      let place = items.length;
      while (place > 0 && order < items[place - 1]!.order) place -= 1;
      items.splice(place, 0, { order, item });
      if (items.length > most) items.pop();
    },
    list: () => items.map(({ item }) => item),
  };
}
