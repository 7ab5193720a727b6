// A file grows beside its place and appears in it whole: never half, and nothing left behind.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createTextFile, type TextFile } from '../../src/main/text-file.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function begin(): Promise<{ readonly folder: string; readonly file: string; readonly text: TextFile }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'groundtrack-text-'));
  folders.push(folder);
  const file = path.join(folder, 'a.csv');
  await writeFile(file, 'old');
  const created = await createTextFile(file);
  if (!created.ok) throw new Error(created.error.message);
  return { folder, file, text: created.value };
}

test('the old file stands until the new one is complete', async () => {
  const { folder, file, text } = await begin();
  for (let i = 0; i < 3; i++) expect(await text.append('é'.repeat(200_000))).toMatchObject({ ok: true });
  expect(await readFile(file, 'utf8')).toBe('old');
  expect(await text.finish()).toMatchObject({ ok: true });
  expect(await readFile(file, 'utf8')).toBe('é'.repeat(600_000));
  expect(await readdir(folder)).toEqual(['a.csv']);
});

test('one that is given up leaves nothing, and takes nothing more', async () => {
  for (const giveUp of [(text: TextFile) => text.discard(), (text: TextFile) => Promise.resolve(text.discardNow())]) {
    const { folder, file, text } = await begin();
    await text.append('x'.repeat(300_000));
    await giveUp(text);
    expect(await readdir(folder)).toEqual(['a.csv']);
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await text.finish()).toMatchObject({ ok: false });
  }
});

test('after a failure every further call says the same', async () => {
  const { folder, text } = await begin();
  await rm(folder, { recursive: true });
  const finished = await text.finish();
  expect(finished).toMatchObject({ ok: false, error: { message: `a.csv was not saved: there is no folder ${folder}.` } });
  expect(await text.append('more')).toEqual(finished);
});
