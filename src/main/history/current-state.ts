// The newest sample of every device and its active alerts, held in memory beside the file; and how a change is applied to it.
import type { CurrentAlert, CurrentIpAllocation, CurrentRouter, CurrentTelemetry, CurrentTerminal } from './current-telemetry.ts';
import type { NumberedDevices } from './newest-rows.ts';
import type { ActiveAlerts, AlertEdge } from './walk-alerts.ts';

export interface CurrentState {
  readonly terminals: Map<string, CurrentTerminal>;
  readonly routers: Map<string, CurrentRouter>;
  /** Cleared ones (three empty lists) stay in here, so that an older row can't bring the allocation back. */
  readonly ipAllocations: Map<string, CurrentIpAllocation>;
  /** By `ut…` or `Router-…`, then by code. */
  readonly alerts: Map<string, ActiveAlerts>;
}

export interface CurrentChange {
  readonly terminals: readonly CurrentTerminal[];
  readonly routers: readonly CurrentRouter[];
  readonly ipAllocations: readonly CurrentIpAllocation[];
  /** All active alerts of each device whose alerts changed. */
  readonly alerts: ReadonlyMap<string, ActiveAlerts>;
  readonly endedAlerts: readonly string[];
}

/** Which devices a batch is of. */
export interface BatchDevices {
  readonly terminals: NumberedDevices;
  readonly routers: NumberedDevices;
}

/** What a batch will change, found before anything is stored. The rows themselves are only made on demand: while the disk works. */
export interface FoundChange {
  readonly devices: BatchDevices;
  readonly edges: readonly AlertEdge[];
  /** Samples later than the reply by over two minutes: stored, never current. */
  readonly futureSamples: number;
  buildRows(): CurrentChange;
}

export const nothingRemoved: CurrentTelemetry['removed'] = { terminals: [], routers: [], ipAllocations: [], alerts: [] };
export const nothingChanged: CurrentTelemetry = { terminals: [], routers: [], ipAllocations: [], alerts: [], removed: nothingRemoved };

export function createCurrentState(): CurrentState {
  return { terminals: new Map(), routers: new Map(), ipAllocations: new Map(), alerts: new Map() };
}

export function applyChange(state: CurrentState, change: CurrentChange): void {
  for (const row of change.terminals) state.terminals.set(row.deviceId, row);
  for (const row of change.routers) state.routers.set(row.routerId, row);
  for (const row of change.ipAllocations) state.ipAllocations.set(row.ipAllocationId, row);
  for (const [key, active] of change.alerts) {
    if (active.size === 0) state.alerts.delete(key);
    else state.alerts.set(key, active);
  }
}

export function isCleared(row: CurrentIpAllocation): boolean {
  return row.ipv4?.length === 0 && row.ipv6Ue?.length === 0 && row.ipv6Cpe?.length === 0;
}

/** A change as main hears of it. */
export function announceChange(change: CurrentChange): CurrentTelemetry {
    return {
    terminals: change.terminals,
    routers: change.routers,
    ipAllocations: change.ipAllocations.filter((row) => !isCleared(row)),
    alerts: flatAlerts(change.alerts),
    removed: { ...nothingRemoved, ipAllocations: change.ipAllocations.filter(isCleared).map((row) => row.ipAllocationId), alerts: change.endedAlerts },
  };
}

/** All that is known, as the worker tells main at its start. */
export function announceState(state: CurrentState): CurrentTelemetry {
  return {
    terminals: [...state.terminals.values()],
    routers: [...state.routers.values()],
    ipAllocations: [...state.ipAllocations.values()].filter((row) => !isCleared(row)),
    alerts: flatAlerts(state.alerts),
    removed: nothingRemoved,
  };
}

function flatAlerts(alerts: ReadonlyMap<string, ActiveAlerts>): CurrentAlert[] {
  return [...alerts.values()].flatMap((active) => [...active.values()]);
}
