// A table as a store: loaded says whether an empty table means anything; a failure keeps the rows; one store serves all who ask.
import { describe, expect, it } from 'vitest';
import { packRows } from '#shared/packed-rows.ts';
import { fail, ok } from '#shared/result.ts';
import { tableSchemas } from '#shared/table-schemas.ts';
import { createTableStore } from '../../../src/renderer/console-client/table-store.ts';
import { createTableStores } from '../../../src/renderer/console-client/use-table.ts';
import { createFakeConsole } from './fake-console.ts';

function setUp() {
  const fake = createFakeConsole();
  const retries: (() => void)[] = [];
  const surroundings = {
    api: fake.api,
    nextFrame: (deliver: () => void) => {
      deliver();
      return () => undefined;
    },
    later: (retry: () => void) => {
      retries.push(retry);
      return () => undefined;
    },
  };
  return { fake, retries, surroundings };
}
const settle = async (): Promise<void> => {
  for (let i = 0; i < 4; i++) await Promise.resolve();
};

describe('createTableStore', () => {
  it('is not loaded before the first snapshot, and counts deliveries', async () => {
    const { fake, retries, surroundings } = setUp();
    const store = createTableStore('userTerminalDves', undefined, surroundings);
    expect(store.getState()).toMatchObject({ loaded: false, version: 0, failure: null });
    fake.sent[0]!.answer(fail('busy', 'Main is busy'));
    await settle();
    expect(store.getState()).toMatchObject({ loaded: false, failure: 'Main is busy' });
    retries[0]!();
    fake.sent[1]!.answer(ok({ watchId: 1, seq: 0, rows: packRows(tableSchemas.userTerminalDves, []) }));
    await settle();
    expect(store.getState()).toMatchObject({ loaded: true, version: 1, failure: null });
    store.close();
    expect(fake.sent.at(-1)!.command).toBe('table:unwatch');
  });
});

describe('createTableStores', () => {
  it('opens each table once and closes them all', () => {
    const { fake, surroundings } = setUp();
    const stores = createTableStores((table) => createTableStore(table, undefined, surroundings));
    expect(stores.of('alerts')).toBe(stores.of('alerts'));
    stores.of('routers');
    expect(fake.sent.map(({ payload }) => payload)).toEqual([{ table: 'alerts' }, { table: 'routers' }]);
    stores.close();
    expect(fake.listeners('table:delta')).toBe(0);
  });
});
