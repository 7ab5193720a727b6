// Ranges of the number settings come from the shared schema, and what is typed is checked against it.
import { describe, expect, it } from 'vitest';
import { checkSetting, rangeOf } from '../../../src/renderer/configuration/setting-range.ts';

describe('rangeOf', () => {
  it('gives the limits of pages.md', () => {
    expect(rangeOf('telemetryBatchSize')).toEqual({ min: 1, max: 65_000 });
    expect(rangeOf('telemetryLingerMs')).toEqual({ min: 0, max: 65_000 });
    expect(rangeOf('telemetryPollS')).toEqual({ min: 15, max: 300 });
    expect(rangeOf('managementPollMin')).toEqual({ min: 1, max: 60 });
    expect(rangeOf('retentionDays')).toEqual({ min: 1, max: 30 });
  });
});

describe('checkSetting', () => {
  it('accepts both ends and text that is a number', () => {
    expect([1, 65_000, '250'].map((typed) => checkSetting('telemetryBatchSize', typed))).toEqual([null, null, null]);
    expect(checkSetting('telemetryLingerMs', 0)).toBeNull();
  });
  it.each([0, 65_001, 1.5, '', 'many', -3])('refuses %s and names the range', (typed) => {
    expect(checkSetting('telemetryBatchSize', typed)).toBe('Enter a whole number from 1 to 65,000.');
  });
});
