// What the Management API last said, as it travels from the management worker to main after a complete walk.
import { defineRows, type RowOf } from '#shared/row-schema.ts';
import type { ManagementKind } from '../starlink/management-api.ts';
import type { UsageNews } from './current-usage.ts';

/** `deviceId` = `ut` + Management id. */
export const managedTerminals = defineRows('deviceId', {
  deviceId: 'text', credentialId: 'text', nickname: 'text', kitNumber: 'text', serialNumber: 'text', serviceLineNumber: 'text', routerIds: 'list',
  /** null: listed now; else since when a complete walk has missed it: it stays for the retention. */
  lastListedAtMs: 'number',
});

export const serviceLines = defineRows('serviceLineNumber', {
  serviceLineNumber: 'text', credentialId: 'text', nickname: 'text', productReferenceId: 'text', active: 'flag', publicIp: 'flag',
  startDate: 'text', endDate: 'text', optInProductId: 'text',
  recurringBlocks: 'list', recurringBlocksGB: 'number', oneTimeBlocks: 'list', oneTimeBlocksGB: 'number',
});

/** Prices with their own currency; `topUp…` null on plans that can't be topped up. Keyed by `<credentialId>/<productReferenceId>`. */
export const products = defineRows('productKey', {
  productKey: 'text', productReferenceId: 'text', credentialId: 'text', name: 'text', price: 'number', currency: 'text',
  topUpProductId: 'text', topUpPrice: 'number', topUpCurrency: 'text', topUpGB: 'number',
});

/** Accounts that `GET /managed/accounts` lists; most have no credential here. */
export const managedAccounts = defineRows('accountNumber', {
  accountNumber: 'text', credentialId: 'text', accountName: 'text', regionCode: 'text',
});

export type ManagedTerminal = RowOf<typeof managedTerminals>;
export type ServiceLine = RowOf<typeof serviceLines>;
export type Product = RowOf<typeof products>;
export type ManagedAccount = RowOf<typeof managedAccounts>;

export interface AccountDetails {
  readonly accountNumber: string;
  readonly accountName: string | null;
  readonly regionCode: string | null;
  readonly suspensions: readonly string[];
}

/**
 * All that one credential's Management API knows. A part is undefined when there is nothing new about it: keep what was.
 * A part that is there replaces what was; after a walk that missed pages it holds the old rows beside the new ones.
 */
export interface CurrentManagement {
  readonly credentialId: string;
  readonly account?: AccountDetails | undefined;
  readonly managedAccounts?: readonly ManagedAccount[] | undefined;
  readonly terminals?: readonly ManagedTerminal[] | undefined;
  readonly serviceLines?: readonly ServiceLine[] | undefined;
  readonly products?: readonly Product[] | undefined;
  /** Set on the way to main: the lists hold changed rows only. */
  readonly changes?: ListChanges | undefined;
  /** Only what changed: usage is too much to be told whole each time. */
  readonly usage?: UsageNews | undefined;
  /** Lists that the last round could not read, while the others could: their rows are old. */
  readonly failing?: readonly PolledList[] | undefined;
}

/** What a round reads, each for itself. */
export type PolledList = ManagementKind | 'data-usage';

export type ListName = 'managedAccounts' | 'terminals' | 'serviceLines' | 'products';

export interface ListChanges {
  /** Keys of rows that are gone. */
  readonly removed: Readonly<Partial<Record<ListName, readonly string[]>>>;
  /** Of a list that was told whole all its keys: whatever else was known of it is gone. */
  readonly only: Readonly<Partial<Record<ListName, readonly string[]>>>;
}
