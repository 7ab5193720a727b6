// The newest rows of every device from one source (the stream, or the first paint), indexed for joining.
import type { CurrentAlert, CurrentIpAllocation, CurrentRouter, CurrentTelemetry, CurrentTerminal } from '../history/current-telemetry.ts';
import { createKeyIndex } from './key-index.ts';

export interface TouchedDevices {
  readonly deviceIds: Set<string>;
  readonly routerIds: Set<string>;
  readonly ipAllocationIds: Set<string>;
  readonly alertKeys: Set<string>;
}

export function noDevices(): TouchedDevices {
  return { deviceIds: new Set(), routerIds: new Set(), ipAllocationIds: new Set(), alertKeys: new Set() };
}

export interface TelemetryRows {
  readonly terminals: ReadonlyMap<string, CurrentTerminal>;
  readonly routers: ReadonlyMap<string, CurrentRouter>;
  readonly ipAllocations: ReadonlyMap<string, CurrentIpAllocation>;
  readonly alerts: ReadonlyMap<string, CurrentAlert>;
  routersOf(deviceId: string): ReadonlySet<string>;
  /** Alerts that the terminal or router itself raises. */
  alertsOf(ownerId: string): CurrentAlert[];
  /** Answers what the news touches. */
  apply(news: CurrentTelemetry): TouchedDevices;
  clear(): void;
}

export function createTelemetryRows(): TelemetryRows {
  const terminals = new Map<string, CurrentTerminal>();
  const routers = new Map<string, CurrentRouter>();
  const ipAllocations = new Map<string, CurrentIpAllocation>();
  const alerts = new Map<string, CurrentAlert>();
  const routersByTerminal = createKeyIndex();
  const alertsByOwner = createKeyIndex();

  function apply(news: CurrentTelemetry): TouchedDevices {
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

  return {
    terminals, routers, ipAllocations, alerts, apply,
    routersOf: (deviceId) => routersByTerminal.of(deviceId),
    alertsOf: (ownerId) => [...alertsByOwner.of(ownerId)].flatMap((key) => alerts.get(key) ?? []),
    clear() {
      for (const map of [terminals, routers, ipAllocations, alerts]) map.clear();
      for (const index of [routersByTerminal, alertsByOwner]) index.clear();
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
