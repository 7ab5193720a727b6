// What is known of the fleet right now, from both workers: kept as they said it, joined on the way out.
import type { AccountDetails, CurrentManagement, ListName, ManagedAccount, ManagedTerminal, Product, ServiceLine } from '../history/current-management.ts';
import type { CurrentAlert, CurrentIpAllocation, CurrentRouter, CurrentTelemetry, CurrentTerminal } from '../history/current-telemetry.ts';
import { createKeyIndex } from './key-index.ts';
import { sameRow } from './table-state.ts';
import { createTelemetryRows, noDevices, ownerOf, type TelemetryRows, type TouchedDevices } from './telemetry-rows.ts';

/** What news of the Management lists touches. */
export interface TouchedLists {
  readonly devices: TouchedDevices;
  /** Lines that came, changed or went, or whose terminals did. */
  readonly serviceLines: ReadonlySet<string>;
  /** Of them those whose name shows in other rows differently now. */
  readonly renamedLines: ReadonlySet<string>;
  readonly productKeys: ReadonlySet<string>;
}

export interface FleetInputs {
  /** The newest that is known of a device: the stream's row, or the painted one while that is newer. */
  terminal(deviceId: string): CurrentTerminal | undefined;
  router(routerId: string): CurrentRouter | undefined;
  ipAllocation(ipAllocationId: string): CurrentIpAllocation | undefined;
  alert(alertKey: string): CurrentAlert | undefined;
  routersOf(deviceId: string): ReadonlySet<string>;
  /** Alerts that the terminal or router itself raises. */
  alertsOf(ownerId: string): CurrentAlert[];
  /** Every device and alert there is. */
  all(): TouchedDevices;
  readonly managed: ReadonlyMap<string, ManagedTerminal>;
  readonly serviceLines: ReadonlyMap<string, ServiceLine>;
  /** By product key. */
  readonly products: ReadonlyMap<string, Product>;
  /** How many terminals Management lists on the line: none, one, or several bonded ones. */
  countTerminals(serviceLineNumber: string): number;
  readonly accounts: ReadonlyMap<string, AccountDetails>;
  readonly managedAccounts: ReadonlyMap<string, ManagedAccount>;
  /** Each answers what the news touches. */
  applyTelemetry(news: CurrentTelemetry): TouchedDevices;
  /** `telemetry/query`: fills in where the stream has nothing as new, and touches nothing of what the stream said. */
  applyPainted(painted: CurrentTelemetry): TouchedDevices;
  applyManagement(news: CurrentManagement): TouchedLists;
  clear(): void;
}

export function createFleetInputs(): FleetInputs {
  const stream = createTelemetryRows();
  const painted = createTelemetryRows();
  const managed = new Map<string, ManagedTerminal>();
  const serviceLines = new Map<string, ServiceLine>();
  const products = new Map<string, Product>();
  const accounts = new Map<string, AccountDetails>();
  const managedAccounts = new Map<string, ManagedAccount>();
  const terminalsByLine = createKeyIndex();

  /** The source whose word counts for a terminal or router: the one with the newer sample. */
  function sourceOf(ownerId: string): TelemetryRows {
    const kind = painted.terminals.has(ownerId) ? 'terminals' : painted.routers.has(ownerId) ? 'routers' : null;
    if (kind === null) return stream;
    return isNewer(painted[kind].get(ownerId), stream[kind].get(ownerId)) ? painted : stream;
  }

  /** The stream's news may end what was painted of a device: then its painted alerts change too. */
  function applyTelemetry(news: CurrentTelemetry): TouchedDevices {
    const touched = stream.apply(news);
    for (const id of [...touched.deviceIds, ...touched.routerIds]) for (const alert of painted.alertsOf(id)) touched.alertKeys.add(alert.alertKey);
    return touched;
  }

  function applyPainted(news: CurrentTelemetry): TouchedDevices {
    const owners = [...news.terminals.map((row) => row.deviceId), ...news.routers.map((row) => row.routerId)];
    const before = owners.flatMap((id) => painted.alertsOf(id).map((alert) => alert.alertKey));
    const touched = painted.apply({ ...news, removed: { ...news.removed, alerts: before } });
    for (const id of owners) for (const alert of [...painted.alertsOf(id), ...stream.alertsOf(id)]) touched.alertKeys.add(alert.alertKey);
    return touched;
  }

  function applyManagement(news: CurrentManagement): TouchedLists {
    const devices = noDevices();
    const touchedLines = new Set<string>();
    const renamedLines = new Set<string>();
    const { credentialId } = news;
    if (news.account) accounts.set(credentialId, news.account);
    if (news.managedAccounts) applyOwn(managedAccounts, news, 'managedAccounts', news.managedAccounts, (row) => row.accountNumber);
    const productKeys = news.products ? applyOwn(products, news, 'products', news.products, (row) => row.productKey).keys() : [];
    if (news.serviceLines) {
      for (const [line, was] of applyOwn(serviceLines, news, 'serviceLines', news.serviceLines, (row) => row.serviceLineNumber)) {
        touchedLines.add(line);
        if (was?.nickname !== serviceLines.get(line)?.nickname) renamedLines.add(line);
        for (const id of terminalsByLine.of(line)) devices.deviceIds.add(id);
      }
    }
    if (news.terminals) {
      // A terminal that another account lists now belongs to that one, however long this one remembers it.
      const own = news.terminals.filter((row) => row.lastListedAtMs === null || !isListedByOther(managed.get(row.deviceId), credentialId));
      for (const [id, was] of applyOwn(managed, news, 'terminals', own, (row) => row.deviceId)) {
        const is = managed.get(id)?.serviceLineNumber;
        if (was?.serviceLineNumber) terminalsByLine.remove(was.serviceLineNumber, id);
        if (is) terminalsByLine.add(is, id);
        for (const line of [was?.serviceLineNumber, is]) if (line) touchedLines.add(line);
        devices.deviceIds.add(id);
      }
    }
    return { devices, serviceLines: touchedLines, renamedLines, productKeys: new Set(productKeys) };
  }

  return {
    managed, serviceLines, products, accounts, managedAccounts, applyTelemetry, applyPainted, applyManagement,
    countTerminals: (line) => [...terminalsByLine.of(line)].filter((id) => managed.get(id)?.lastListedAtMs === null).length,
    terminal: (id) => newer(painted.terminals.get(id), stream.terminals.get(id)),
    router: (id) => newer(painted.routers.get(id), stream.routers.get(id)),
    ipAllocation: (id) => newer(painted.ipAllocations.get(id), stream.ipAllocations.get(id)),
    alert(key) {
      const known = stream.alerts.get(key) ?? painted.alerts.get(key);
      return known && sourceOf(ownerOf(known)).alerts.get(key);
    },
    routersOf: (id) => new Set([...stream.routersOf(id), ...painted.routersOf(id)]),
    alertsOf: (id) => sourceOf(id).alertsOf(id),
    all() {
      const all = noDevices();
      for (const source of [stream, painted]) {
        for (const id of source.terminals.keys()) all.deviceIds.add(id);
        for (const id of source.routers.keys()) all.routerIds.add(id);
        for (const id of source.ipAllocations.keys()) all.ipAllocationIds.add(id);
        for (const key of source.alerts.keys()) all.alertKeys.add(key);
      }
      for (const id of managed.keys()) all.deviceIds.add(id);
      return all;
    },
    clear() {
      stream.clear();
      painted.clear();
      for (const map of [managed, serviceLines, products, accounts, managedAccounts]) map.clear();
      terminalsByLine.clear();
    },
  };
}

function isListedByOther(row: ManagedTerminal | undefined, credentialId: string): boolean {
  return row !== undefined && row.credentialId !== credentialId && row.lastListedAtMs === null;
}

interface Sampled {
  readonly sampledAtMs: number | null;
}

function isNewer(painted: Sampled | undefined, stream: Sampled | undefined): boolean {
  return painted !== undefined && (stream === undefined || (painted.sampledAtMs ?? 0) > (stream.sampledAtMs ?? 0));
}

function newer<Row extends Sampled>(painted: Row | undefined, stream: Row | undefined): Row | undefined {
  return isNewer(painted, stream) ? painted : stream;
}

/**
 * Takes a list of the news into the map, whole or as changes; answers by key what came, changed or went, with the row as it was.
 * Only rows that the credential owns can go.
 */
function applyOwn<Row extends { readonly credentialId: string | null }>(
  map: Map<string, Row>, { credentialId, changes }: CurrentManagement, list: ListName, rows: readonly Row[], keyOf: (row: Row) => string,
): Map<string, Row | undefined> {
  const changed = new Map<string, Row | undefined>();
  for (const row of rows) {
    const key = keyOf(row);
    const was = map.get(key);
    if (was !== undefined && sameRow(Object.keys(row), was, row)) continue;
    map.set(key, row);
    changed.set(key, was);
  }
  const only = changes === undefined ? rows.map(keyOf) : changes.only[list];
  for (const key of [...(changes?.removed[list] ?? []), ...(only === undefined ? [] : keysBeside(map, credentialId, new Set(only)))]) {
    const was = map.get(key);
    if (was?.credentialId !== credentialId) continue;
    map.delete(key);
    changed.set(key, was);
  }
  return changed;
}

/** Keys of the credential's rows that are not among `kept`. */
function keysBeside<Row extends { readonly credentialId: string | null }>(map: ReadonlyMap<string, Row>, credentialId: string, kept: ReadonlySet<string>): string[] {
  const keys: string[] = [];
  for (const [key, row] of map) if (row.credentialId === credentialId && !kept.has(key)) keys.push(key);
  return keys;
}
