// A file that an operator chose is read whole, or one sentence says why not.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readText } from '../../src/main/read-text.ts';

describe('readText', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'groundtrack-read-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('gives the text', async () => {
    await writeFile(path.join(folder, 'view.json'), '{"name":"Ø"}');
    expect(await readText(path.join(folder, 'view.json'), 1_000)).toEqual({ ok: true, value: '{"name":"Ø"}' });
  });

  it('says what is wrong: gone, a folder, too large', async () => {
    await mkdir(path.join(folder, 'inner'));
    await writeFile(path.join(folder, 'large.json'), 'x'.repeat(11));
    const reason = async (name: string): Promise<string> => {
      const read = await readText(path.join(folder, name), name === 'large.json' ? 10 : 1_000_000);
      return read.ok ? '' : read.error.message;
    };
    expect(await reason('gone.json')).toBe('gone.json could not be read: it is no longer there.');
    expect(await reason('inner')).toBe('inner could not be read: it is a folder.');
    expect(await reason('large.json')).toBe('large.json is too large to be such a file (11 bytes).');
  });
});
