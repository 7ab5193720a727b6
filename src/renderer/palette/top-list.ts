// The first few of many, kept without sorting the many.

export interface TopList<Item> {
  /** Whether an item of this order would be among the first: need not be made where it would not. */
  wants(order: number): boolean;
  /** Smaller orders come first; equal ones as they came. */
  add(order: number, item: Item): void;
  /** At most `most`, in order. */
  list(): Item[];
}

export function createTopList<Item>(most: number): TopList<Item> {
  const items: { readonly order: number; readonly item: Item }[] = [];
  const wants = (order: number): boolean => items.length < most || (most > 0 && order < items[most - 1]!.order);
  return {
    wants,
    add(order, item) {
      if (!wants(order)) return;
      let place = items.length;
      while (place > 0 && order < items[place - 1]!.order) place -= 1;
      items.splice(place, 0, { order, item });
      if (items.length > most) items.pop();
    },
    list: () => items.map(({ item }) => item),
  };
}
