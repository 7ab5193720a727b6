// The marker of a prepared restore: while it stands, the next start swaps the folders.
import { z } from 'zod';

export const MARKER_FILE = 'restore.json';
export const RESTORING_FOLDER = 'restoring';
/** Folder of the data that a restore has taken the place of. */
export const KEPT_ASIDE = /^before-restore-[\d-]+$/;

const entryName = z.string().regex(/^[a-z][a-z-]*(\.json)?$/);

export const restoreMarkerSchema = z.object({
  version: z.literal(1),
  /** Name of the backup's folder, and when it was made. */
  backup: z.string(),
  backedUpAtMs: z.number(),
  /** Folder that the present data goes to. */
  keepIn: z.string().regex(KEPT_ASIDE),
  /** What lies in the data folder; `isRestored`: something comes in its place. */
  entries: z.array(z.object({ name: entryName, isRestored: z.boolean() })),
});
export type RestoreMarker = z.infer<typeof restoreMarkerSchema>;
