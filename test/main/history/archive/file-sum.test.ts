// A byte that changes inside of a file is found out, though every reader would take it for another value.
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet';
import { expect, test } from 'vitest';
import { findSumDamage } from '../../../../src/main/history/archive/file-sum.ts';
import { askOk } from '../queries/ask-history.ts';
import { buildBatch, buildMeta, NOON_MS } from '../build-batch.ts';
import { createTempFolder } from '../temp-folder.ts';
import { DAY, DAY_MS, MIDNIGHT_MS, openArchive, terminalAt, type ArchiveBench } from './archive-bench.ts';

const file = `telemetry/date=${DAY}/1-000.parquet`;

async function closeDay(folder: string): Promise<ArchiveBench> {
  const bench = await openArchive(folder);
  await bench.history.append(buildBatch({ terminals: Array.from({ length: 200 }, (_, index) => terminalAt('ut1', NOON_MS + index * 1_000, Math.sin(index) * 100)) }), buildMeta());
  await bench.archive.runPass();
  return bench;
}

/** Changes a bit so that the file is read without a word, with as many rows and other values. */
async function flipSilently(bench: ArchiveBench, path: string): Promise<void> {
  const good = readFileSync(path);
  const read = (from: string): Promise<unknown> => bench.query(`SELECT count(*)::INTEGER AS n, sum(latency_ms) AS sum FROM read_parquet('${from}')`).catch(() => null);
  const whole = await read(path);
  for (let at = 100; at < good.length - 1_000; at += 11) {
    const changed = `${path}.${at}`;
    writeFileSync(changed, Buffer.concat([good.subarray(0, at), Buffer.of(good[at]! ^ 1), good.subarray(at + 1)]));
    const found = await read(changed);
    if (found === null || JSON.stringify(found) === JSON.stringify(whole) || JSON.stringify(found).includes('"n":200,') === false) continue;
    renameSync(changed, path);
    return;
  }
  throw new Error('No bit changes a value');
}

test('the sum stands in the footer, and any reader can check it by the description', async () => {
  const folder = createTempFolder();
  await closeDay(folder);
  for (const kind of ['telemetry', 'snapshots', 'rollups']) {
    const path = join(folder, `${kind}/date=${DAY}/1-000.parquet`);
    const sum = (await parquetMetadataAsync(await asyncBufferFromFile(path))).key_value_metadata!.find(({ key }) => key === 'sha256')!.value!;
    const bytes = readFileSync(path);
    expect(sum).toMatch(/^[0-9a-f]{64}$/);
    bytes.fill('0', bytes.lastIndexOf(sum), bytes.lastIndexOf(sum) + 64);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sum);
    expect(await findSumDamage(path)).toBeNull();
  }
});

test('every byte counts, also in the footer and the sum itself', async () => {
  const folder = createTempFolder();
  await closeDay(folder);
  const path = join(folder, file);
  const good = readFileSync(path);
  const changed = join(folder, 'changed.parquet');
  for (let at = 0; at < good.length - 8; at += 7) {
    const bytes = Buffer.from(good);
    bytes[at]! ^= 16;
    writeFileSync(changed, bytes);
    // A key that is no longer there says nothing; DuckDB reads the file then.
    const isKey = at >= good.indexOf('sha256') && at < good.indexOf('sha256') + 8;
    if (!isKey) expect([at, await findSumDamage(changed)]).toEqual([at, 'its content is not what was written']);
  }
});

test('a question goes on without the file, and says so; when it is whole again it counts', async () => {
  const folder = createTempFolder();
  const bench = await closeDay(folder);
  const path = join(folder, file);
  const good = readFileSync(path);
  const ask = async (): Promise<unknown> => {
    const { samples, missing } = await askOk(bench.history, 'series', { deviceId: 'ut1', metric: 'latencyMs', fromMs: MIDNIGHT_MS, toMs: MIDNIGHT_MS + DAY_MS, buckets: 1 });
    return { samples: [...samples], missing };
  };
  const whole = { samples: [200], missing: [] };
  expect(await ask()).toEqual(whole);
  await flipSilently(bench, path);
  expect(await ask()).toEqual({ samples: [], missing: [{ day: DAY, file, reason: 'is damaged: the file does not hold what was written to it' }] });
  expect(await bench.archive.check(file)).toBe(true);
  expect(bench.troubles).toMatchObject([{ cause: expect.stringContaining(`${file}, its content is not what was written`) as string }]);
  await bench.close();
  const damaged = await openArchive(folder);
  await damaged.archive.runPass();
  expect((await damaged.archive.describe()).damagedFiles).toBe(1);
  await damaged.close();
  writeFileSync(path, good);
  const again = await openArchive(folder);
  await again.archive.runPass();
  expect((await again.archive.describe()).damagedFiles).toBe(0);
});

test('a snapshot with a changed byte is not carried on', async () => {
  const folder = createTempFolder();
  const bench = await closeDay(folder);
  const snapshots = `snapshots/date=${DAY}/1-000.parquet`;
  const bytes = readFileSync(join(folder, snapshots));
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(join(folder, snapshots), bytes);
  bench.nowMs += DAY_MS;
  await bench.history.append(buildBatch({ terminals: [terminalAt('ut2', NOON_MS + DAY_MS), terminalAt('ut2', bench.nowMs)] }), buildMeta({ receivedAtMs: bench.nowMs }));
  await bench.archive.runPass();
  expect(await bench.files('snapshots', 'DISTINCT device_id AS id')).toEqual([{ id: 'ut2' }]);
  expect(bench.troubles.at(-1)).toMatchObject({ cause: expect.stringContaining(`${snapshots}, its content is not what was written`) as string });
});
