// Where the system lets nobody read an open database (Windows), it is closed for the copy and opened anew.
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type * as copyDatabase from '../../../../src/main/history/backup/copy-database.ts';
import { openManagementHistory } from '../../../../src/main/history/management-history.ts';
import { openTelemetryHistory } from '../../../../src/main/history/telemetry-history.ts';
import { buildBatch, buildMeta, NOON_MS } from '../build-batch.ts';
import { buildRecord, buildWalk, terminal } from '../management-walks.ts';
import { readClosedFile } from '../read-closed-file.ts';
import { readTable } from '../read-table.ts';
import { createTempFolder } from '../temp-folder.ts';
import { terminalAt } from '../archive/archive-bench.ts';

vi.mock('../../../../src/main/history/backup/copy-database.ts', async (load) => {
  const real = await load<typeof copyDatabase>();
  return { ...real, copyDatabase: () => Promise.reject(new real.HeldOpenError('held')) };
});

const calm = { signal: new AbortController().signal, onBytes: () => undefined };

test('telemetry is copied closed, and stored on afterwards', async () => {
  const folder = createTempFolder();
  const target = createTempFolder();
  const history = await openTelemetryHistory({ folder, log: () => undefined });
  await history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS)] }), buildMeta());
  const copied = await history.copyTo(target, calm);
  expect(copied[0]).toMatchObject({ file: 'telemetry.duckdb' });
  await history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS + 1_000)] }), buildMeta());
  expect((await history.loadCurrent()).terminals).toHaveLength(1);
  await expect(history.copyTo(join(target, 'telemetry.duckdb', 'no-folder'), calm)).rejects.toThrow();
  await history.append(buildBatch({ terminals: [terminalAt('ut1', NOON_MS + 2_000)] }), buildMeta());
  await history.close();
  expect(await readTable(target, 'SELECT count(*)::INTEGER AS n FROM terminal_history')).toEqual([{ n: 1 }]);
  expect(await readTable(folder, 'SELECT count(*)::INTEGER AS n FROM terminal_history')).toEqual([{ n: 3 }]);
});

test('Management too', async () => {
  const folder = createTempFolder();
  const target = createTempFolder();
  const opened = await openManagementHistory({ folder, log: () => undefined });
  if (!opened.ok) throw new Error(opened.error.message);
  const history = opened.value;
  await history.recordWalk(buildRecord('user-terminals', 1_000), buildWalk('user-terminals', [terminal('ut1')]));
  await history.copyTo(target, calm);
  await history.recordWalk(buildRecord('user-terminals', 2_000), buildWalk('user-terminals', [terminal('ut1'), terminal('ut2')]));
  await history.close();
  expect(await readClosedFile(target, 'SELECT count(*)::INTEGER FROM walks')).toEqual([[1]]);
  expect(await readClosedFile(folder, 'SELECT count(*)::INTEGER FROM walks')).toEqual([[2]]);
});
