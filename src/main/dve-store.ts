// DVEs: terminals whose window comes back at every start. The row stays while DVE Creation is off, until it is deleted.
import { z } from 'zod';
import type { JsonStore } from './json-store.ts';

const dveSchema = z.object({ deviceId: z.string().min(1), enabled: z.boolean() });
export type Dve = z.infer<typeof dveSchema>;

export interface DveStore {
  list(): readonly Dve[];
  setEnabled(deviceId: string, enabled: boolean): Promise<void>;
  /** Refused (false) while DVE Creation is Enabled. */
  remove(deviceId: string): Promise<boolean>;
  removeAll(deviceIds: readonly string[]): Promise<void>;
}

export function createDveStore(store: JsonStore, onChange: () => void): DveStore {
  let dves = readDves(store.read());

  async function replace(next: Dve[]): Promise<void> {
    await store.write(next);
    dves = next;
    onChange();
  }

  return {
    list: () => dves,
    async setEnabled(deviceId, enabled) {
      const isKnown = dves.some((dve) => dve.deviceId === deviceId);
      if (!isKnown && !enabled) return;
      await replace([...dves.filter((dve) => dve.deviceId !== deviceId), { deviceId, enabled }]);
    },
    async remove(deviceId) {
      const standing = dves.find((dve) => dve.deviceId === deviceId);
      if (!standing || standing.enabled) return false;
      await replace(dves.filter((dve) => dve !== standing));
      return true;
    },
    removeAll: (deviceIds) => replace(dves.filter((dve) => !deviceIds.includes(dve.deviceId))),
  };
}

function readDves(stored: unknown): Dve[] {
  return Array.isArray(stored) ? stored.flatMap((item) => dveSchema.safeParse(item).data ?? []) : [];
}
