// The quick filter finds what is shown: formatted figures, kit numbers, N/A; and nothing in hidden columns.
import { describe, expect, it } from 'vitest';
import { userTerminalsTable } from '../../../src/renderer/tables/columns/user-terminals.ts';
import { buildRowMatcher } from '../../../src/renderer/tables/quick-filter.ts';
import { buildRow } from './sample-rows.ts';

const visible = userTerminalsTable.columns.filter((column) => column.hidden !== true);
const row = buildRow('userTerminals', { deviceId: 'ut01', deviceName: 'MV Halden', kitNumber: 'KITP00142254', downlinkMbps: 154.94, h3Cell: '855f4157fffffff' });

function matches(text: string, columns = visible): boolean | undefined {
  return buildRowMatcher(text, columns, { timeDisplay: 'utc' })?.(row);
}

describe('buildRowMatcher', () => {
  it('finds any part of a shown cell, whatever its case', () => {
    expect(matches('halden')).toBe(true);
    expect(matches('  MV HAL ')).toBe(true);
    expect(matches('kitp00142254')).toBe(true);
    expect(matches('154.9')).toBe(true);
    expect(matches('halden kitp')).toBe(true);
    expect(matches('zeppelin')).toBe(false);
  });

  it('looks into hidden columns only once they are shown', () => {
    expect(matches('855f4157')).toBe(false);
    expect(matches('855f4157', [...userTerminalsTable.columns])).toBe(true);
  });

  it('is nothing while nothing is typed', () => {
    expect(buildRowMatcher('  ', visible, { timeDisplay: 'utc' })).toBeNull();
  });
});
