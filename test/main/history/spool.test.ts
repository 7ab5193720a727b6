import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildSpoolId, createSpool, listSpools, readSpool, rewriteSpool, UnreadableSpoolError, type SpoolHeader } from '../../../src/main/history/spool.ts';
import { createTempFolder } from './temp-folder.ts';

function headerOf(spoolId: string): SpoolHeader {
  return { version: 1, spoolId, credentialId: 'cred-1', accountNumber: 'ACC-1', requestedAtMs: 1_000, batchSize: 100, lingerMs: 100, contentEncoding: 'gzip' };
}

test('ids sort by the time of the request', () => {
  const ids = [buildSpoolId(999), buildSpoolId(1_795_366_800_000), buildSpoolId(1_795_366_800_001), buildSpoolId(12_000_000_000_000)];
  expect([...ids].sort()).toEqual(ids);
});

test('bytes stand in the file as soon as they are written', async () => {
  const folder = join(createTempFolder(), 'spool');
  const spool = createSpool(folder, headerOf('00000000001000-a'));
  spool.write(Buffer.from([0x1f, 0x8b, 0x0a]));
  const [file] = await listSpools(folder);
  expect(file).toMatchObject({ receivedAtMs: null });
  expect(await readSpool(file!.path)).toEqual({ header: headerOf('00000000001000-a'), wire: Buffer.from([0x1f, 0x8b, 0x0a]) });
  spool.write(Buffer.from('{"a":"\n"}'));
  await spool.finish({ receivedAtMs: 1_234.9 }).onDisk;
  const files = await listSpools(folder);
  expect(files).toEqual([{ path: join(folder, '00000000001000-a.1234.body'), receivedAtMs: 1_234 }]);
  expect((await readSpool(files[0]!.path))?.wire.subarray(3).toString()).toBe('{"a":"\n"}');
});

test('a torn one keeps its name and its bytes', async () => {
  const folder = createTempFolder();
  const spool = createSpool(folder, headerOf('x'));
  spool.write(Buffer.from('{"da'));
  await spool.finish(null).onDisk;
  expect(await listSpools(folder)).toEqual([{ path: join(folder, 'x.spool'), receivedAtMs: null }]);
});

test('a whole one from memory takes the place of the torn one', async () => {
  const folder = createTempFolder();
  createSpool(folder, headerOf('x')).write(Buffer.from('{"da'));
  mkdirSync(join(folder, 'rewritten'));
  writeFileSync(join(folder, 'rewritten', 'x.spool'), 'left by an earlier try');
  const path = rewriteSpool(folder, headerOf('x'), Buffer.from('{"data":1}'), { receivedAtMs: 5 });
  expect(await listSpools(folder)).toEqual([{ path, receivedAtMs: 5 }]);
  expect((await readSpool(path))?.wire.toString()).toBe('{"data":1}');
});

test('a file that is none of ours is unreadable; an empty one is nothing', async () => {
  const folder = createTempFolder();
  for (const [name, text] of [['a.spool', 'no line'], ['b.spool', '{"version":2}\nx'], ['c.1.body', 'not json\n']] as const) writeFileSync(join(folder, name), text);
  for (const { path } of await listSpools(folder)) await expect(readSpool(path)).rejects.toBeInstanceOf(UnreadableSpoolError);
  writeFileSync(join(folder, 'd.spool'), '');
  expect(await readSpool(join(folder, 'd.spool'))).toBeNull();
});
