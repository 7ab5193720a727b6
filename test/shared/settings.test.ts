// A change of one setting leaves all others alone, and limits are the API's.
import { expect, test } from 'vitest';
import { defaultSettings, settingsChangeSchema } from '#shared/settings.ts';

test('a change holds what was given and no defaults', () => {
  expect(settingsChangeSchema.parse({ telemetryBatchSize: 333 })).toEqual({ telemetryBatchSize: 333 });
  expect(settingsChangeSchema.parse({})).toEqual({});
});

test('the defaults load the API as little as the API allows', () => {
  expect(defaultSettings).toMatchObject({ telemetryBatchSize: 100, telemetryLingerMs: 100, telemetryPollS: 60, managementPollMin: 5, retentionDays: 1 });
});

test.each([{ telemetryBatchSize: 0 }, { telemetryBatchSize: 65_001 }, { telemetryLingerMs: -1 }, { telemetryLingerMs: 65_001 }, { telemetryPollS: 14 }, { retentionDays: 31 }, { telemetryBatchSize: 1.5 }])(
  '%o is refused', (change) => expect(settingsChangeSchema.safeParse(change).success).toBe(false),
);
