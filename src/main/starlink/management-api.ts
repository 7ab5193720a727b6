// The Management API's lists, each read whole: account, managed accounts, user terminals, service lines, products.
import { parseEnvelope } from './envelope.ts';
import { ApiError } from './api-error.ts';
import type { ExchangeGroup } from './exchange.ts';
import type { HttpClient } from './http-client.ts';
import {
  parseAccountEntry, parseManagedAccountEntry, parseProductEntry, parseServiceLineEntry, parseUserTerminalEntry,
  type AccountEntry, type EntryParser, type ManagedAccountEntry, type ProductEntry, type ServiceLineEntry, type UserTerminalEntry,
} from './management-entries.ts';
import { nextByCursor, nextByIndex, walkPages, type ManagementWalk } from './management-walk.ts';
import type { QueryValue } from './request-url.ts';

export type ManagementKind = 'account' | 'managed-accounts' | 'user-terminals' | 'service-lines' | 'products';

interface ManagementList {
  readonly path: readonly string[];
  readonly group: ExchangeGroup;
  readonly call: string;
  readonly permission: string;
}

export const managementLists: Readonly<Record<ManagementKind, ManagementList>> = {
  account: { path: ['account'], group: 701, call: 'Account', permission: 'Account information, View' },
  'managed-accounts': { path: ['managed', 'accounts'], group: 701, call: 'Managed accounts', permission: 'Managed Account Information, View' },
  'user-terminals': { path: ['user-terminals'], group: 703, call: 'User terminals', permission: 'Device management, View' },
  'service-lines': { path: ['service-lines'], group: 704, call: 'Service lines', permission: 'Service plan, View' },
  products: { path: ['products'], group: 709, call: 'Products', permission: 'Service plan, View' },
};

/** Each throws ApiError when a page can't be had, and what `signal` was aborted with, between two requests. */
type FetchList<Value> = (client: HttpClient, signal?: AbortSignal) => Promise<ManagementWalk<Value>>;

/** `GET /account` answers one object; it comes as a walk of one entry. Throws ApiError 'shape' when it can't be read. */
export const fetchAccount: FetchList<AccountEntry> = async (client, signal) => {
  signal?.throwIfAborted();
  const source = await fetchContent(client, 'account', {});
  const parsed = parseAccountEntry(source);
  if (!parsed.ok) throw new ApiError({ kind: 'shape', call: managementLists.account.call, host: client.host, status: 200, what: `the account does not look as documented: ${parsed.problem}` });
  return { entries: [{ key: parsed.key, value: parsed.value, source }], unreadableKeys: [], complete: true, gap: null, totalCount: 1, pages: 1, findings: [] };
};

/** `GET /managed/accounts`: by cursor; most accounts may not ask (403) or don't have it (404). */
export const fetchManagedAccounts: FetchList<ManagedAccountEntry> = (client, signal) => {
  const { call } = managementLists['managed-accounts'];
  const fetchPage = (cursor: string | null): Promise<unknown> => fetchContent(client, 'managed-accounts', { cursor });
  return walkPages({ call, host: client.host, fetchContent: fetchPage, nextPosition: nextByCursor }, parseManagedAccountEntry, signal);
};

/** `GET /user-terminals`, with and without a service line. */
export const fetchUserTerminals: FetchList<UserTerminalEntry> = (client, signal) => fetchIndexed(client, 'user-terminals', parseUserTerminalEntry, signal);

/** `GET /service-lines`, the ended ones too. */
export const fetchServiceLines: FetchList<ServiceLineEntry> = (client, signal) => fetchIndexed(client, 'service-lines', parseServiceLineEntry, signal);

/** `GET /products`. */
export const fetchProducts: FetchList<ProductEntry> = (client, signal) => fetchIndexed(client, 'products', parseProductEntry, signal);

function fetchIndexed<Value>(client: HttpClient, kind: ManagementKind, parse: EntryParser<Value>, signal?: AbortSignal): Promise<ManagementWalk<Value>> {
  const fetchPage = (page: string | null): Promise<unknown> => fetchContent(client, kind, { page: page ?? '0' });
  return walkPages({ call: managementLists[kind].call, host: client.host, fetchContent: fetchPage, nextPosition: nextByIndex }, parse, signal);
}

async function fetchContent(client: HttpClient, kind: ManagementKind, query: Readonly<Record<string, QueryValue>>): Promise<unknown> {
  const { path, group, call, permission } = managementLists[kind];
  const reply = await client.requestJson({ method: 'GET', path, query, group, call, intent: 'read', permission });
  const envelope = parseEnvelope(reply.json, { call, host: client.host, status: reply.status });
  if (envelope instanceof ApiError) throw envelope;
  return envelope.content;
}
