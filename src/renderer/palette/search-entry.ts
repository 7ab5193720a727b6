// What a row of a table is called and by what it is found. To make another table searchable: an entry here, and its place in searchKinds.
import { toManagementTerminalId } from '#shared/device-id.ts';
import type { TableRow } from '#shared/table-schemas.ts';

/** In the order of groups that answer equally well. */
export const searchKinds = ['userTerminals', 'services', 'accounts', 'routers', 'ipAllocations'] as const;
export type SearchKind = (typeof searchKinds)[number];

export interface SearchField {
  /** Said before a match that is neither name nor id. */
  readonly label: string;
  readonly text: string;
}

export interface SearchEntry {
  readonly kind: SearchKind;
  readonly key: string;
  readonly title: string;
  /** Kit number or id: beside the title, muted. null where the title is the id. */
  readonly detail: string | null;
  /** The entry's own ids come first. */
  readonly fields: readonly SearchField[];
  /** So many fields are ids of this entry alone: one typed in full means this entry and no other. */
  readonly ownIds: number;
  /** Addresses as reported; also inside `fields`. */
  readonly addresses: readonly string[];
}

interface EntrySource<Row> {
  readonly keyOf: (row: Row) => string;
  /** Fields that the entry is made of: while they stay the same, so does the entry. */
  readonly reads: readonly (keyof Row)[];
  readonly build: (row: Row, addressesOf: (deviceId: string) => TableRow<'ipAllocations'> | undefined) => SearchEntry;
}

export const entrySources: { readonly [Kind in SearchKind]: EntrySource<TableRow<Kind>> } = {
  userTerminals: {
    keyOf: (row) => row.deviceId,
    reads: ['deviceName', 'kitNumber', 'serialNumber'],
    build(row, addressesOf) {
      const allocation = addressesOf(row.deviceId);
      const title = row.deviceName ?? row.deviceId;
      return entry('userTerminals', row.deviceId, title, row.kitNumber ?? (title === row.deviceId ? null : row.deviceId), {
        own: [field('Device ID', row.deviceId), field('Management ID', toManagementTerminalId(row.deviceId)), field('Kit', row.kitNumber), field('Serial', row.serialNumber)],
        other: [field('Name', row.deviceName)],
        allocation,
      });
    },
  },
  services: {
    keyOf: (row) => row.serviceLineNumber,
    reads: ['serviceName'],
    build(row) {
      const title = row.serviceName ?? row.serviceLineNumber;
      return entry('services', row.serviceLineNumber, title, title === row.serviceLineNumber ? null : row.serviceLineNumber, {
        own: [field('Service Line', row.serviceLineNumber)], other: [field('Name', row.serviceName)],
      });
    },
  },
  accounts: {
    keyOf: (row) => row.accountNumber,
    reads: ['accountName'],
    build(row) {
      return entry('accounts', row.accountNumber, row.accountName ?? row.accountNumber, row.accountName === null ? null : row.accountNumber, {
        own: [field('Account', row.accountNumber)], other: [field('Name', row.accountName)],
      });
    },
  },
  routers: {
    keyOf: (row) => row.routerId,
    reads: ['deviceName', 'kitNumber'],
    // A router is found by its own ids only: by its terminal's name the terminal is meant.
    build(row) {
      return entry('routers', row.routerId, row.routerId, row.deviceName ?? row.kitNumber, {
        own: [field('Router ID', row.routerId), field('Management ID', row.routerId.replace(/^Router-/i, ''))], other: [],
      });
    },
  },
  ipAllocations: {
    keyOf: (row) => row.ipAllocationId,
    reads: ['deviceId', 'deviceName', 'kitNumber', 'ipv4', 'ipv6Ue', 'ipv6Cpe'],
    build(row) {
      const title = row.deviceName ?? row.deviceId ?? row.ipAllocationId;
      return entry('ipAllocations', row.ipAllocationId, title, row.kitNumber ?? (title === row.ipAllocationId ? null : row.ipAllocationId), {
        own: [field('IP Allocation Device ID', row.ipAllocationId)], other: [], allocation: row,
      });
    },
  },
};

interface EntryParts {
  readonly own: readonly (SearchField | null)[];
  readonly other: readonly (SearchField | null)[];
  readonly allocation?: TableRow<'ipAllocations'> | undefined;
}

function entry(kind: SearchKind, key: string, title: string, detail: string | null, { own, other, allocation }: EntryParts): SearchEntry {
  const ownFields = own.filter((one) => one !== null);
  const ipv4 = allocation?.ipv4 ?? [];
  const ipv6 = [...(allocation?.ipv6Ue ?? []), ...(allocation?.ipv6Cpe ?? [])];
  const addressFields = [...ipv4.map((text) => ({ label: 'IPv4', text })), ...ipv6.map((text) => ({ label: 'IPv6', text }))];
  return {
    kind, key, title, detail,
    fields: [...ownFields, ...other.filter((one) => one !== null), ...addressFields],
    ownIds: ownFields.length,
    addresses: [...ipv4, ...ipv6],
  };
}

function field(label: string, text: string | null): SearchField | null {
  return text === null || text === '' ? null : { label, text };
}
