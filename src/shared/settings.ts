// Settings the operator can change, with the API's limits and our defaults (pages.md, Behaviours).
import { z } from 'zod';
import type { LogLevels } from './log-line.ts';

const fields = {
  /** Rows a stream reply may hold at most. */
  telemetryBatchSize: z.number().int().min(1).max(65_000),
  /** Longest time the server collects before it answers, ms. */
  telemetryLingerMs: z.number().int().min(0).max(65_000),
  telemetryPollS: z.number().int().min(15).max(300),
  managementPollMin: z.number().int().min(1).max(60),
  /** Days a terminal or router stays after it was last received and no API lists it. */
  retentionDays: z.number().int().min(1).max(30),
  /** Days of telemetry history kept on disk; older days go whole. */
  historyDays: z.number().int().min(2).max(3_650),
  /** Most GB (10^9 bytes) that the history may take on disk; the oldest days go first. 0: no bound. */
  historyMaxGB: z.number().int().min(0).max(100_000),
  /** Minutes without a sample after which a terminal is Offline. */
  offlineAfterMin: z.number().int().min(1).max(1440),
  theme: z.enum(['system', 'light', 'dark']),
  timeDisplay: z.enum(['utc', 'local']),
  /** Highest info level recorded, by module of the log; those not named have the default. */
  logLevels: z.record(z.string().max(40), z.literal([0, 1, 2, 3, 4, 5])) satisfies z.ZodType<LogLevels>,
} as const;

export const settingsSchema = z.object({
  telemetryBatchSize: fields.telemetryBatchSize.default(100),
  telemetryLingerMs: fields.telemetryLingerMs.default(100),
  telemetryPollS: fields.telemetryPollS.default(60),
  managementPollMin: fields.managementPollMin.default(5),
  retentionDays: fields.retentionDays.default(1),
  historyDays: fields.historyDays.default(400),
  historyMaxGB: fields.historyMaxGB.default(0),
  offlineAfterMin: fields.offlineAfterMin.default(10),
  theme: fields.theme.default('system'),
  timeDisplay: fields.timeDisplay.default('utc'),
  logLevels: fields.logLevels.default({}),
});

/** A change names only what changes: a default must not slip in for the rest. */
export const settingsChangeSchema = z.object(fields).partial();

export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
/** What Starlink recommends for a reply (connector-help.md, Configuration). */
export const recommendedTelemetry = { telemetryBatchSize: 65_000, telemetryLingerMs: 15_000 } as const;
