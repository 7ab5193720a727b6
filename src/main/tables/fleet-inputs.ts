// What is known of the fleet right now, from both workers: kept as they said it, joined on the way out.
import type { AccountDetails, CurrentManagement, ManagedAccount, ManagedTerminal, Product, ServiceLine } from '../history/current-management.ts';
import type { CurrentAlert, CurrentIpAllocation, CurrentRouter, CurrentTelemetry, CurrentTerminal } from '../history/current-telemetry.ts';
import { createKeyIndex } from './key-index.ts';
import { createOwnedRows } from './owned-rows.ts';
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
  /** `isShown` answers differently now: of what several credentials list another row may stand. */
  chooseAnew(): TouchedLists;
  clear(): void;
}

/** `isShown`: whether the rows of a credential are shown. What two credentials list belongs to one that is. */
export function createFleetInputs(isShown: (credentialId: string) => boolean = () => true): FleetInputs {
  const stream = createTelemetryRows();
  const painted = createTelemetryRows();
  const shownRank = ({ credentialId }: { readonly credentialId: string | null }): number => (isShown(credentialId ?? '') ? 2 : 0);
  const terminals = createOwnedRows<ManagedTerminal>({
    list: 'terminals', keyOf: (row) => row.deviceId,
    // A terminal that one account lists belongs to it, however long another one remembers it.
    rankOf: (row) => shownRank(row) + (row.lastListedAtMs === null ? 1 : 0),
  });
  const lines = createOwnedRows<ServiceLine>({ list: 'serviceLines', keyOf: (row) => row.serviceLineNumber, rankOf: shownRank });
  const plans = createOwnedRows<Product>({ list: 'products', keyOf: (row) => row.productKey, rankOf: shownRank });
  const children = createOwnedRows<ManagedAccount>({ list: 'managedAccounts', keyOf: (row) => row.accountNumber, rankOf: shownRank });
  const managed = terminals.standing;
  const serviceLines = lines.standing;
  const accounts = new Map<string, AccountDetails>();
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
    const stillActive = new Set(news.alerts.map((alert) => alert.alertKey));
    const before = owners.flatMap((id) => painted.alertsOf(id).map((alert) => alert.alertKey)).filter((key) => !stillActive.has(key));
    const touched = painted.apply({ ...news, removed: { ...news.removed, alerts: before } });
    for (const id of owners) for (const alert of [...painted.alertsOf(id), ...stream.alertsOf(id)]) touched.alertKeys.add(alert.alertKey);
    return touched;
  }

  function applyManagement(news: CurrentManagement): TouchedLists {
    if (news.account) accounts.set(news.credentialId, news.account);
    if (news.managedAccounts) children.apply(news, news.managedAccounts);
    return touchedBy({
      products: news.products ? plans.apply(news, news.products) : unchanged,
      serviceLines: news.serviceLines ? lines.apply(news, news.serviceLines) : unchanged,
      terminals: news.terminals ? terminals.apply(news, news.terminals) : unchanged,
    });
  }

  function chooseAnew(): TouchedLists {
    children.chooseAnew();
    return touchedBy({ products: unchanged, serviceLines: lines.chooseAnew(), terminals: terminals.chooseAnew() });
  }

  /** By key the rows as they were. */
  function touchedBy(changed: ChangedLists): TouchedLists {
    const devices = noDevices();
    const touchedLines = new Set<string>();
    const renamedLines = new Set<string>();
    for (const [line, was] of changed.serviceLines) {
      const is = serviceLines.get(line);
      touchedLines.add(line);
      if (was?.nickname !== is?.nickname || was?.credentialId !== is?.credentialId) renamedLines.add(line);
      for (const id of terminalsByLine.of(line)) devices.deviceIds.add(id);
    }
    for (const [id, was] of changed.terminals) {
      const is = managed.get(id)?.serviceLineNumber;
      if (was?.serviceLineNumber) terminalsByLine.remove(was.serviceLineNumber, id);
      if (is) terminalsByLine.add(is, id);
      for (const line of [was?.serviceLineNumber, is]) if (line) touchedLines.add(line);
      devices.deviceIds.add(id);
    }
    return { devices, serviceLines: touchedLines, renamedLines, productKeys: new Set(changed.products.keys()) };
  }

  return {
    managed, serviceLines, products: plans.standing, accounts, managedAccounts: children.standing, applyTelemetry, applyPainted, applyManagement, chooseAnew,
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
      for (const rows of [terminals, lines, plans, children, accounts]) rows.clear();
      terminalsByLine.clear();
    },
  };
}

interface ChangedLists {
  readonly products: ReadonlyMap<string, Product | undefined>;
  readonly serviceLines: ReadonlyMap<string, ServiceLine | undefined>;
  readonly terminals: ReadonlyMap<string, ManagedTerminal | undefined>;
}

const unchanged: ReadonlyMap<string, undefined> = new Map();

interface Sampled {
  readonly sampledAtMs: number | null;
}

function isNewer(painted: Sampled | undefined, stream: Sampled | undefined): boolean {
  return painted !== undefined && (stream === undefined || (painted.sampledAtMs ?? 0) > (stream.sampledAtMs ?? 0));
}

function newer<Row extends Sampled>(painted: Row | undefined, stream: Row | undefined): Row | undefined {
  return isNewer(painted, stream) ? painted : stream;
}
