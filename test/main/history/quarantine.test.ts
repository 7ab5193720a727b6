import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { quarantineFile, quarantineReply, type UnreadableReply } from '../../../src/main/history/quarantine.ts';
import { createSpool, readSpool, type SpoolHeader } from '../../../src/main/history/spool.ts';
import { createTempFolder } from './temp-folder.ts';

/** A reply in the spool folder, as it is handed over; 'hunter2' is its secret. */
async function spooled(folder: string, id: string, body: Buffer, contentEncoding: string | null = null): Promise<UnreadableReply> {
  const header: SpoolHeader = { version: 1, spoolId: id, credentialId: 'c1', accountNumber: 'ACC-1', requestedAtMs: 1, batchSize: 2, lingerMs: 3, contentEncoding };
  const writer = createSpool(folder, header);
  writer.write(body);
  const { path, onDisk } = writer.finish({ receivedAtMs: 5 });
  await onDisk;
  return { path, header, wire: body, isStray: false, mask: (text) => Promise.resolve(text.replaceAll('hunter2', '•••')) };
}

test('what holds no secret is moved as it lay on the wire', async () => {
  const folder = createTempFolder();
  const body = gzipSync('{"odd":1}');
  const place = await quarantineReply(await spooled(folder, 'a', body, 'gzip'));
  expect(readdirSync(folder)).toEqual(['quarantine']);
  expect(await readSpool(place)).toMatchObject({ header: { spoolId: 'a', contentEncoding: 'gzip' }, wire: body });
});

test.each([['plain', (text: string) => Buffer.from(text), null], ['gzip', (text: string) => gzipSync(text), 'gzip']] as const)('a secret is taken out of a %s one, and the file of before goes', async (_name, pack, encoding) => {
  const folder = createTempFolder();
  const place = await quarantineReply(await spooled(folder, 'a', pack('<p>hunter2</p>'), encoding));
  expect(readdirSync(folder)).toEqual(['quarantine']);
  expect(readdirSync(join(folder, 'quarantine'))).toEqual(['a.5.body']);
  const kept = await readSpool(place);
  expect([kept?.header.contentEncoding, kept?.wire.toString()]).toEqual([null, '<p>•••</p>']);
});

test('where nobody can say what is secret, the reply stays in the spool folder', async () => {
  const folder = createTempFolder();
  const reply = await spooled(folder, 'a', Buffer.from('hunter2'));
  await expect(quarantineReply({ ...reply, mask: () => Promise.reject(new Error('main is gone')) })).rejects.toThrow('main is gone');
  expect(existsSync(reply.path)).toBe(true);
  expect(existsSync(join(folder, 'quarantine'))).toBe(false);
});

test('of replies that are no telemetry the newest hundred are kept, and every other file', async () => {
  const folder = createTempFolder();
  writeFileSync(join(folder, '0.spool'), 'none of ours');
  await quarantineFile(join(folder, '0.spool'));
  for (let i = 1; i <= 103; i++) await quarantineReply({ ...(await spooled(folder, `1${String(i).padStart(3, '0')}`, Buffer.from(`page ${i}`))), isStray: true });
  const names = readdirSync(join(folder, 'quarantine')).sort();
  expect(names).toHaveLength(101);
  expect([names[0], names[1], names[100]]).toEqual(['0.spool', '1004.5.body.stray', '1103.5.body.stray']);
  expect(readFileSync(join(folder, 'quarantine', '0.spool'), 'utf8')).toBe('none of ours');
});
