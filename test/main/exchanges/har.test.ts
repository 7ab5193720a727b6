// The HAR is one valid document with an entry for each exchange, failed ones too, and is written whole or not at all.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ExchangeDetails, ExchangeRow } from '#shared/exchange.ts';
import { writeHar } from '../../../src/main/exchanges/har.ts';
import { saveText } from '../../../src/main/save-text.ts';
import { buildExchange } from './exchange-samples.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'groundtrack-har-'));
  folders.push(folder);
  return folder;
}

const pairs = z.array(z.object({ name: z.string(), value: z.string() }));
/** What HAR 1.2 asks of a document (https://w3c.github.io/web-performance/specs/HAR/Overview.html). */
const harSchema = z.object({
  log: z.object({
    version: z.literal('1.2'),
    creator: z.object({ name: z.string(), version: z.string() }),
    entries: z.array(z.object({
      startedDateTime: z.iso.datetime(), time: z.number().nonnegative(),
      request: z.object({
        method: z.string(), url: z.url(), httpVersion: z.string(), cookies: z.array(z.never()), headers: pairs, queryString: pairs,
        postData: z.object({ mimeType: z.string(), text: z.string(), params: z.array(z.never()) }).optional(), headersSize: z.number(), bodySize: z.number(),
      }),
      response: z.object({
        status: z.number(), statusText: z.string(), httpVersion: z.string(), cookies: z.array(z.never()), headers: pairs,
        content: z.object({ size: z.number(), mimeType: z.string(), text: z.string().optional(), comment: z.string().optional() }), redirectURL: z.string(), headersSize: z.number(), bodySize: z.number(),
      }),
      cache: z.object({}), timings: z.object({ send: z.number().nonnegative(), wait: z.number().nonnegative(), receive: z.number().nonnegative() }),
    }).loose()),
  }),
});

const row = (index: number, part: Partial<ExchangeRow> = {}): ExchangeRow => ({ ...buildExchange(index), account: 'Nordic', serial: index, ...part });
const details: ExchangeDetails = {
  requestHeaders: [{ name: 'content-type', value: 'application/json' }], responseHeaders: [{ name: 'Content-Type', value: 'application/json' }, { name: 'location', value: 'https://x/' }],
  requestBody: { text: '{"batchSize":1}', isCut: false, decodedBytes: 15, note: null },
  responseBody: { text: '{"t":1795363215000000001', isCut: true, decodedBytes: null, note: null }, waitMs: 5,
};

test('every exchange is an entry, and numbers stay exact', async () => {
  const folder = await makeFolder();
  const file = path.join(folder, 'a.har');
  const rows = [row(1), row(2, { status: null, error: 'Account: refused', bytes: 0, attempt: 2 }), row(3)];
  const saved = await saveText(file, writeHar(rows, async (id) => (id === 'p-1' ? details : null), '1.2.3'));
  expect(saved).toEqual({ ok: true, value: null });
  const text = await readFile(file, 'utf8');
  const { log } = harSchema.parse(JSON.parse(text));
  expect(log.creator).toEqual({ name: 'Groundtrack', version: '1.2.3' });
  expect(log.entries).toHaveLength(3);
  expect(log.entries[0]).toMatchObject({
    time: 12, timings: { send: 0, wait: 5, receive: 7 }, _group: '703 User terminals', _account: 'Nordic',
    request: { queryString: [{ name: 'page', value: '1' }], postData: { mimeType: 'application/json', text: '{"batchSize":1}' } },
    response: { status: 200, statusText: 'OK', redirectURL: 'https://x/', content: { mimeType: 'application/json', text: '{"t":1795363215000000001', comment: 'Only the beginning of the body.' } },
  });
  expect(text).toContain('1795363215000000001');
  expect(log.entries[1]).toMatchObject({ response: { status: 0, bodySize: -1 }, _error: 'Account: refused', _attempt: 2 });
  expect(log.entries[2]).toMatchObject({ comment: 'Headers and bodies were no longer kept.' });
  expect(await readdir(folder)).toEqual(['a.har']);
});

test('no exchange is a document too', async () => {
  const file = path.join(await makeFolder(), 'a.har');
  await saveText(file, writeHar([], async () => null, '1.2.3'));
  expect(harSchema.parse(JSON.parse(await readFile(file, 'utf8'))).log.entries).toEqual([]);
});

describe('a file that cannot be written', () => {
  test('is one sentence, and nothing is left behind', async () => {
    const folder = await makeFolder();
    expect(await saveText(path.join(folder, 'none', 'a.har'), ['x'])).toMatchObject({ ok: false, error: { code: 'not-saved', message: `a.har was not saved: there is no folder ${path.join(folder, 'none')}.` } });
    expect(await saveText(folder, ['x'])).toMatchObject({ ok: false, error: { message: expect.stringContaining('there is a folder of that name') as string } });
    expect(await readdir(folder)).toEqual([]);
  });

  test('because the disk is full leaves the old file as it was', async () => {
    const folder = await makeFolder();
    const file = path.join(folder, 'a.har');
    await writeFile(file, 'old');
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const pieces = (async function* () {
      yield 'x'.repeat(300_000);
      throw full;
    })();
    expect(await saveText(file, pieces)).toMatchObject({ ok: false, error: { message: `a.har was not saved: the disk of ${folder} is full.` } });
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a.har']);
  });
});
