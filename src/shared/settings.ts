// Settings the operator can change, with the API's limits and our defaults (pages.md, Behaviours).
import { z } from 'zod';

export const settingsSchema = z.object({
  /** Rows a stream reply may hold at most. */
  telemetryBatchSize: z.number().int().min(1).max(65_000).default(100),
  /** Longest time the server collects before it answers, ms. */
  telemetryLingerMs: z.number().int().min(0).max(65_000).default(100),
  telemetryPollS: z.number().int().min(15).max(300).default(60),
  managementPollMin: z.number().int().min(1).max(60).default(5),
  /** Days a terminal or router stays after it was last received and no API lists it. */
  retentionDays: z.number().int().min(1).max(30).default(1),
  /** Minutes without a sample after which a terminal is Offline. */
  offlineAfterMin: z.number().int().min(1).max(1440).default(10),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  timeDisplay: z.enum(['utc', 'local']).default('utc'),
});

export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
/** What Starlink recommends for a reply (connector-help.md, Configuration). */
export const recommendedTelemetry = { telemetryBatchSize: 65_000, telemetryLingerMs: 15_000 } as const;
