// One row of each Management list: API object → what Groundtrack uses of it. Unknown fields are ignored, the id is a must.
import { toRouterId, toUserTerminalId } from '#shared/device-id.ts';
import { z } from 'zod';
import { readDataBlocks } from './data-blocks.ts';
import { parseFlag, parseNumber } from './usage-values.ts';

export interface AccountEntry {
  readonly accountNumber: string;
  readonly accountName: string | null;
  readonly regionCode: string | null;
  /** null: the reply did not say; []: none. */
  readonly suspensions: readonly string[] | null;
}

export interface ManagedAccountEntry {
  readonly accountNumber: string;
  readonly accountName: string | null;
  readonly regionCode: string | null;
}

export interface UserTerminalEntry {
  /** `ut…`, as the stream spells it. */
  readonly deviceId: string;
  readonly nickname: string | null;
  readonly kitNumber: string | null;
  readonly serialNumber: string | null;
  readonly serviceLineNumber: string | null;
  /** `Router-…`, as the stream spells them; null: the reply did not say. */
  readonly routerIds: readonly string[] | null;
}

export interface ServiceLineEntry {
  readonly serviceLineNumber: string;
  readonly nickname: string | null;
  readonly productReferenceId: string | null;
  readonly active: boolean | null;
  readonly publicIp: boolean | null;
  /** ISO 8601 as Starlink writes it. */
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** null: opted out. */
  readonly optInProductId: string | null;
  /** Blocks of the current cycle as words and their sum; null: the reply did not say. */
  readonly recurringBlocks: readonly string[] | null;
  readonly recurringBlocksGB: number | null;
  /** Bought as top-ups. */
  readonly oneTimeBlocks: readonly string[] | null;
  readonly oneTimeBlocksGB: number | null;
}

export interface ProductEntry {
  readonly productReferenceId: string;
  readonly name: string | null;
  /** A month, in `currency`. */
  readonly price: number | null;
  readonly currency: string | null;
  /** null: the plan can't be topped up. */
  readonly topUpProductId: string | null;
  readonly topUpPrice: number | null;
  readonly topUpCurrency: string | null;
  /** null also where the block is given in another unit than GB. */
  readonly topUpGB: number | null;
}

/** `key` is what the row is known by; null with an unreadable row that does not even tell its id. */
export type ParsedEntry<Value> =
  | { readonly ok: true; readonly key: string; readonly value: Value }
  | { readonly ok: false; readonly key: string | null; readonly problem: string };
export type EntryParser<Value> = (source: unknown) => ParsedEntry<Value>;

const id = z.string().trim().min(1);
/** Absent, null and blank all mean that there is nothing. A number is as good as its digits. */
const text = z.union([z.string(), z.number().transform(String)]).nullish().transform((value) => (value === undefined || value === null || value.trim() === '' ? null : value));
const flag = z.preprocess((value) => parseFlag(value) ?? value, z.boolean().nullish()).transform((value) => value ?? null);
const amount = z.preprocess((value) => (value === '' ? null : parseNumber(value) ?? value), z.number().nullish()).transform((value) => value ?? null);
/** Free texts; what else stands there is shown word for word: a suspension must not go unseen. */
const suspensions = z.unknown().optional().transform((value): readonly string[] | null => {
  if (value === undefined || value === null) return null;
  const entries = Array.isArray(value) ? (value as readonly unknown[]).filter((entry) => entry !== null) : [value];
  return entries.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)));
});

const accountSchema = z.object({ accountNumber: id, accountName: text, regionCode: text, activeSuspensions: suspensions });
const managedAccountSchema = z.object({ accountNumber: id, accountName: text, regionCode: text });
const userTerminalSchema = z.object({
  userTerminalId: id, nickname: text, kitSerialNumber: text, dishSerialNumber: text, serviceLineNumber: text,
  // A router that does not tell its id must not take the terminal away.
  routers: z.array(z.object({ routerId: id }).nullable().catch(null)).nullish(),
});
const serviceLineSchema = z.object({
  serviceLineNumber: id, nickname: text, productReferenceId: text, active: flag, publicIp: flag, startDate: text, endDate: text, optInProductId: text,
  // Read leniently: odd blocks must not take the whole line away.
  dataBlocks: z.record(z.string(), z.unknown()).nullish().catch(null),
});
const productSchema = z.object({
  productReferenceId: id, name: text, price: amount, isoCurrencyCode: text,
  dataProducts: z.object({
    topUpProduct: z.object({ productId: text, price: amount, isoCurrencyCode: text, dataAmount: amount, dataUnit: text }).nullish(),
  }).nullish(),
});

export const parseAccountEntry: EntryParser<AccountEntry> = createParser(accountSchema, 'accountNumber', (row) => row.accountNumber, (row) => ({
  accountNumber: row.accountNumber, accountName: row.accountName, regionCode: row.regionCode, suspensions: row.activeSuspensions,
}));

export const parseManagedAccountEntry: EntryParser<ManagedAccountEntry> = createParser(managedAccountSchema, 'accountNumber', (row) => row.accountNumber, (row) => row);

export const parseUserTerminalEntry: EntryParser<UserTerminalEntry> = createParser(
  userTerminalSchema, 'userTerminalId', (row) => toUserTerminalId(row.userTerminalId), (row) => ({
    deviceId: toUserTerminalId(row.userTerminalId), nickname: row.nickname, kitNumber: row.kitSerialNumber, serialNumber: row.dishSerialNumber,
    serviceLineNumber: row.serviceLineNumber, routerIds: row.routers?.flatMap((router) => (router === null ? [] : toRouterId(router.routerId))) ?? null,
  }), toUserTerminalId);

export const parseServiceLineEntry: EntryParser<ServiceLineEntry> = createParser(serviceLineSchema, 'serviceLineNumber', (row) => row.serviceLineNumber, ({ dataBlocks, ...row }) => {
  const recurring = readDataBlocks(dataBlocks?.['recurringBlocksCurrentBillingCycle']);
  const oneTime = readDataBlocks(dataBlocks?.['topUpBlocksOneTimePurchase']);
  return {
    ...row, recurringBlocks: recurring?.words ?? null, recurringBlocksGB: recurring?.sumGB ?? null, oneTimeBlocks: oneTime?.words ?? null, oneTimeBlocksGB: oneTime?.sumGB ?? null,
  };
});

export const parseProductEntry: EntryParser<ProductEntry> = createParser(productSchema, 'productReferenceId', (row) => row.productReferenceId, (row) => {
  const found = row.dataProducts?.topUpProduct;
  const topUp = found && found.productId !== null ? found : null;
  return {
    productReferenceId: row.productReferenceId, name: row.name, price: row.price, currency: row.isoCurrencyCode,
    topUpProductId: topUp?.productId ?? null, topUpPrice: topUp?.price ?? null, topUpCurrency: topUp?.isoCurrencyCode ?? null,
    topUpGB: topUp?.dataUnit === 'GB' ? topUp.dataAmount : null,
  };
});

/** `toKey` spells an id of an otherwise unreadable row like the key of a readable one. */
function createParser<Row, Value>(
  schema: z.ZodType<Row>, idField: string, keyOf: (row: Row) => string, build: (row: Row) => Value, toKey: (id: string) => string = (plain) => plain,
): EntryParser<Value> {
  return (source) => {
    const parsed = schema.safeParse(source);
    if (parsed.success) return { ok: true, key: keyOf(parsed.data), value: build(parsed.data) };
    const [issue] = parsed.error.issues;
    const place = issue === undefined || issue.path.length === 0 ? 'the row' : issue.path.map(String).join('.');
    const named = z.object({ [idField]: id }).safeParse(source);
    const foundId = named.success ? named.data[idField] : undefined;
    return { ok: false, key: foundId === undefined ? null : toKey(foundId), problem: `${place}: ${issue?.message ?? 'not as documented'}` };
  };
}
