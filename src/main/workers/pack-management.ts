// CurrentManagement → messages with what changed since the last time, packed; and back.
import { packRows, unpackRows, type PackedRows } from '#shared/packed-rows.ts';
import type { RowOf, RowSchema } from '#shared/row-schema.ts';
import { managedAccounts, managedTerminals, products, serviceLines, type CurrentManagement, type ListName } from '../history/current-management.ts';
import { keyOf, sameRow } from '../tables/table-state.ts';
import { packUsage, unpackUsage } from './pack-usage.ts';
import type { PackedManagement } from './worker-protocol.ts';

/** Unpacking and joining so many rows takes main about 5 ms. */
const ROWS_PER_MESSAGE = 2_000;

const lists: readonly (readonly [ListName, RowSchema])[] = [
  ['terminals', managedTerminals], ['serviceLines', serviceLines], ['products', products], ['managedAccounts', managedAccounts],
];

export type ManagementPacker = (news: CurrentManagement) => Generator<PackedManagement>;

/** It remembers what it has told: main keeps the rest. */
export function createManagementPacker(): ManagementPacker {
  const told = new Map<string, ReadonlyMap<string, object>>();

  function* packList(credentialId: string, name: ListName, schema: RowSchema, rows: readonly RowOf<RowSchema>[]): Generator<PackedManagement> {
    const before = told.get(`${credentialId}/${name}`);
    const now = new Map(rows.map((row) => [keyOf(schema, row), row]));
    told.set(`${credentialId}/${name}`, now);
    const fields = Object.keys(schema.fields);
    const changed = before === undefined ? rows : rows.filter((row) => !isSame(fields, before.get(keyOf(schema, row)), row));
    const removed = [...(before?.keys() ?? [])].filter((key) => !now.has(key));
    const messages = Math.max(before === undefined ? 1 : 0, Math.ceil(changed.length / ROWS_PER_MESSAGE), Math.ceil(removed.length / ROWS_PER_MESSAGE));
    for (let index = 0; index < messages; index += 1) {
      const slice = <Item>(items: readonly Item[]): readonly Item[] => items.slice(index * ROWS_PER_MESSAGE, (index + 1) * ROWS_PER_MESSAGE);
      const isLastOfWhole = before === undefined && index === messages - 1;
      yield { credentialId, [name]: packRows(schema, slice(changed)), changes: { removed: { [name]: slice(removed) }, only: isLastOfWhole ? { [name]: [...now.keys()] } : {} } };
    }
  }

  return function* pack(news) {
    const { credentialId, account, failing, usage } = news;
    if (account !== undefined || failing !== undefined) yield { credentialId, account, failing };
    for (const [name, schema] of lists) {
      const rows = news[name] as readonly RowOf<RowSchema>[] | undefined;
      if (rows !== undefined) yield* packList(credentialId, name, schema, rows);
    }
    if (usage !== undefined) for (const packed of packUsage(usage)) yield { credentialId, usage: packed };
  };
}

export function unpackManagement(packed: PackedManagement): CurrentManagement {
  return {
    credentialId: packed.credentialId,
    account: packed.account,
    managedAccounts: unpackPart(managedAccounts, packed.managedAccounts),
    terminals: unpackPart(managedTerminals, packed.terminals),
    serviceLines: unpackPart(serviceLines, packed.serviceLines),
    products: unpackPart(products, packed.products),
    changes: packed.changes,
    usage: packed.usage && unpackUsage(packed.usage),
    failing: packed.failing,
  };
}

function isSame(fields: readonly string[], a: object | undefined, b: object): boolean {
  return a !== undefined && sameRow(fields, a, b);
}

function unpackPart<Schema extends RowSchema>(schema: Schema, packed: PackedRows | undefined): RowOf<Schema>[] | undefined {
  return packed && unpackRows(schema, packed);
}
