// Where a key leads in a list of one column; null for keys that mean nothing to it.
export function nextListPlace(place: number, key: string, count: number, pageItems: number): number | null {
  if (count === 0) return null;
  const inside = (next: number): number => Math.min(count - 1, Math.max(0, next));
  switch (key) {
    case 'ArrowDown': return inside(place + 1);
    case 'ArrowUp': return inside(place - 1);
    case 'PageDown': return inside(place + pageItems);
    case 'PageUp': return inside(place - pageItems);
    case 'Home': return 0;
    case 'End': return count - 1;
    default: return null;
  }
}
