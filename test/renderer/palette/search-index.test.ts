import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableRow } from '#shared/table-schemas.ts';
import { entrySources, searchKinds, type SearchEntry } from '../../../src/renderer/palette/search-entry.ts';
import { createSearchIndex, type SearchIndex } from '../../../src/renderer/palette/search-index.ts';
import { buildSearchQuery, scores } from '../../../src/renderer/palette/search-query.ts';
import { buildRow } from '../tables/sample-rows.ts';
import { rankNaively, searchNaively } from './naive-search.ts';
import { buildSampleFleet, deviceIdOf, serviceLineOf, type SampleFleet } from './sample-fleet.ts';

const terminals = 600;
const fleet = buildSampleFleet(terminals);
const index = createSearchIndex();
takeFleet(index, fleet);

function takeFleet(into: SearchIndex, rows: SampleFleet): void {
  for (const kind of searchKinds) into.update(kind, rows[kind] as never);
}

/** `kind key` of every hit, in the order shown. */
function find(text: string, from: SearchIndex = index, most = Infinity): string[] {
  return from.find(buildSearchQuery(text), most).flatMap(({ kind, hits }) => hits.map(({ entry }) => `${kind} ${entry.key}`));
}

describe('what finds what', () => {
  it.each([
    ['the terminal’s id', deviceIdOf(77), `userTerminals ${deviceIdOf(77)}`],
    ['its id in capitals, pasted with spaces', `  ${deviceIdOf(77).toUpperCase()} `, `userTerminals ${deviceIdOf(77)}`],
    ['its bare Management id', deviceIdOf(77).slice(2), `userTerminals ${deviceIdOf(77)}`],
    ['its kit number', fleet.userTerminals[77]!.kitNumber!, `userTerminals ${deviceIdOf(77)}`],
    ['its serial number', fleet.userTerminals[77]!.serialNumber!, `userTerminals ${deviceIdOf(77)}`],
    ['a router’s id', fleet.routers[5]!.routerId, `routers ${fleet.routers[5]!.routerId}`],
    ['a router’s bare id in small letters', fleet.routers[5]!.routerId.slice(7).toLowerCase(), `routers ${fleet.routers[5]!.routerId}`],
    ['an IP allocation’s id', `ip-${deviceIdOf(9)}`, `ipAllocations ip-${deviceIdOf(9)}`],
    ['a service line’s number', serviceLineOf(0), `services ${serviceLineOf(0)}`],
    ['an account’s number', 'acc-2087731-11542-8', 'accounts ACC-2087731-11542-8'],
  ])('%s finds exactly one', (_what, text, hit) => expect(find(text)).toEqual([hit]));

  it('a fragment from the middle finds, and digits of a service line find the line', () => {
    expect(find('4668820')).toEqual(['services SL-4668820-36443-79']);
    expect(find('11542')).toContain('accounts ACC-2087731-11542-8');
  });

  it('names are found without their diacritics, in any case and any order of words', () => {
    expect(find('bodo ferry 590')[0]).toBe(`userTerminals ${deviceIdOf(590)}`);
    expect(find('590 FERRY BODØ')).toContain(`userTerminals ${deviceIdOf(590)}`);
    expect(find('sao paulo 3')).toContain(`userTerminals ${deviceIdOf(3)}`);
    expect(find('nordlys')).toEqual(['accounts ACC-2087731-11542-8']);
  });

  it('an address finds its terminal first and its allocation, however it is written', () => {
    const both = [`userTerminals ${deviceIdOf(300)}`, `ipAllocations ip-${deviceIdOf(300)}`];
    expect(find('100.64.1.44')).toEqual(both);
    expect(find('2605:59C0:012C:AB12::7')).toEqual(both);
    expect(find('2605:59c8:12c:1:0:0:0:1')).toEqual(both);
    expect(find('100.64.1.0/26')).toHaveLength(2 * 64);
  });

  it('a half-typed address finds what goes on from it, the whole one first', () => {
    expect(find('100.64.1.4')[0]).toBe(`userTerminals ${deviceIdOf(260)}`);
    expect(find('100.64.1.4')).toContain(`userTerminals ${deviceIdOf(300)}`);
  });

  it('what begins with the text comes before what holds it', () => {
    const small = createSearchIndex();
    small.update('userTerminals', [
      buildRow('userTerminals', { deviceId: 'ut1', deviceName: 'Old winch' }), buildRow('userTerminals', { deviceId: 'ut2', deviceName: 'Darwin' }),
      buildRow('userTerminals', { deviceId: 'ut3', deviceName: 'Wind farm' }), buildRow('userTerminals', { deviceId: 'ut4', deviceName: 'Win' }),
    ]);
    expect(find('win', small)).toEqual(['userTerminals ut4', 'userTerminals ut3', 'userTerminals ut1', 'userTerminals ut2']);
  });

  it('counts all and hands out the best few', () => {
    const [group] = index.find(buildSearchQuery('bergen'), 6);
    expect(group).toMatchObject({ kind: 'userTerminals', total: terminals / 10 });
    expect(group!.hits).toHaveLength(6);
  });

  it('says which field answered', () => {
    const [group] = index.find(buildSearchQuery('100.64.0.7'), 1);
    const [hit] = group!.hits;
    expect(hit!.entry.fields[hit!.field]).toEqual({ label: 'IPv4', text: '100.64.0.7' });
  });

  it.each(['', '   ', 'no such thing'])('"%s" finds nothing', (text) => expect(find(text)).toEqual([]));
});

describe('kept up to date', () => {
  const name = fc.constantFrom('Bodø Ferry', 'ferry two', 'Rig 7', 'rig', 'Паром Два', '渡轮二号', 'Ferry ⛴️ 10.0.0.1', ' kit ', null);
  const address = fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.1.0/24', '2605:59c8::/56', 'odd address');
  const id = fc.integer({ min: 0, max: 7 });
  const terminal = fc.record({ id, name }).map(({ id: n, name: deviceName }) => buildRow('userTerminals', { deviceId: `ut0${n}-a`, deviceName, kitNumber: `KIT${n}` }));
  const allocation = fc.record({ id, ipv4: fc.array(address, { maxLength: 2 }) }).map(({ id: n, ipv4 }) => buildRow('ipAllocations', { ipAllocationId: `ip-ut0${n}-a`, deviceId: `ut0${n}-a`, ipv4 }));
  const service = fc.record({ id, name }).map(({ id: n, name: serviceName }) => buildRow('services', { serviceLineNumber: `SL-${n}-ferry`, serviceName }));
  const step = fc.oneof(
    fc.uniqueArray(terminal, { selector: (row) => row.deviceId }).map((rows) => ({ kind: 'userTerminals' as const, rows })),
    fc.uniqueArray(allocation, { selector: (row) => row.ipAllocationId }).map((rows) => ({ kind: 'ipAllocations' as const, rows })),
    fc.uniqueArray(service, { selector: (row) => row.serviceLineNumber }).map((rows) => ({ kind: 'services' as const, rows })),
  );
  const text = fc.constantFrom('ferry', 'f', 'BODO', 'rig', 'два', 'п', '渡轮', '⛴️', 'ki', '0 10', 'ut0', 'ut03-a', '01-a', 'kit2', '10.0.0.1', '10.0.0', '10.0.1.9', '2605:59c8::1', 'sl-1', 'sl-1-ferry', 'two ferry', 'a', '-');

  it('whatever came, changed and went: the index finds what a plain scan of the rows finds', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 12 }), fc.array(text, { minLength: 1 }), (steps, texts) => {
      const own = createSearchIndex();
      const now: { userTerminals: readonly TableRow<'userTerminals'>[]; ipAllocations: readonly TableRow<'ipAllocations'>[]; services: readonly TableRow<'services'>[] } = { userTerminals: [], ipAllocations: [], services: [] };
      for (const { kind, rows } of steps) {
        Object.assign(now, { [kind]: rows });
        own.update(kind, rows as never);
        // A search in between joins texts that later steps change.
        own.find(buildSearchQuery('ferry'), 3);
      }
      const byDevice = new Map(now.ipAllocations.map((row) => [row.deviceId, row]));
      const entries: SearchEntry[] = [
        ...now.userTerminals.map((row) => entrySources.userTerminals.build(row, (deviceId) => byDevice.get(deviceId))),
        ...now.ipAllocations.map((row) => entrySources.ipAllocations.build(row, () => undefined)),
        ...now.services.map((row) => entrySources.services.build(row, () => undefined)),
      ];
      for (const each of texts) {
        const groups = own.find(buildSearchQuery(each), Infinity);
        const found = new Map(groups.map(({ kind, hits }) => [kind as string, new Set(hits.map(({ entry }) => entry.key))]));
        expect(found).toEqual(searchNaively(entries, each));
        for (const { hits, total } of groups) expect(hits).toHaveLength(total);
        const isOwned = groups.some(({ hits }) => hits[0]!.score === scores.exact);
        for (const { kind, hits, total } of isOwned ? [] : own.find(buildSearchQuery(each), 2)) {
          const ranked = rankNaively(entries.filter((entry) => entry.kind === kind), each);
          expect(hits.map(({ entry }) => entry.title)).toEqual(ranked.slice(0, 2));
          expect(total).toBe(ranked.length);
        }
      }
    }), { numRuns: 300 });
  });

  it('a large fleet agrees, too: over many joined texts', () => {
    const entries = searchKinds.flatMap((kind) => (fleet[kind] as readonly never[]).map((row) => entrySources[kind].build(row, (deviceId) => fleet.ipAllocations.find((each) => each.deviceId === deviceId))));
    for (const each of ['1', 'ferry', 'bodo', '100.64.1', '2605:59c0:1', 'kitp0', 'f', 'ut0', 'line 5']) {
      const found = new Map(index.find(buildSearchQuery(each), Infinity).map(({ kind, hits }) => [kind as string, new Set(hits.map(({ entry }) => entry.key))]));
      expect(found, each).toEqual(searchNaively(entries, each));
    }
  });

  it('of thousands of answers the best are handed out, and all are counted', () => {
    const many = buildSampleFleet(2_500);
    const own = createSearchIndex();
    takeFleet(own, many);
    // A title that comes anew takes its place in the order.
    const renamed = { ...many, userTerminals: many.userTerminals.map((row, i) => (i === 1_700 ? { ...row, deviceName: 'Ut0' } : row)) };
    own.find(buildSearchQuery('ut0'), 6);
    takeFleet(own, renamed);
    const allocations = new Map(renamed.ipAllocations.map((row) => [row.deviceId, row]));
    for (const text of ['ut0', 'ut', 'f', '1', '10', '100.64', '2605:59c0', 'kit', 'ferry 1', 'line ferry', 'erry', '000', '-', 'b f', 'ø', 'z']) {
      const query = buildSearchQuery(text);
      for (const kind of searchKinds) {
        const entries = (renamed[kind] as readonly never[]).map((row) => entrySources[kind].build(row, (deviceId) => allocations.get(deviceId)));
        const ranked = rankNaively(entries, text);
        const group = own.find(query, 6).find((each) => each.kind === kind);
        expect(group?.total ?? 0, `${text} ${kind}`).toBe(ranked.length);
        expect(group?.hits.map(({ entry }) => entry.title) ?? [], `${text} ${kind}`).toEqual(ranked.slice(0, 6));
      }
    }
  });
});
