// CurrentManagement ↔ messages with packed rows: one for the lists, and as many more as usage needs.
import { packRows, unpackRows, type PackedRows } from '#shared/packed-rows.ts';
import type { RowOf, RowSchema } from '#shared/row-schema.ts';
import { managedAccounts, managedTerminals, products, serviceLines, type CurrentManagement } from '../history/current-management.ts';
import { packUsage, unpackUsage } from './pack-usage.ts';
import type { PackedManagement } from './worker-protocol.ts';

export function* packManagement(news: CurrentManagement): Generator<PackedManagement> {
  const { credentialId, usage, ...lists } = news;
  if (Object.values(lists).some((list) => list !== undefined)) yield packLists(news);
  if (usage !== undefined) for (const packed of packUsage(usage)) yield { credentialId, usage: packed };
}

function packLists(news: CurrentManagement): PackedManagement {
  return {
    credentialId: news.credentialId,
    account: news.account,
    failing: news.failing,
    managedAccounts: packPart(managedAccounts, news.managedAccounts),
    terminals: packPart(managedTerminals, news.terminals),
    serviceLines: packPart(serviceLines, news.serviceLines),
    products: packPart(products, news.products),
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
    usage: packed.usage && unpackUsage(packed.usage),
    failing: packed.failing,
  };
}

function packPart<Schema extends RowSchema>(schema: Schema, rows: readonly RowOf<Schema>[] | undefined): PackedRows | undefined {
  return rows && packRows(schema, rows);
}

function unpackPart<Schema extends RowSchema>(schema: Schema, packed: PackedRows | undefined): RowOf<Schema>[] | undefined {
  return packed && unpackRows(schema, packed);
}
