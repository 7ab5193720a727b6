// Which devices have not been received for longer than the retention, and how they leave the current state. Their history stays.
import type { DuckDBConnection } from '@duckdb/node-api';
import { insertColumns } from './column-writer.ts';
import { isCleared, nothingRemoved, type CurrentState } from './current-state.ts';
import { deviceTables, stageDevices } from './current-tables.ts';
import type { CurrentTelemetry } from './current-telemetry.ts';
import { inTransaction } from './schema-version.ts';
import type { TextDictionary } from './text-dictionary.ts';

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

/** Takes them out of the file, then out of memory; answers what main must forget. */
export async function expireDevices(connection: DuckDBConnection, state: CurrentState, expired: Removed, texts: TextDictionary): Promise<Removed> {
  if (expired.terminals.length + expired.routers.length + expired.ipAllocations.length === 0) return nothingRemoved;
  await inTransaction(connection, async () => {
    for (const kind of ['terminals', 'routers', 'ipAllocations'] as const) {
      const { current, deviceNo } = deviceTables[kind];
      await stageDevices(connection, expired[kind].map((id) => texts.numberOf(id)));
      await connection.run(`DELETE FROM ${current} WHERE ${deviceNo} IN (SELECT device_no FROM staged_devices)`);
    }
    await connection.run(`CREATE OR REPLACE TEMP TABLE expired_alerts (alert_key VARCHAR)`);
    await insertColumns(connection, 'expired_alerts', expired.alerts.length, [{ texts: expired.alerts }]);
    await connection.run(`DELETE FROM current_alerts WHERE alert_key IN (SELECT alert_key FROM expired_alerts)`);
  });
  const cleared = new Set([...state.ipAllocations.values()].filter(isCleared).map((row) => row.ipAllocationId));
  for (const id of expired.terminals) state.terminals.delete(id);
  for (const id of expired.routers) state.routers.delete(id);
  for (const id of expired.ipAllocations) state.ipAllocations.delete(id);
  for (const owner of [...expired.terminals, ...expired.routers]) state.alerts.delete(owner);
  return { ...expired, ipAllocations: expired.ipAllocations.filter((id) => !cleared.has(id)) };
}
