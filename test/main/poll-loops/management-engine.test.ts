import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CurrentManagement } from '../../../src/main/history/current-management.ts';
import { MANAGEMENT_FILE } from '../../../src/main/history/management-history.ts';
import { createManagementEngine, type ManagementEngine } from '../../../src/main/poll-loops/management-engine.ts';
import { answerJson, answerText } from '../starlink/local-server.ts';
import { createTestPorts, roundOver, startFakeManagement, type FakeManagement, type TestPorts } from './management-ports.ts';

// Each test opens a file or two, which takes a second or more on a loaded machine.
let folder: string;
let api: FakeManagement;
let engine: ManagementEngine;
let told: CurrentManagement[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'groundtrack-engine-'));
  api = await startFakeManagement();
  engine = await openEngine();
});
afterEach(async () => {
  await engine.close();
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

async function openEngine(): Promise<ManagementEngine> {
  told = [];
  return createManagementEngine({ folder, log: () => undefined, onCurrent: (current) => told.push(current) });
}

async function poll(ports: TestPorts) {
  const over = ports.until(roundOver);
  await engine.startAccount(ports);
  return over;
}

const terminalsOf = (all: readonly CurrentManagement[], credentialId: string) => all.find((current) => current.credentialId === credentialId)?.terminals?.map((row) => row.deviceId);

describe('the engine', () => {
  test('polls each account on its own and knows what they said after a restart', async () => {
    expect(engine.current()).toEqual([]);
    await Promise.all([poll(createTestPorts(api.apiUrl, 'c1')), poll(createTestPorts(api.apiUrl, 'c2'))]);
    const before = engine.current();
    expect(before.map(({ credentialId }) => credentialId).sort()).toEqual(['c1', 'c2']);
    await engine.close();
    engine = await openEngine();
    expect([...engine.current()].sort((a, b) => (a.credentialId < b.credentialId ? -1 : 1))).toEqual([...before].sort((a, b) => (a.credentialId < b.credentialId ? -1 : 1)));
    expect(terminalsOf(engine.current(), 'c1')).toEqual(['uta', 'utb']);
  });

  test('an account that fails or waits does not hold up another', async () => {
    const stuck = createTestPorts(api.apiUrl, 'c1');
    stuck.changeable.lease = () => new Promise(() => undefined);
    await engine.startAccount(stuck);
    expect(await poll(createTestPorts(api.apiUrl, 'c2'))).toMatchObject({ phase: 'waiting' });
    await engine.stopAccount('c1');
    expect(stuck.statuses.at(-1)?.phase).toBe('off');
  });

  test('starting twice polls with the new ports only', async () => {
    const first = createTestPorts(api.apiUrl);
    await poll(first);
    const second = createTestPorts(api.apiUrl);
    await poll(second);
    expect(first.statuses.at(-1)?.phase).toBe('off');
    const over = second.until(roundOver);
    engine.pollNow('c1');
    await over;
    expect(first.exchanges).toHaveLength(7);
    // The past cycles were read by the first round of the first.
    expect(second.exchanges).toHaveLength(12);
  });

  test('a stop that overtakes a start leaves nothing running', async () => {
    const ports = createTestPorts(api.apiUrl);
    await Promise.all([engine.startAccount(ports), engine.stopAccount('c1')]);
    expect(ports.statuses.at(-1)?.phase).toBe('off');
  });

  test('stopping and starting again keeps the rows that could not be read since', async () => {
    await poll(createTestPorts(api.apiUrl));
    await engine.stopAccount('c1');
    api.faults.set('user-terminals', answerText(500, ''));
    await poll(createTestPorts(api.apiUrl));
    expect(terminalsOf(engine.current(), 'c1')).toEqual(['uta', 'utb']);
  });

  test('after a restart adds what a walk with moving pages saw to what was known', async () => {
    await poll(createTestPorts(api.apiUrl));
    await engine.close();
    engine = await openEngine();
    api.faults.set('user-terminals', answerJson(200, { content: { isLastPage: true, totalCount: 9, results: [{ userTerminalId: 'c' }] }, isValid: true }));
    await poll(createTestPorts(api.apiUrl));
    expect(told.find((part) => part.terminals)?.terminals?.map((row) => row.deviceId).sort()).toEqual(['uta', 'utb', 'utc']);
  });

  test('remembers across a restart which terminals are no longer listed, but not those of an account that it left', async () => {
    const lapsed = () => engine.current()[0]?.terminals?.map((row) => [row.deviceId, row.lastListedAtMs !== null]);
    await poll(createTestPorts(api.apiUrl));
    api.lists['user-terminals'] = [{ userTerminalId: 'b', nickname: 'aft' }];
    await poll(createTestPorts(api.apiUrl));
    expect(lapsed()).toEqual([['utb', false], ['uta', true]]);
    await engine.close();
    engine = await openEngine();
    expect(lapsed()).toEqual([['utb', false], ['uta', true]]);
    api.account['accountNumber'] = 'ACC-9';
    api.lists['user-terminals'] = [{ userTerminalId: 'c' }];
    await poll(createTestPorts(api.apiUrl));
    expect(lapsed()).toEqual([['utc', false]]);
    await engine.close();
    engine = await openEngine();
    expect(lapsed()).toEqual([['utc', false]]);
  });

  test('tells the past and forgets a credential that is gone', async () => {
    await poll(createTestPorts(api.apiUrl));
    const then = Date.now();
    await engine.endCredential('c1', then + 1);
    expect(engine.current()).toEqual([]);
    expect(terminalsOf(await engine.asOf(then), 'c1')).toEqual(['uta', 'utb']);
    expect(terminalsOf(await engine.asOf(then + 1), 'c1')).toEqual([]);
    await engine.close();
    engine = await openEngine();
    expect(terminalsOf(engine.current(), 'c1') ?? []).toEqual([]);
  });

  test('without a readable history polls all the same and says why nothing is stored', async () => {
    await engine.close();
    await writeFile(path.join(folder, MANAGEMENT_FILE), 'not a database');
    engine = await openEngine();
    expect(engine.historyFailure).toMatchObject({ code: 'unreadable' });
    const ports = createTestPorts(api.apiUrl);
    expect(await poll(ports)).toMatchObject({ phase: 'waiting' });
    expect(told).toHaveLength(6);
    expect([...ports.problems.keys()]).toEqual(['management-history']);
  });
});
