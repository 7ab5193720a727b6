// A window's own knowledge: both answers first, then every change, also one that overtook the answer.
import { describe, expect, it } from 'vitest';
import type { ConsoleState, StatusReport } from '#shared/ipc-contract.ts';
import { fail, ok } from '#shared/result.ts';
import { defaultSettings } from '#shared/settings.ts';
import { createConsoleStores } from '../../../src/renderer/console-client/console-stores.ts';
import { createFakeConsole } from './fake-console.ts';

const state: ConsoleState = {
  mode: 'simulation', testServerHost: null, firstRun: true, demoAvailable: true, keychain: { available: true, reason: null },
  settings: defaultSettings, version: '0.1.0', quitting: null,
};
const status: StatusReport = { atMs: 1, accounts: [], problems: [] };

describe('createConsoleStores', () => {
  it('holds the answers and follows changes', async () => {
    const fake = createFakeConsole();
    const opening = createConsoleStores(fake.api);
    fake.sent.find(({ command }) => command === 'console:state')!.answer(ok(state));
    fake.sent.find(({ command }) => command === 'status:get')!.answer(ok(status));
    const stores = await opening;
    if (!stores.ok) throw new Error('expected stores');
    expect(stores.value.state.getState().firstRun).toBe(true);
    fake.emit('console:changed', { ...state, firstRun: false });
    fake.emit('status:changed', { ...status, atMs: 2 });
    expect(stores.value.state.getState().firstRun).toBe(false);
    expect(stores.value.status.getState().atMs).toBe(2);
    stores.value.close();
    expect(fake.listeners('console:changed') + fake.listeners('status:changed')).toBe(0);
  });

  it('prefers a change that came before its answer', async () => {
    const fake = createFakeConsole();
    const opening = createConsoleStores(fake.api);
    fake.emit('console:changed', { ...state, version: 'newer' });
    for (const { command, answer } of fake.sent) answer(ok(command === 'console:state' ? state : status));
    const stores = await opening;
    expect(stores.ok && stores.value.state.getState().version).toBe('newer');
  });

  it('answers the failure when main does not', async () => {
    const fake = createFakeConsole();
    const opening = createConsoleStores(fake.api);
    for (const { command, answer } of fake.sent) answer(command === 'status:get' ? fail('broken', 'No status') : ok(state));
    expect(await opening).toEqual(fail('broken', 'No status'));
    expect(fake.listeners('console:changed')).toBe(0);
  });
});
