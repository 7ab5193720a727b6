// After a restore: this page's own storage (layouts, saved views) becomes what the backup holds. The present one went aside with the data it belonged to.
import { PAGE_MEMORY_PREFIX } from '#shared/backup.ts';
import type { ConsoleApi } from '#shared/console-api.ts';
import { invokeCommand } from './console-client.ts';

/** Before anything of the page reads its storage. What can't be stored is left out: a view less is better than no window. */
export async function restorePageMemory(api: ConsoleApi, memory: Pick<Storage, 'setItem' | 'removeItem' | 'key' | 'length'>): Promise<void> {
  const restored = await invokeCommand(api, 'backup:takePageMemory', undefined);
  if (!restored.ok || restored.value === null) return;
  const keys = Array.from({ length: memory.length }, (_, index) => memory.key(index) ?? '').filter((key) => key.startsWith(PAGE_MEMORY_PREFIX));
  for (const key of keys) memory.removeItem(key);
  for (const [key, value] of Object.entries(restored.value)) {
    try {
      if (key.startsWith(PAGE_MEMORY_PREFIX)) memory.setItem(key, value);
    } catch {
      // The page's storage is full.
    }
  }
}
