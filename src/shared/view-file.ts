// A saved view of a table as a file that operators share: what it is for, and how it is told from any other JSON.
import { z } from 'zod';

export const VIEW_FORMAT = 'groundtrack-view';
/** Raised when an older Groundtrack could misread what a newer one writes. */
export const VIEW_VERSION = 1;
export const LONGEST_VIEW_NAME = 80;
/** Characters, bytes on disk; a set filter of 1,000 long names stays far below it. */
export const LARGEST_VIEW_FILE = 1_000_000;

/** Layout and questions are read part by part against the table's declaration: what does not fit there is said, not refused. */
export const savedViewSchema = z.object({
  name: z.string().trim().min(1).max(LONGEST_VIEW_NAME),
  layout: z.record(z.string(), z.unknown()),
  questions: z.record(z.string(), z.unknown()).default({}),
});

export const viewFileSchema = savedViewSchema.extend({
  format: z.literal(VIEW_FORMAT),
  version: z.number().int().min(1),
  table: z.string().min(1).max(100),
});

export type SavedView = z.infer<typeof savedViewSchema>;
export type ViewFile = z.infer<typeof viewFileSchema>;
