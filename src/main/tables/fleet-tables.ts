// Joins what is known of the fleet into the rows of the tables, in slices that leave main free.
import { tableSchemas, type TableName, type UserTerminalState } from '#shared/table-schemas.ts';
import type { CurrentManagement, ManagedTerminal } from '../history/current-management.ts';
import type { CurrentTelemetry, CurrentTerminal } from '../history/current-telemetry.ts';
import { buildAlertRow, buildIpAllocationRow, buildRouterRow, buildTerminalRow, nameTerminal, worstAlertOf, type TerminalName } from './build-rows.ts';
import { createCellCentres } from './cell-centres.ts';
import { createFleetInputs, type FleetInputs } from './fleet-inputs.ts';
import { createTableState, type TableState } from './table-state.ts';
import { noDevices, type TouchedDevices } from './telemetry-rows.ts';
import { applySlice, createUsageTables, type UsageTables } from './usage-tables.ts';
import { decideTerminalState, type AccountContext, type StateSettings } from './terminal-state.ts';

export type FleetStates = { readonly [Name in TableName]: TableState<(typeof tableSchemas)[Name]> };

export interface FleetTables {
  readonly states: FleetStates;
  readonly inputs: FleetInputs;
  applyTelemetry(news: CurrentTelemetry): void;
  /** Rows of telemetry/query, shown where nothing newer is known. */
  applyPainted(painted: CurrentTelemetry): void;
  applyManagement(news: CurrentManagement): void;
  /** Days of usage before this one lie on disk only; null: the Daily Data Usage table holds all that is stored. */
  dailyUsageFromMs(): number | null;
  /** Credentials whose rows are shown, with what their states hang on. Rows of others disappear (their history stays). */
  setAccounts(accounts: ReadonlyMap<string, AccountContext>): void;
  setDves(deviceIds: ReadonlySet<string>): void;
  /** Recomputes states that change by time alone; call every few seconds. */
  tick(): void;
  clear(): void;
}

export interface FleetTablesOptions {
  readonly settings: () => StateSettings;
  readonly now?: () => number;
  /** Runs the next slice; setImmediate in the product, at once in tests. */
  readonly schedule?: (run: () => void) => void;
}

/** Rows joined in one go: about 4 ms of main. */
const ROWS_PER_SLICE = 1_000;

export function createFleetTables(options: FleetTablesOptions): FleetTables {
  const now = options.now ?? Date.now;
  const schedule = options.schedule ?? ((run: () => void) => void setImmediate(run));
  const inputs = createFleetInputs((credentialId) => accounts.has(credentialId));
  const centres = createCellCentres();
  const states = createStates();
  let accounts: ReadonlyMap<string, AccountContext> = new Map();
  let dves: ReadonlySet<string> = new Set();
  const dirty = noDevices();
  const usage: UsageTables = createUsageTables({ lists: inputs, states, account: (credentialId) => accounts.get(credentialId), now });
  let scheduled = false;

  function touch(touched: TouchedDevices): void {
    for (const id of touched.deviceIds) touchTerminal(id);
    for (const id of touched.routerIds) dirty.routerIds.add(id);
    for (const id of touched.ipAllocationIds) dirty.ipAllocationIds.add(id);
    for (const key of touched.alertKeys) dirty.alertKeys.add(key);
    flushSoon();
  }

  /** A terminal's name and staleness show in the rows of everything that hangs on it. */
  function touchTerminal(deviceId: string): void {
    dirty.deviceIds.add(deviceId);
    for (const alert of inputs.alertsOf(deviceId)) dirty.alertKeys.add(alert.alertKey);
    for (const routerId of inputs.routersOf(deviceId)) {
      dirty.routerIds.add(routerId);
      for (const alert of inputs.alertsOf(routerId)) dirty.alertKeys.add(alert.alertKey);
    }
    const allocationId = `ip-${deviceId}`;
    if (inputs.ipAllocation(allocationId)) dirty.ipAllocationIds.add(allocationId);
  }

  function flushSoon(): void {
    if (scheduled) return;
    scheduled = true;
    schedule(flushSlice);
  }

  function flushSlice(): void {
    scheduled = false;
    // Terminals first: the others read their staleness from the terminal's row.
    let left = applySlice(dirty.deviceIds, states.userTerminals, terminalRow, ROWS_PER_SLICE);
    left = applySlice(dirty.routerIds, states.routers, routerRow, left);
    left = applySlice(dirty.ipAllocationIds, states.ipAllocations, ipAllocationRow, left);
    left = applySlice(dirty.alertKeys, states.alerts, alertRow, left);
    const isMore = left === 0 || usage.flushSlice(left);
    if (isMore) flushSoon();
  }

  function terminalRow(deviceId: string) {
    const known = inputs.terminal(deviceId);
    const current = accounts.has(known?.credentialId ?? '') ? known : undefined;
    const managed = inputs.managed.get(deviceId);
    const shown = states.userTerminals.get(deviceId);
    const account = accountOf(current, managed) ?? accounts.get(shown?.credentialId ?? '');
    // A DVE keeps its terminal, as it was when it was last heard of.
    if (account && !current && !managed && shown && dves.has(deviceId)) return { ...shown, stale: true, state: 'Offline', stateReason: 'Starlink no longer lists it; it stays for its DVE' };
    if (!account || (!current && !managed)) return null;
    const alerts = current ? inputs.alertsOf(deviceId) : [];
    const verdict = decideTerminalState({
      account,
      sampledAtMs: current?.sampledAtMs ?? null,
      worstAlert: worstAlertOf(alerts),
      previous: (shown?.state ?? null) as UserTerminalState | null,
      nowMs: now(),
      settings: options.settings(),
    });
    // Neither API speaks of it any more: what is shown of it is what was.
    const isLapsed = current === undefined && (managed?.lastListedAtMs ?? null) !== null;
    const serviceLine = managed?.serviceLineNumber ? inputs.serviceLines.get(managed.serviceLineNumber) : undefined;
    return buildTerminalRow({ deviceId, current, managed, serviceLine, account, alerts, verdict: isLapsed ? { ...verdict, stale: true } : verdict, dveEnabled: dves.has(deviceId) }, centres);
  }

  /** Where it was seen last: in the stream, unless that works and has said nothing of it for long while another account lists it. */
  function accountOf(current: CurrentTerminal | undefined, managed: ManagedTerminal | undefined): AccountContext | undefined {
    const heard = accounts.get(current?.credentialId ?? '');
    const listed = accounts.get(managed?.credentialId ?? '');
    const isSilent = now() - (current?.sampledAtMs ?? 0) > options.settings().offlineAfterMs && (heard?.telemetryFailure ?? null) === null;
    return managed?.lastListedAtMs === null && isSilent ? (listed ?? heard) : (heard ?? listed);
  }

  function routerRow(routerId: string) {
    const router = inputs.router(routerId);
    const account = accounts.get(router?.credentialId ?? '');
    if (!router || !account) return null;
    return buildRouterRow(router, nameOf(router.deviceId), account, inputs.alertsOf(routerId), isStale(account, router.sampledAtMs));
  }

  function ipAllocationRow(ipAllocationId: string) {
    const allocation = inputs.ipAllocation(ipAllocationId);
    const account = accounts.get(allocation?.credentialId ?? '');
    if (!allocation || !account) return null;
    const terminal = states.userTerminals.get(allocation.deviceId ?? '');
    return buildIpAllocationRow(allocation, nameOf(allocation.deviceId), account, terminal?.stale ?? isStale(account, allocation.sampledAtMs));
  }

  function alertRow(alertKey: string) {
    const alert = inputs.alert(alertKey);
    const account = accounts.get(alert?.credentialId ?? '');
    if (!alert || !account) return null;
    return buildAlertRow(alert, nameOf(alert.deviceId), account, isStale(account, alert.lastSeenMs));
  }

  function nameOf(deviceId: string | null): TerminalName | null {
    if (deviceId === null) return null;
    const managed = inputs.managed.get(deviceId);
    if (!managed && !inputs.terminal(deviceId)) return null;
    return nameTerminal(deviceId, managed, managed?.serviceLineNumber ? inputs.serviceLines.get(managed.serviceLineNumber) : undefined);
  }

  function isStale(account: AccountContext, sampledAtMs: number | null): boolean {
    return decideTerminalState({ account, sampledAtMs, worstAlert: null, previous: null, nowMs: now(), settings: options.settings() }).stale;
  }

  return {
    states,
    inputs,
    applyTelemetry: (news) => touch(inputs.applyTelemetry(news)),
    applyPainted: (painted) => touch(inputs.applyPainted(painted)),
    applyManagement(news) {
      const touched = inputs.applyManagement(news);
      usage.applyManagement(news, touched);
      touch(touched.devices);
    },
    dailyUsageFromMs: () => usage.inputs.daysFromMs,
    setAccounts(next) {
      if (sameAccounts(accounts, next)) return;
      const before = accounts;
      accounts = next;
      usage.setAccounts(before, next, inputs.chooseAnew());
      touch(inputs.all());
    },
    setDves(deviceIds) {
      const changed = [...deviceIds, ...dves].filter((id) => deviceIds.has(id) !== dves.has(id));
      dves = new Set(deviceIds);
      for (const id of changed) dirty.deviceIds.add(id);
      flushSoon();
    },
    tick() {
      for (const row of states.userTerminals.values()) {
        const account = accounts.get(row.credentialId ?? '');
        if (!account) continue;
        const previous = row.state as UserTerminalState;
        const worstAlert = row.state === 'Critical' || row.state === 'Degraded' ? worstAlertOf(inputs.alertsOf(row.deviceId)) : null;
        const verdict = decideTerminalState({ account, sampledAtMs: row.sampledAtMs, worstAlert, previous, nowMs: now(), settings: options.settings() });
        if (verdict.state !== row.state || verdict.reason !== row.stateReason) touchTerminal(row.deviceId);
      }
      for (const row of states.routers.values()) {
        if (agedSinceBuilt(inputs.router(row.routerId)?.credentialId, row.sampledAtMs, row.stale)) dirty.routerIds.add(row.routerId);
      }
      for (const row of states.alerts.values()) {
        if (agedSinceBuilt(inputs.alert(row.alertKey)?.credentialId, row.lastSeenMs, row.stale)) dirty.alertKeys.add(row.alertKey);
      }
      flushSoon();
    },
    clear() {
      inputs.clear();
      usage.clear();
      for (const set of Object.values(dirty)) (set as Set<string>).clear();
      for (const state of Object.values(states)) state.clear();
    },
  };

  /** True when a row's own sample has grown old, or current, since the row was built. */
  function agedSinceBuilt(credentialId: string | null | undefined, sampledAtMs: number | null, stale: boolean | null): boolean {
    const account = accounts.get(credentialId ?? '');
    return account !== undefined && isStale(account, sampledAtMs) !== stale;
  }
}

function createStates(): FleetStates {
  return {
    userTerminals: createTableState(tableSchemas.userTerminals),
    alerts: createTableState(tableSchemas.alerts),
    routers: createTableState(tableSchemas.routers),
    ipAllocations: createTableState(tableSchemas.ipAllocations),
    services: createTableState(tableSchemas.services),
    overageLines: createTableState(tableSchemas.overageLines),
    monthlyDataUsage: createTableState(tableSchemas.monthlyDataUsage),
    dailyDataUsage: createTableState(tableSchemas.dailyDataUsage),
    accounts: createTableState(tableSchemas.accounts),
    userTerminalDves: createTableState(tableSchemas.userTerminalDves),
  };
}

function sameAccounts(a: ReadonlyMap<string, AccountContext>, b: ReadonlyMap<string, AccountContext>): boolean {
  if (a.size !== b.size) return false;
  for (const [id, account] of a) if (JSON.stringify(account) !== JSON.stringify(b.get(id))) return false;
  return true;
}
