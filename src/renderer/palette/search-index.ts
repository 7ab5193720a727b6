// Everything in the fleet that has an id or a name, searched at every key. Kept up to date from the tables' rows: only what changed is read again.
import type { TableRow } from '#shared/table-schemas.ts';
import { parseAddressRange, rangesMeet, type AddressRange } from './address-range.ts';
import { foldText } from './fold-text.ts';
import { entrySources, searchKinds, type SearchEntry, type SearchKind } from './search-entry.ts';
import { buildHaystack, FIELD_BREAK, fieldAt, scoreHaystack, scores, type SearchQuery } from './search-query.ts';
import { createTextShelf, type TextShelf } from './text-shelf.ts';
import { rankTitles } from './title-ranks.ts';
import { createTopList } from './top-list.ts';

export interface SearchHit {
  readonly entry: SearchEntry;
  readonly score: number;
  /** Number of the entry's field that answers best. */
  readonly field: number;
}

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

interface Shelved {
  readonly entry: SearchEntry;
  /** The newest with this entry: an older one would keep a whole past delivery alive. */
  row: object;
  readonly haystack: string;
  /** Folded. */
  readonly title: string;
  /** Of its addresses, once a search has asked for them. */
  ranges: readonly (AddressRange | null)[] | null;
}

interface KindIndex {
  readonly shelf: TextShelf;
  /** By slot; null: free. */
  readonly shelved: (Shelved | null)[];
  readonly slotByKey: Map<string, number>;
  readonly freeSlots: number[];
  /** By slot; null since a title has come, gone or changed. */
  titleRanks: Int32Array | null;
}

export function createSearchIndex(): SearchIndex {
  const kinds = Object.fromEntries(searchKinds.map((kind) => [kind, createKindIndex()])) as Record<SearchKind, KindIndex>;
  const allocations = new Map<string, TableRow<'ipAllocations'>>();

  function put<Kind extends SearchKind>(kind: Kind, row: TableRow<Kind>): void {
    const index = kinds[kind];
    const { shelf, shelved, slotByKey, freeSlots } = index;
    const entry = entrySources[kind].build(row, (deviceId) => allocations.get(deviceId));
    const slot = slotByKey.get(entry.key) ?? freeSlots.pop() ?? shelved.length;
    const haystack = buildHaystack(entry.fields.map(({ text }) => text));
    if (shelved[slot]?.haystack !== haystack) shelf.set(slot, haystack);
    const title = foldText(entry.title);
    if (shelved[slot]?.title !== title) index.titleRanks = null;
    shelved[slot] = { entry, row, haystack, title, ranges: null };
    slotByKey.set(entry.key, slot);
  }

  function drop(kind: SearchKind, key: string): void {
    const { shelf, shelved, slotByKey, freeSlots } = kinds[kind];
    const slot = slotByKey.get(key)!;
    slotByKey.delete(key);
    shelved[slot] = null;
    shelf.set(slot, '');
    freeSlots.push(slot);
  }

  /** A terminal is found by its addresses, too: they stand in another table. */
  function placeAllocations(touched: ReadonlySet<string>): void {
    const { shelved, slotByKey } = kinds.userTerminals;
    for (const deviceId of touched) {
      const slot = slotByKey.get(deviceId);
      if (slot !== undefined) put('userTerminals', shelved[slot]!.row as TableRow<'userTerminals'>);
    }
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
      for (const key of gone) drop(kind, key);
      for (const row of changed) put(kind, row);
      placeAllocations(touched);

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

function createKindIndex(): KindIndex {
  return { shelf: createTextShelf(), shelved: [], slotByKey: new Map(), freeSlots: [], titleRanks: null };
}

interface Candidate {
  readonly slot: number;
  readonly score: number;
  /** Place of the answer in the haystack; -1: an address that is written otherwise. */
  readonly at: number;
}

/** More than there are slots: the score decides, then whether the title itself begins with the phrase (before an id that does), then the title's rank. */
const RANKS = 2 ** 32;
const orderOf = (score: number, isTitle: boolean, rank: number): number => (2 * score + (isTitle ? 0 : 1)) * RANKS + rank;

/** More answers than this are not looked at one by one while enough of them begin with the phrase. */
const MANY = 2_000;

interface Answers {
  readonly hits: readonly SearchHit[];
  readonly total: number;
  /** Entries of which the whole phrase is an own id. */
  readonly owner: readonly SearchHit[];
}

function findInKind(index: KindIndex, query: SearchQuery, allocated: ReadonlyMap<number, string>, most: number): Answers {
  const { shelf, shelved } = index;
  const ranks = (index.titleRanks ??= rankTitles(shelved));
  const top = createTopList<Candidate>(most);
  const taken = new Uint8Array(shelved.length);
  const owner: SearchHit[] = [];
  let total = 0;
  const take = (slot: number, score: number, at: number): void => {
    taken[slot] = 1;
    total += 1;
    const rank = ranks[slot]!;
    // Of thousands of answers most are ruled out by their rank alone.
    if (top.wants(orderOf(score, true, rank))) top.add(orderOf(score, score === scores.begins && shelved[slot]!.title.startsWith(query.phrase), rank), { slot, score, at });
    if (score !== scores.exact || allocated.has(slot)) return;
    const hit = buildHit(shelved[slot]!, { score, at }, query, undefined);
    if (hit.field < hit.entry.ownIds) owner.push(hit);
  };

  for (const slot of allocated.keys()) take(slot, scores.exact, -1);
  const found: number[] = [];
  shelf.scan(query.words[0]!, (slot) => void found.push(slot));
  const isMany = found.length > MANY;
  if (isMany) {
    const best = new Uint8Array(shelved.length).fill(scores.none);
    shelf.scanFields(query.phrase, FIELD_BREAK, (slot, isWhole) => (best[slot] = isWhole ? scores.exact : Math.min(best[slot]!, scores.begins)));
    for (const slot of found) if (best[slot] !== scores.none && taken[slot] === 0) take(slot, best[slot]!, -1);
  }
  const isFull = isMany && total >= most;
  const otherWords = query.words.slice(1);
  for (const slot of found) {
    if (taken[slot] === 1) continue;
    const { haystack } = shelved[slot]!;
    if (!isFull) {
      const { score, at } = scoreHaystack(haystack, query);
      if (score !== scores.none) take(slot, score, at);
    } else if (otherWords.every((word) => haystack.includes(word))) total += 1;
  }
  return { hits: top.list().map((candidate) => buildHit(shelved[candidate.slot]!, candidate, query, allocated.get(candidate.slot))), total, owner };
}

function buildHit({ entry, haystack }: Shelved, { score, at }: Pick<Candidate, 'score' | 'at'>, query: SearchQuery, address: string | undefined): SearchHit {
  const field = address !== undefined ? entry.fields.findIndex(({ text }) => text === address) : fieldAt(haystack, at === -1 ? scoreHaystack(haystack, query).at : at);
  return { entry, score, field };
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
