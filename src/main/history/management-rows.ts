// Entries of a Management walk → the part of CurrentManagement that they fill, and how a new walk changes what was known.
import {
  parseAccountEntry, parseManagedAccountEntry, parseProductEntry, parseServiceLineEntry, parseUserTerminalEntry,
  type AccountEntry, type EntryParser, type ManagedAccountEntry, type ProductEntry, type ServiceLineEntry, type UserTerminalEntry,
} from '../starlink/management-entries.ts';
import type { ManagementKind } from '../starlink/management-api.ts';
import type { ManagementWalk } from '../starlink/management-walk.ts';
import type { CurrentManagement } from './current-management.ts';

/** What an entry of each kind is, once parsed. */
export interface ManagementValues {
  account: AccountEntry;
  'managed-accounts': ManagedAccountEntry;
  'user-terminals': UserTerminalEntry;
  'service-lines': ServiceLineEntry;
  products: ProductEntry;
}

export const managementParsers: { readonly [Kind in ManagementKind]: EntryParser<ManagementValues[Kind]> } = {
  account: parseAccountEntry,
  'managed-accounts': parseManagedAccountEntry,
  'user-terminals': parseUserTerminalEntry,
  'service-lines': parseServiceLineEntry,
  products: parseProductEntry,
};

type PartBuilders = { readonly [Kind in ManagementKind]: (credentialId: string, values: readonly ManagementValues[Kind][]) => Omit<CurrentManagement, 'credentialId'> };

const partBuilders: PartBuilders = {
  account: (_, [account]) => (account ? { account: { ...account, suspensions: account.suspensions ?? [] } } : {}),
  'managed-accounts': (credentialId, values) => ({ managedAccounts: values.map((value) => ({ ...value, credentialId })) }),
  'user-terminals': (credentialId, values) => ({ terminals: values.map((value) => ({ ...value, credentialId, lastListedAtMs: null })) }),
  'service-lines': (credentialId, values) => ({ serviceLines: values.map((value) => ({ ...value, credentialId })) }),
  products: (credentialId, values) => ({ products: values.map((value) => ({ ...value, credentialId, productKey: buildProductKey(credentialId, value.productReferenceId) })) }),
};

/** The one part of CurrentManagement that these values fill. */
export function buildManagementPart<Kind extends ManagementKind>(kind: Kind, credentialId: string, values: readonly ManagementValues[Kind][]): CurrentManagement {
  return { credentialId, ...partBuilders[kind](credentialId, values) };
}

export function buildProductKey(credentialId: string, productReferenceId: string): string {
  return `${credentialId}/${productReferenceId}`;
}

/**
 * The part that a walk fills, on top of what was known: rows that a complete walk no longer lists are gone; after an incomplete one,
 * and for rows that could not be read, the old rows stay.
 */
export function applyWalk<Kind extends ManagementKind>(
  kind: Kind, known: CurrentManagement, walk: Pick<ManagementWalk<ManagementValues[Kind]>, 'entries' | 'unreadableKeys' | 'complete'>,
): CurrentManagement {
  const { credentialId } = known;
  const part = buildManagementPart(kind, credentialId, walk.entries.map((entry) => entry.value));
  const unreadable = new Set(walk.unreadableKeys);
  const keep = (key: string): boolean => !walk.complete || unreadable.has(key);
  return {
    ...part,
    ...(part.managedAccounts && { managedAccounts: mergeRows(known.managedAccounts, part.managedAccounts, (row) => row.accountNumber, keep) }),
    ...(part.terminals && { terminals: mergeRows(known.terminals, part.terminals, (row) => row.deviceId, keep) }),
    ...(part.serviceLines && { serviceLines: mergeRows(known.serviceLines, part.serviceLines, (row) => row.serviceLineNumber, keep) }),
    ...(part.products && { products: mergeRows(known.products, part.products, (row) => row.productReferenceId ?? row.productKey, keep) }),
  };
}

function mergeRows<Row>(known: readonly Row[] | undefined, walked: readonly Row[], keyOf: (row: Row) => string, keep: (key: string) => boolean): readonly Row[] {
  const walkedKeys = new Set(walked.map(keyOf));
  return [...walked, ...(known ?? []).filter((row) => !walkedKeys.has(keyOf(row)) && keep(keyOf(row)))];
}
