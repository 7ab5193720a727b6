// What is known of the fleet right now, from both workers: kept as they said it, indexed for joining.
import type { AccountDetails, CurrentManagement, ManagedAccount, ManagedTerminal, ServiceLine } from '../history/current-management.ts';
import type { CurrentAlert, CurrentIpAllocation, CurrentRouter, CurrentTelemetry, CurrentTerminal } from '../history/current-telemetry.ts';

export interface FleetInputs {
  readonly terminals: ReadonlyMap<string, CurrentTerminal>;
  readonly routers: ReadonlyMap<string, CurrentRouter>;
  readonly ipAllocations: ReadonlyMap<string, CurrentIpAllocation>;
  readonly alerts: ReadonlyMap<string, CurrentAlert>;
  readonly managed: ReadonlyMap<string, ManagedTerminal>;
  readonly serviceLines: ReadonlyMap<string, ServiceLine>;
  readonly accounts: ReadonlyMap<string, AccountDetails>;
  readonly managedAccounts: ReadonlyMap<string, ManagedAccount>;
  routersOf(deviceId: string): ReadonlySet<string>;
  /** Alerts of the terminal itself. */
  terminalAlertsOf(deviceId: string): CurrentAlert[];
  routerAlertsOf(routerId: string): CurrentAlert[];
  /** Both answer the terminals and routers that the news touches. */
  applyTelemetry(news: CurrentTelemetry): TouchedDevices;
  applyManagement(news: CurrentManagement): TouchedDevices;
  clear(): void;
}

export interface TouchedDevices {
  readonly deviceIds: Set<string>;
  readonly routerIds: Set<string>;
  readonly ipAllocationIds: Set<string>;
  readonly alertKeys: Set<string>;
}

export function noDevices(): TouchedDevices {
  return { deviceIds: new Set(), routerIds: new Set(), ipAllocationIds: new Set(), alertKeys: new Set() };
}

export function createFleetInputs(): FleetInputs {
  const terminals = new Map<string, CurrentTerminal>();
  const routers = new Map<string, CurrentRouter>();
  const ipAllocations = new Map<string, CurrentIpAllocation>();
  const alerts = new Map<string, CurrentAlert>();
  const managed = new Map<string, ManagedTerminal>();
  const serviceLines = new Map<string, ServiceLine>();
  const accounts = new Map<string, AccountDetails>();
  const managedAccounts = new Map<string, ManagedAccount>();
  const routersByTerminal = createIndex();
  const alertsByOwner = createIndex();
  const terminalsByLine = createIndex();
  const alertList = (owner: string): CurrentAlert[] => [...alertsByOwner.of(owner)].flatMap((key) => alerts.get(key) ?? []);

  function applyTelemetry(news: CurrentTelemetry): TouchedDevices {
    const touched = noDevices();
    for (const row of news.terminals) {
      terminals.set(row.deviceId, row);
      touched.deviceIds.add(row.deviceId);
    }
    for (const row of news.routers) {
      const before = routers.get(row.routerId);
      if (before?.deviceId) routersByTerminal.remove(before.deviceId, row.routerId);
      routers.set(row.routerId, row);
      if (row.deviceId) routersByTerminal.add(row.deviceId, row.routerId);
      touched.routerIds.add(row.routerId);
    }
    for (const row of news.ipAllocations) {
      ipAllocations.set(row.ipAllocationId, row);
      touched.ipAllocationIds.add(row.ipAllocationId);
    }
    for (const row of news.alerts) {
      alerts.set(row.alertKey, row);
      alertsByOwner.add(ownerOf(row), row.alertKey);
      touchAlert(row, touched);
    }
    for (const id of news.removed.terminals) if (terminals.delete(id)) touched.deviceIds.add(id);
    for (const id of news.removed.routers) {
      const row = routers.get(id);
      if (!row) continue;
      routers.delete(id);
      if (row.deviceId) routersByTerminal.remove(row.deviceId, id);
      touched.routerIds.add(id);
    }
    for (const id of news.removed.ipAllocations) if (ipAllocations.delete(id)) touched.ipAllocationIds.add(id);
    for (const key of news.removed.alerts) {
      const row = alerts.get(key);
      if (!row) continue;
      alerts.delete(key);
      alertsByOwner.remove(ownerOf(row), key);
      touchAlert(row, touched);
    }
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
    terminals, routers, ipAllocations, alerts, managed, serviceLines, accounts, managedAccounts,
    routersOf: (deviceId) => routersByTerminal.of(deviceId),
    terminalAlertsOf: (deviceId) => alertList(deviceId),
    routerAlertsOf: (routerId) => alertList(routerId),
    applyTelemetry,
    applyManagement,
    clear() {
      for (const map of [terminals, routers, ipAllocations, alerts, managed, serviceLines, accounts, managedAccounts]) map.clear();
      for (const index of [routersByTerminal, alertsByOwner, terminalsByLine]) index.clear();
    },
  };
}

/** The device that raises an alert: the router for its own, else the terminal. */
export function ownerOf(alert: CurrentAlert): string {
  return (alert.source === 'r' ? alert.routerId : alert.deviceId) ?? alert.alertKey;
}

function touchAlert(alert: CurrentAlert, touched: TouchedDevices): void {
  touched.alertKeys.add(alert.alertKey);
  if (alert.source === 'r' && alert.routerId) touched.routerIds.add(alert.routerId);
  else if (alert.deviceId) touched.deviceIds.add(alert.deviceId);
}

interface Index {
  of(owner: string): ReadonlySet<string>;
  add(owner: string, member: string): void;
  remove(owner: string, member: string): void;
  clear(): void;
}

const nobody: ReadonlySet<string> = new Set();

function createIndex(): Index {
  const members = new Map<string, Set<string>>();
  return {
    of: (owner) => members.get(owner) ?? nobody,
    add(owner, member) {
      const set = members.get(owner);
      if (set) set.add(member);
      else members.set(owner, new Set([member]));
    },
    remove(owner, member) {
      const set = members.get(owner);
      set?.delete(member);
      if (set?.size === 0) members.delete(owner);
    },
    clear: () => members.clear(),
  };
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
