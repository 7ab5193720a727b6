import { expect, test } from 'vitest';
import { fail, ok, type Result } from '#shared/result.ts';
import { restorePageMemory } from '../../../src/renderer/console-client/restore-page-memory.ts';
import { createFakeConsole } from './fake-console.ts';

function createMemory(entries: Record<string, string>, mostEntries = Infinity) {
  const stored = new Map(Object.entries(entries));
  return {
    stored,
    get length() {
      return stored.size;
    },
    key: (index: number) => [...stored.keys()][index] ?? null,
    removeItem: (key: string) => void stored.delete(key),
    setItem(key: string, value: string) {
      if (stored.size >= mostEntries) throw new Error('QuotaExceededError');
      stored.set(key, value);
    },
  };
}

async function restore(memory: ReturnType<typeof createMemory>, answer: Result<unknown>): Promise<Record<string, string>> {
  const fake = createFakeConsole();
  const done = restorePageMemory(fake.api, memory);
  expect(fake.sent.map(({ command }) => command)).toEqual(['backup:takePageMemory']);
  fake.sent[0]!.answer(answer);
  await done;
  return Object.fromEntries(memory.stored);
}

const present = { 'groundtrack:views:alerts': 'present', 'groundtrack:table:alerts': 'wide', 'mantine-color-scheme-value': 'dark' };

test('after a restore the page has the views and layouts of the backup, and keeps what is not Groundtrack’s', async () => {
  expect(await restore(createMemory(present), ok({ 'groundtrack:views:alerts': 'restored', 'elsewhere': 'not taken' }))).toEqual({ 'groundtrack:views:alerts': 'restored', 'mantine-color-scheme-value': 'dark' });
});

test('at every other start, and when main does not answer, nothing changes', async () => {
  expect(await restore(createMemory(present), ok(null))).toEqual(present);
  expect(await restore(createMemory(present), fail('bridge-failed', 'gone'))).toEqual(present);
});

test('a page whose storage is full still opens', async () => {
  const restored = await restore(createMemory({ a: '1' }, 2), ok({ 'groundtrack:x': '1', 'groundtrack:y': '2' }));
  expect(restored).toEqual({ a: '1', 'groundtrack:x': '1' });
});
