// What is known of the fleet right now, from both workers: kept as they said it, joined on the way out.
import type { AccountDetails, CurrentManagement, ManagedAccount, ManagedTerminal, ServiceLine } from '../history/current-management.ts';
import type { CurrentAlert, CurrentIpAllocation, CurrentRouter, CurrentTelemetry, CurrentTerminal } from '../history/current-telemetry.ts';
import { createKeyIndex } from './key-index.ts';
import { createTelemetryRows, noDevices, ownerOf, type TelemetryRows, type TouchedDevices } from './telemetry-rows.ts';

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
  readonly accounts: ReadonlyMap<string, AccountDetails>;
  readonly managedAccounts: ReadonlyMap<string, ManagedAccount>;
  /** Each answers what the news touches. */
  applyTelemetry(news: CurrentTelemetry): TouchedDevices;
  /** `telemetry/query`: fills in where the stream has nothing as new, and touches nothing of what the stream said. */
  applyPainted(painted: CurrentTelemetry): TouchedDevices;
  applyManagement(news: CurrentManagement): TouchedDevices;
  clear(): void;
}

export function createFleetInputs(): FleetInputs {
  const stream = createTelemetryRows();
  const painted = createTelemetryRows();
  const managed = new Map<string, ManagedTerminal>();
  const serviceLines = new Map<string, ServiceLine>();
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

  function applyManagement(news: CurrentManagement): TouchedDevices {
    const touched = noDevices();
    const { credentialId } = news;
    if (news.account) accounts.set(credentialId, news.account);
    if (news.managedAccounts) replaceOwn(managedAccounts, credentialId, news.managedAccounts, (row) => row.accountNumber);
    if (news.serviceLines) {
      const changed = replaceOwn(serviceLines, credentialId, news.serviceLines, (row) => row.serviceLineNumber);
      for (const line of changed) for (const id of terminalsByLine.of(line)) touched.deviceIds.add(id);
    }
    if (news.terminals) {
      const before = new Map([...managed].filter(([, row]) => row.credentialId === credentialId));
      const changed = replaceOwn(managed, credentialId, news.terminals, (row) => row.deviceId);
      for (const id of changed) {
        const was = before.get(id)?.serviceLineNumber;
        const is = managed.get(id)?.serviceLineNumber;
        if (was) terminalsByLine.remove(was, id);
        if (is) terminalsByLine.add(is, id);
        touched.deviceIds.add(id);
      }
    }
    return touched;
  }

  return {
    managed, serviceLines, accounts, managedAccounts, applyTelemetry, applyPainted, applyManagement,
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
      for (const map of [managed, serviceLines, accounts, managedAccounts]) map.clear();
      terminalsByLine.clear();
    },
  };
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

/** Makes `rows` all that the credential owns in the map; answers the keys that came, changed or went. */
function replaceOwn<Row extends { readonly credentialId: string | null }>(
  map: Map<string, Row>, credentialId: string, rows: readonly Row[], keyOf: (row: Row) => string,
): string[] {
  const gone = new Set([...map].filter(([, row]) => row.credentialId === credentialId).map(([key]) => key));
  const changed: string[] = [];
  for (const row of rows) {
    const key = keyOf(row);
    gone.delete(key);
    if (sameFields(map.get(key), row)) continue;
    map.set(key, row);
    changed.push(key);
  }
  for (const key of gone) map.delete(key);
  return [...changed, ...gone];
}

function sameFields(a: object | undefined, b: object): boolean {
  if (a === undefined) return false;
  const stored = a as Readonly<Record<string, unknown>>;
  return Object.entries(b).every(([name, value]) => {
    const other = stored[name];
    return other === value || (Array.isArray(value) && Array.isArray(other) && value.length === other.length && value.every((item, i) => item === other[i]));
  });
}
