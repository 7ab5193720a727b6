import { describe, expect, test } from 'vitest';
import type { StorageReport, StorageView } from '#shared/storage-report.ts';
import { buildDiskFigures, buildGrowthFigures, describeDamage, describeLimit, sumOnDisk } from '../../../src/renderer/configuration/storage-figures.ts';
import { formatBytes } from '../../../src/renderer/formats/format-bytes.ts';

const noFiles = { telemetry: 0, routers: 0, 'ip-allocations': 0, 'alert-edges': 0, snapshots: 0, rollups: 0 };
const fresh: StorageReport = { databaseBytes: 5e6, archiveBytes: noFiles, archivedDays: 0, oldestDay: null, rowsPerDay: null, bytesPerDay: null, newestDayBytes: 0, damagedFiles: 0, firstDamaged: [] };
const grown: StorageReport = { ...fresh, archiveBytes: { ...noFiles, telemetry: 3e9, routers: 0.9e9 }, archivedDays: 40, oldestDay: '2026-10-18', rowsPerDay: 1_234_567, bytesPerDay: 100e6, newestDayBytes: 90e6, databaseBytes: 100e6 };
const viewOf = (report: StorageReport, more: Partial<StorageView> = {}): StorageView => ({ report, state: { state: 'idle' }, managementBytes: 1e6, keptAsideBytes: 0, freeBytes: 50e9, folder: '/data/live', ...more });
const growth = (report: StorageReport, historyDays: number, historyMaxGB: number) =>
  Object.fromEntries(buildGrowthFigures(viewOf(report), { historyDays, historyMaxGB }).map(({ label, value, note }) => [label, note === undefined ? value : `${value} | ${note}`]));

describe('the Storage card', () => {
  test('sums up what lies on disk, by kind', () => {
    expect(sumOnDisk(viewOf(grown))).toBe(4.001e9);
    expect(buildDiskFigures(viewOf(grown)).map(({ label, value }) => `${label} ${value}`)).toEqual([
      'Database of open days 100.0 MB', 'Terminal samples, archived 3.0 GB', 'Router samples, archived 900.0 MB', 'IP allocations, archived 0 kB', 'Alerts, archived 0 kB',
      'Fleet snapshots, archived 0 kB', 'Fleet statistics, archived 0 kB', 'Management history 1.0 MB',
    ]);
  });

  test('counts what restores and updates have kept of before', () => {
    const view = viewOf(fresh, { keptAsideBytes: 2e9 });
    expect(sumOnDisk(view)).toBe(2.006e9);
    expect(buildDiskFigures(view).at(-1)).toEqual({ label: 'Kept from before', value: '2.0 GB', note: 'by restores and updates; delete it by hand' });
  });

  test('says so where a limit can’t be kept, and which can', () => {
    const full = { ...grown, databaseBytes: 5.2e9 };
    expect(describeLimit(viewOf(full), { historyMaxGB: 5 })).toBe('The limit of 5 GB can’t be kept: the open days and the newest closed one take 5.3 GB. No day is removed for it. Set 7 GB or more, or 0 for no limit.');
    expect(growth(full, 400, 5)).toMatchObject({ Limit: 'too low | no day is removed for it' });
    for (const historyMaxGB of [0, 6, 7]) expect(describeLimit(viewOf(full), { historyMaxGB })).toBeNull();
  });

  test('knows no growth before a day is closed: N/A, not zero', () => {
    expect(growth(fresh, 400, 10)).toEqual({ 'Days archived': '0', 'Rows a day': 'N/A | until a day is closed', 'Expected growth': 'N/A | until a day is closed', 'Free on this disk': '50.0 GB', Archive: 'idle' });
  });

  test('says how fast it grows and where that ends', () => {
    expect(growth(grown, 400, 0)).toMatchObject({ 'Days archived': '40 | since 2026-10-18', 'Rows a day': '1,234,567', 'Expected growth': '100.0 MB a day | 3.0 GB a month', 'In the end': 'about 40.0 GB | with 400 days kept' });
    expect(growth(grown, 400, 10)).toMatchObject({ Limit: 'reached in about 60 days | then the oldest days go' });
    expect(growth(grown, 400, 4)).toMatchObject({ Limit: 'reached | the oldest days go first' });
    // Age ends it before the limit does.
    expect(growth(grown, 50, 10)).toMatchObject({ 'In the end': 'about 5.0 GB | with 50 days kept' });
    expect(growth({ ...grown, bytesPerDay: 4.1e9 }, 400, 5)).toMatchObject({ Limit: 'reached in about 1 day | then the oldest days go' });
  });

  test('says what the archive is doing and which files are damaged', () => {
    const closing = viewOf(fresh, { state: { state: 'closing', day: '2026-11-26', slice: 3, slices: 12 }, freeBytes: null });
    expect(buildGrowthFigures(closing, { historyDays: 400, historyMaxGB: 0 }).slice(-2)).toEqual([{ label: 'Free on this disk', value: 'N/A' }, { label: 'Archive', value: 'Closing 2026-11-26: slice 3 of 12' }]);
    expect(describeDamage(closing)).toBeNull();
    expect(describeDamage(viewOf({ ...fresh, damagedFiles: 3, firstDamaged: [{ file: 'telemetry/date=2026-11-20/1-000.parquet', reason: 'it is missing' }] }))).toBe(
      '3 files of the archive are missing or damaged, and left out of every answer: telemetry/date=2026-11-20/1-000.parquet (it is missing) and 2 more, in /data/live.',
    );
  });
});

test('bytes in the unit that suits them', () => {
  expect([null, 0, 1, 999, 1_500, 999_940, 999_960, 1_234_567, 999_960_000, 12.34e9, 2.5e12, 5e15].map(formatBytes)).toEqual([
    'N/A', '0 kB', '1 kB', '1 kB', '2 kB', '1.0 MB', '1.0 MB', '1.2 MB', '1.0 GB', '12.3 GB', '2.5 TB', '5000.0 TB',
  ]);
});
