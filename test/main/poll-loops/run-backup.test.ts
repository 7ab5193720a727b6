import { expect, test } from 'vitest';
import { fail } from '../../../src/shared/result.ts';
import { runBackup } from '../../../src/main/poll-loops/run-backup.ts';

const never = new Promise<never>(() => undefined);

test('a backup that still waits for its turn is cancelled at once, and never begins', async () => {
  const stop = new AbortController();
  const turns: (() => Promise<unknown>)[] = [];
  let begun = false;
  const run = runBackup({ target: '/t', signal: stop.signal, onBytes: () => undefined, inTurn: (work) => new Promise((_, reject) => turns.push(() => work().catch(reject))) }, () => {
    begun = true;
    return never;
  });
  stop.abort();
  expect(await run).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  await turns[0]!();
  expect(begun).toBe(false);
});

test('one under way answers a cancel only when it has let go of its file', async () => {
  const stop = new AbortController();
  const order: string[] = [];
  const run = runBackup({ target: '/t', signal: stop.signal, onBytes: () => undefined }, async ({ signal }) => {
    stop.abort();
    await new Promise((resolve) => setImmediate(resolve));
    order.push('let go');
    signal.throwIfAborted();
  });
  run.then(() => order.push('answered'), () => undefined);
  expect(await run).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect(order).toEqual(['let go', 'answered']);
});

test('failures are one sentence; the last news is the whole amount', async () => {
  const told: number[] = [];
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const calm = { target: '/backups/x.part', signal: new AbortController().signal, onBytes: (bytes: number) => told.push(bytes) };
  expect(await runBackup(calm, () => Promise.reject(full))).toEqual(fail('not-copied', 'The backup was given up: the disk of /backups/x.part is full.'));
  expect(await runBackup(calm, () => Promise.reject(new Error('IO Error: odd\nstack')))).toEqual(fail('not-copied', 'The backup was given up: IO Error: odd.'));
  told.length = 0;
  await runBackup(calm, async ({ onBytes }) => {
    for (let piece = 0; piece < 5; piece++) onBytes(10);
  });
  expect(told.at(-1)).toBe(50);
});
