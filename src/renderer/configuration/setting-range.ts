// Ranges of the number settings, read from the one schema that main checks them against too.
import { settingsSchema } from '#shared/settings.ts';

const numberSettings = {
  telemetryBatchSize: settingsSchema.shape.telemetryBatchSize.unwrap(),
  telemetryLingerMs: settingsSchema.shape.telemetryLingerMs.unwrap(),
  telemetryPollS: settingsSchema.shape.telemetryPollS.unwrap(),
  managementPollMin: settingsSchema.shape.managementPollMin.unwrap(),
  historyDays: settingsSchema.shape.historyDays.unwrap(),
  historyMaxGB: settingsSchema.shape.historyMaxGB.unwrap(),
  retentionDays: settingsSchema.shape.retentionDays.unwrap(),
  offlineAfterMin: settingsSchema.shape.offlineAfterMin.unwrap(),
} as const;

export type NumberSetting = keyof typeof numberSettings;

export function rangeOf(setting: NumberSetting): { readonly min: number; readonly max: number } {
  const { minValue, maxValue } = numberSettings[setting];
  return { min: minValue ?? 0, max: maxValue ?? Number.MAX_SAFE_INTEGER };
}

/** What is wrong with a typed value, as a sentence; null when it can be saved. */
export function checkSetting(setting: NumberSetting, typed: number | string): string | null {
  const value = typeof typed === 'string' && typed.trim() === '' ? Number.NaN : Number(typed);
  if (numberSettings[setting].safeParse(value).success) return null;
  const { min, max } = rangeOf(setting);
  return `Enter a whole number from ${min.toLocaleString('en-US')} to ${max.toLocaleString('en-US')}.`;
}
