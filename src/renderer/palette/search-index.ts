// Everything in the fleet that has an id or a name, searched at every key. Kept up to date from the tables' rows: only what changed is read again.
import type { TableRow } from '#shared/table-schemas.ts';
import { parseAddressRange, rangesMeet, type AddressRange } from './address-range.ts';
import { findInKind, type SearchHit } from './find-in-kind.ts';
import { createKindIndex, type KindIndex, type Shelved } from './kind-index.ts';
import { entrySources, searchKinds, type SearchKind } from './search-entry.ts';
import type { SearchQuery } from './search-query.ts';

export interface SearchGroup {
  readonly kind: SearchKind;
  /** Best first; at most as many as asked for. */
  readonly hits: readonly SearchHit[];
  readonly total: number;
}

export interface SearchIndex {
  /** Takes the rows of a table as they are now. */
  update<Kind extends SearchKind>(kind: Kind, rows: readonly TableRow<Kind>[]): void;
  /** Groups with hits, the best answer first. */
  find(query: SearchQuery, mostPerGroup: number): readonly SearchGroup[];
}

export function createSearchIndex(): SearchIndex {
  const kinds = Object.fromEntries(searchKinds.map((kind) => [kind, createKindIndex()])) as Record<SearchKind, KindIndex>;
  const allocations = new Map<string, TableRow<'ipAllocations'>>();

  function put<Kind extends SearchKind>(kind: Kind, row: TableRow<Kind>): void {
    kinds[kind].put(entrySources[kind].build(row, (deviceId) => allocations.get(deviceId)), row);
  }

  /** A terminal is found by its addresses, too: they stand in another table. */
  function placeAllocations(touched: ReadonlySet<string>): void {
    const { shelved, slotByKey } = kinds.userTerminals;
    for (const deviceId of touched) {
      const slot = slotByKey.get(deviceId);
      if (slot !== undefined) put('userTerminals', shelved[slot]!.row as TableRow<'userTerminals'>);
    }
    kinds.userTerminals.settle();
  }

  /** Entries of a kind whose address or prefix meets the one typed, with that address. */
  function allocatedSlots(kind: SearchKind, allocated: readonly Allocated[]): ReadonlyMap<number, string> {
    if (kind !== 'ipAllocations' && kind !== 'userTerminals') return new Map();
    const { slotByKey } = kinds[kind];
    return new Map(allocated.flatMap(({ row, address }) => {
      const slot = slotByKey.get(kind === 'ipAllocations' ? row.ipAllocationId : (row.deviceId ?? ''));
      return slot === undefined ? [] : [[slot, address] as const];
    }));
  }

  return {
    update(kind, rows) {
      const { shelved, slotByKey } = kinds[kind];
      const { keyOf, reads } = entrySources[kind];
      const gone = new Set(slotByKey.keys());
      const changed: typeof rows[number][] = [];
      const touched = new Set<string>();
      for (const row of rows) {
        const slot = slotByKey.get(keyOf(row));
        if (slot !== undefined) gone.delete(keyOf(row));
        const before = slot === undefined ? undefined : shelved[slot]!;
        if (before === undefined || !isSameSource(before.row as typeof row, row, reads)) changed.push(row);
        else keepNewest(before, row);
      }
      if (kind === 'ipAllocations') {
        for (const key of gone) touchDevice((shelved[slotByKey.get(key)!]!.row as TableRow<'ipAllocations'>).deviceId, null);
        for (const row of changed as readonly TableRow<'ipAllocations'>[]) touchDevice(row.deviceId, row);
      }
      for (const key of gone) kinds[kind].drop(key);
      for (const row of changed) put(kind, row);
      placeAllocations(touched);
      kinds[kind].settle();

      function keepNewest(before: Shelved, row: typeof rows[number]): void {
        before.row = row;
        if (kind !== 'ipAllocations') return;
        const { deviceId } = row as TableRow<'ipAllocations'>;
        if (deviceId !== null) allocations.set(deviceId, row as TableRow<'ipAllocations'>);
      }

      function touchDevice(deviceId: string | null, row: TableRow<'ipAllocations'> | null): void {
        if (deviceId === null) return;
        if (row === null) allocations.delete(deviceId);
        else allocations.set(deviceId, row);
        touched.add(deviceId);
      }
    },
    find(query, mostPerGroup) {
      if (query.phrase === '') return [];
      const allocated = query.range === null ? [] : findRange(kinds.ipAllocations.shelved, query.range);
      const answers = searchKinds.map((kind) => ({ kind, ...findInKind(kinds[kind], query, allocatedSlots(kind, allocated), mostPerGroup) }));
      // An id typed in full means its owner and nothing else.
      const owners = answers.filter(({ owner }) => owner.length > 0);
      if (owners.length > 0) return owners.map(({ kind, owner }) => ({ kind, hits: owner.slice(0, mostPerGroup), total: owner.length }));
      return answers.filter(({ hits }) => hits.length > 0).map(({ kind, hits, total }) => ({ kind, hits, total })).sort((a, b) => a.hits[0]!.score - b.hits[0]!.score);
    },
  };
}

interface Allocated {
  readonly row: TableRow<'ipAllocations'>;
  readonly address: string;
}

function findRange(shelved: readonly (Shelved | null)[], range: AddressRange): Allocated[] {
  const found: Allocated[] = [];
  for (const one of shelved) {
    if (one === null) continue;
    one.ranges ??= one.entry.addresses.map(parseAddressRange);
    const met = one.ranges.findIndex((own) => own !== null && rangesMeet(own, range));
    if (met !== -1) found.push({ row: one.row as TableRow<'ipAllocations'>, address: one.entry.addresses[met]! });
  }
  return found;
}

function isSameSource<Row>(before: Row, row: Row, reads: readonly (keyof Row)[]): boolean {
  if (before === row) return true;
  return reads.every((name) => {
    const a: unknown = before[name];
    const b: unknown = row[name];
    return a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => item === b[i]));
  });
}
