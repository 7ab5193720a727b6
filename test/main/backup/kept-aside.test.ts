import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readKeptAsideBytes } from '../../../src/main/backup/kept-aside.ts';
import { createTempFolder } from '../history/temp-folder.ts';

test('what restores and migrations have kept of before is counted, and nothing else', async () => {
  const folder = createTempFolder();
  const live = path.join(folder, 'live');
  expect(await readKeptAsideBytes(folder, live)).toBe(0);
  const put = (file: string, bytes: number): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), Buffer.alloc(bytes));
  };
  put('before-restore-2026-11-27-091500/live/telemetry/date=2026-11-20/1-000.parquet', 100);
  put('before-restore-2026-11-27-091500/settings.json', 20);
  put('before-restore-2026-11-28-101010/live/telemetry.duckdb', 3);
  put('live/telemetry.duckdb.schema-1.backup', 4_000);
  put('live/telemetry.duckdb', 50_000);
  put('before-restore-notes/mine.txt', 600_000);
  expect(await readKeptAsideBytes(folder, live)).toBe(4_123);
});
