// Brings the names in a folder to the disk, so that a rename outlives a power cut.
import { open } from 'node:fs/promises';

/** Windows knows no folder to sync; there the rename itself is journaled. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
