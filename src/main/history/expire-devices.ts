// Which devices have not been received for longer than the retention, and how they leave the current state. Their history stays.
import { isCleared, type CurrentState } from './current-state.ts';
import type { CurrentTelemetry } from './current-telemetry.ts';

type Removed = CurrentTelemetry['removed'];
const DAY_MS = 86_400_000;

/** @param keep ids of terminals and routers that stay however long they are silent: the Management API lists them, or they are DVEs */
export function findExpired(state: CurrentState, nowMs: number, retentionDays: number, keep: ReadonlySet<string>): Removed {
  const oldestMs = nowMs - retentionDays * DAY_MS;
  const expired = (row: { readonly receivedAtMs: number | null }, ids: readonly (string | null)[]): boolean =>
    (row.receivedAtMs ?? 0) < oldestMs && !ids.some((id) => id !== null && keep.has(id));
  const terminals = [...state.terminals.values()].filter((row) => expired(row, [row.deviceId])).map((row) => row.deviceId);
  const routers = [...state.routers.values()].filter((row) => expired(row, [row.routerId])).map((row) => row.routerId);
  const ipAllocations = [...state.ipAllocations.values()].filter((row) => expired(row, [row.deviceId])).map((row) => row.ipAllocationId);
  const alerts = [...terminals, ...routers].flatMap((owner) => [...(state.alerts.get(owner)?.values() ?? [])].map((alert) => alert.alertKey));
  return { terminals, routers, ipAllocations, alerts };
}

/** Takes them out of the state; answers what main must forget. Holds once a checkpoint of the state is written. */
export function expireDevices(state: CurrentState, expired: Removed): Removed {
  const cleared = new Set([...state.ipAllocations.values()].filter(isCleared).map((row) => row.ipAllocationId));
  for (const id of expired.terminals) state.terminals.delete(id);
  for (const id of expired.routers) state.routers.delete(id);
  for (const id of expired.ipAllocations) state.ipAllocations.delete(id);
  for (const owner of [...expired.terminals, ...expired.routers]) state.alerts.delete(owner);
  return { ...expired, ipAllocations: expired.ipAllocations.filter((id) => !cleared.has(id)) };
}

export function isNobody(expired: Removed): boolean {
  return expired.terminals.length + expired.routers.length + expired.ipAllocations.length === 0;
}
