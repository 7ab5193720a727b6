// The first few of many, kept without sorting the many.

export interface TopList<Item> {
  add(item: Item): void;
  /** At most `most`, in order. */
  list(): Item[];
}

export function createTopList<Item>(most: number, compare: (a: Item, b: Item) => number): TopList<Item> {
  const items: Item[] = [];
  return {
    add(item) {
      if (items.length === most && compare(item, items[most - 1]!) >= 0) return;
      let place = items.length;
      while (place > 0 && compare(item, items[place - 1]!) < 0) place -= 1;
      items.splice(place, 0, item);
      if (items.length > most) items.pop();
    },
    list: () => [...items],
  };
}
