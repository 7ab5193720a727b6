// The watch protocol seen from a window: snapshot, numbered deltas, gaps, one delivery a frame.
import { describe, expect, it } from 'vitest';
import { packRows } from '#shared/packed-rows.ts';
import { ok, fail } from '#shared/result.ts';
import { tableSchemas, type TableRow } from '#shared/table-schemas.ts';
import type { TableView } from '../../../src/renderer/console-client/table-subscription.ts';
import { subscribeTable } from '../../../src/renderer/console-client/table-subscription.ts';
import { createFakeConsole } from './fake-console.ts';

type Dve = TableRow<'userTerminalDves'>;
const dve = (deviceId: string, deviceName: string): Dve => ({ deviceId, deviceName, kitNumber: null, dveEnabled: true, windowOpen: false });
const packed = (...rows: Dve[]) => packRows(tableSchemas.userTerminalDves, rows);

function setUp(where?: { deviceId: string }) {
  const fake = createFakeConsole();
  const frames: (() => void)[] = [];
  const retries: (() => void)[] = [];
  const views: TableView<Dve>[] = [];
  const failures: string[] = [];
  const stop = subscribeTable('userTerminalDves', where, { onRows: (view) => views.push(view), onFailure: (message) => failures.push(message) }, {
    api: fake.api,
    nextFrame: (deliver) => {
      frames.push(deliver);
      return () => frames.splice(frames.indexOf(deliver), 1);
    },
    later: (retry) => {
      retries.push(retry);
      return () => retries.splice(retries.indexOf(retry), 1);
    },
  });
  const paint = (): void => frames.splice(0).forEach((deliver) => deliver());
  const answerWatch = async (watchId: number, seq: number, ...rows: Dve[]): Promise<void> => {
    const watch = fake.sent.filter(({ command }) => command === 'table:watch').at(-1)!;
    watch.answer(ok({ watchId, seq, rows: packed(...rows) }));
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  };
  const delta = (watchId: number, seq: number, upserts: Dve[], removedKeys: string[] = []): void =>
    fake.emit('table:delta', { watchId, seq, upserts: packed(...upserts), removedKeys });
  return { fake, frames, retries, views, failures, stop, paint, answerWatch, delta };
}

describe('subscribeTable', () => {
  it('delivers the snapshot, then changed rows only as new objects', async () => {
    const { views, paint, answerWatch, delta } = setUp();
    await answerWatch(7, 0, dve('a', 'Alpha'), dve('b', 'Bravo'));
    paint();
    delta(7, 1, [dve('b', 'Bravo 2')]);
    paint();
    expect(views).toHaveLength(2);
    expect(views[1]!.rows.map(({ deviceName }) => deviceName)).toEqual(['Alpha', 'Bravo 2']);
    expect(views[1]!.byKey.get('a')).toBe(views[0]!.byKey.get('a'));
    expect(views[0]!.byKey.get('b')!.deviceName).toBe('Bravo');
  });

  it('waits for all parts of a large snapshot, and shows no half table after a gap either', async () => {
    const { fake, views, paint, delta } = setUp();
    const part = (watchId: number, seq: number, restFollows: boolean, ...rows: Dve[]): void =>
      fake.emit('table:delta', { watchId, seq, upserts: packed(...rows), removedKeys: [], ...(restFollows && { restFollows: true as const }) });
    const beginParts = async (watchId: number): Promise<void> => {
      fake.sent.filter(({ command }) => command === 'table:watch').at(-1)!.answer(ok({ watchId, seq: 0, rows: packed(dve('a', 'Alpha')), restFollows: true as const }));
      for (let turn = 0; turn < 3; turn++) await Promise.resolve();
    };
    await beginParts(1);
    paint();
    part(1, 1, true, dve('b', 'Bravo'));
    paint();
    expect(views).toHaveLength(0);
    part(1, 2, false, dve('c', 'Charlie'));
    paint();
    expect(views.map(({ rows }) => rows.length)).toEqual([3]);
    // A change is waiting for its frame when the gap is seen.
    delta(1, 3, [dve('a', 'Alpha 2')]);
    delta(1, 5, []);
    await beginParts(2);
    paint();
    expect(views).toHaveLength(1);
    part(2, 1, false, dve('b', 'Bravo'), dve('c', 'Charlie'));
    paint();
    expect(views.map(({ rows }) => rows.length)).toEqual([3, 3]);
  });

  it('delivers at most once a frame, with everything in it', async () => {
    const { views, frames, paint, answerWatch, delta } = setUp();
    await answerWatch(1, 4);
    paint();
    delta(1, 5, [dve('a', 'Alpha')]);
    delta(1, 6, [dve('b', 'Bravo')]);
    delta(1, 7, [], ['a']);
    expect(frames).toHaveLength(1);
    paint();
    expect(views).toHaveLength(2);
    expect([...views[1]!.byKey.keys()]).toEqual(['b']);
  });

  it('applies deltas that overtook the snapshot, and only newer ones of its own watch', async () => {
    const { views, paint, answerWatch, delta } = setUp();
    delta(3, 2, [dve('a', 'old')]);
    delta(3, 3, [dve('a', 'new')]);
    delta(9, 1, [dve('x', 'another watch')]);
    await answerWatch(3, 2, dve('a', 'snapshot'));
    paint();
    expect(views[0]!.rows).toHaveLength(1);
    expect(views[0]!.byKey.get('a')!.deviceName).toBe('new');
  });

  it('watches again on a gap and ignores the old watch', async () => {
    const { fake, views, paint, answerWatch, delta } = setUp({ deviceId: 'a' });
    await answerWatch(1, 0, dve('a', 'Alpha'));
    delta(1, 2, [dve('a', 'after a gap')]);
    expect(fake.sent.map(({ command }) => command)).toEqual(['table:watch', 'table:unwatch', 'table:watch']);
    expect(fake.sent[2]!.payload).toEqual({ table: 'userTerminalDves', where: { deviceId: 'a' } });
    await answerWatch(2, 0, dve('a', 'Alpha again'));
    delta(1, 3, [dve('a', 'from the old watch')]);
    paint();
    expect(views.at(-1)!.byKey.get('a')!.deviceName).toBe('Alpha again');
  });

  it('says why it cannot watch, tries again and recovers', async () => {
    const { fake, retries, failures, views, paint, answerWatch } = setUp();
    fake.sent[0]!.answer(fail('unknown-table', 'No such table'));
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(failures).toEqual(['No such table']);
    retries.splice(0).forEach((retry) => retry());
    await answerWatch(1, 0, dve('a', 'Alpha'));
    paint();
    expect(views).toHaveLength(1);
  });

  it('ends the watch when stopped, even before the snapshot came', async () => {
    const { fake, frames, views, stop, answerWatch, paint } = setUp();
    stop();
    expect(fake.listeners('table:delta')).toBe(0);
    await answerWatch(5, 0, dve('a', 'Alpha'));
    expect(fake.sent.at(-1)).toMatchObject({ command: 'table:unwatch', payload: { watchId: 5 } });
    paint();
    expect(frames).toHaveLength(0);
    expect(views).toHaveLength(0);
  });
});
