import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MANAGEMENT_FILE, openManagementHistory, type ManagementHistory } from '../../../src/main/history/management-history.ts';
import { managementSchema } from '../../../src/main/history/management-schema.ts';
import { buildRecord, buildWalk, terminal } from './management-walks.ts';
import { readClosedFile } from './read-closed-file.ts';
import { buildUsageRecord, buildUsageWalk, cycle, NOW_MS, usageLine } from './usage-walks.ts';

// Opening a file takes a second or more on a loaded machine; only what is stored is judged here.
let root: string;
let folder: string;
const opened: ManagementHistory[] = [];
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'groundtrack-management-'));
  folder = root;
});
afterEach(async () => {
  for (const history of opened.splice(0)) await history.close();
  await rm(root, { recursive: true, force: true });
});

async function open(schema = managementSchema): Promise<ManagementHistory> {
  const result = await openManagementHistory({ folder, schema, log: () => undefined });
  if (!result.ok) throw new Error(result.error.message);
  opened.push(result.value);
  return result.value;
}

async function reopen(history: ManagementHistory): Promise<ManagementHistory> {
  await history.close();
  return open();
}

/** Rows of the closed file, as plain values. */
async function query(sql: string): Promise<unknown[]> {
  for (const history of opened.splice(0)) await history.close();
  return readClosedFile(folder, sql);
}

const namesOf = (all: Awaited<ReturnType<ManagementHistory['loadCurrent']>>, credentialId = 'c1') =>
  all.find((current) => current.credentialId === credentialId)?.terminals?.map((row) => [row.deviceId, row.nickname]).sort();

describe('what is stored', () => {
  test('comes back as rows of every kind after a restart', async () => {
    let history = await open();
    await history.recordWalk(buildRecord('account', 10), buildWalk('account', [{ accountNumber: 'ACC-1', accountName: 'One', regionCode: 'BE', activeSuspensions: ['late'] }]));
    await history.recordWalk(buildRecord('managed-accounts', 10), buildWalk('managed-accounts', [{ accountNumber: 'ACC-2', accountName: 'Two', regionCode: null }]));
    await history.recordWalk(buildRecord('user-terminals', 10), buildWalk('user-terminals', [terminal('1-a')]));
    await history.recordWalk(buildRecord('service-lines', 10), buildWalk('service-lines', [{ serviceLineNumber: 'SL-1', nickname: 'line', active: true, publicIp: null }]));
    await history.recordWalk(buildRecord('products', 10), buildWalk('products', [{ productReferenceId: 'p', name: 'Plan', price: 12.5, isoCurrencyCode: 'EUR', dataProducts: null }]));
    history = await reopen(history);
    expect(await history.loadCurrent()).toEqual([{
      credentialId: 'c1',
      account: { accountNumber: 'ACC-1', accountName: 'One', regionCode: 'BE', suspensions: ['late'] },
      managedAccounts: [{ accountNumber: 'ACC-2', accountName: 'Two', regionCode: null, credentialId: 'c1' }],
      terminals: [{ deviceId: 'ut1-a', credentialId: 'c1', nickname: 'name of 1-a', kitNumber: 'KIT1-a', serialNumber: null, serviceLineNumber: 'SL-1', routerIds: ['Router-AA', 'Router-BB'], lastListedAtMs: null }],
      serviceLines: [{ serviceLineNumber: 'SL-1', credentialId: 'c1', nickname: 'line', productReferenceId: null, active: true, publicIp: null, startDate: null, endDate: null, optInProductId: null, recurringBlocks: null, recurringBlocksGB: null, oneTimeBlocks: null, oneTimeBlocksGB: null }],
      products: [{
        productKey: 'c1/p', productReferenceId: 'p', credentialId: 'c1', name: 'Plan', price: 12.5, currency: 'EUR',
        topUpProductId: null, topUpPrice: null, topUpCurrency: null, topUpGB: null,
      }],
    }]);
  });

  test('tells "never read" from "there is nothing"', async () => {
    const history = await open();
    expect(await history.loadCurrent()).toEqual([]);
    await history.recordWalk(buildRecord('user-terminals', 10), buildWalk('user-terminals', []));
    await history.recordFailure(buildRecord('service-lines', 11), 'Service lines: forbidden');
    expect(await history.loadCurrent()).toEqual([{ credentialId: 'c1', terminals: [] }]);
  });

  test('is a new version only when something changed; order of fields and members is no change', async () => {
    const history = await open();
    await history.recordWalk(buildRecord('user-terminals', 10), buildWalk('user-terminals', [terminal('a'), terminal('b')]));
    const turned = { routers: [{ routerId: 'bb' }, { routerId: 'aa' }], serviceLineNumber: 'SL-1', dishSerialNumber: null, kitSerialNumber: 'KITa', nickname: 'name of a', userTerminalId: 'a' };
    expect(await history.recordWalk(buildRecord('user-terminals', 20), buildWalk('user-terminals', [terminal('b'), turned]))).toEqual({ begun: 0, ended: 0 });
    expect(await history.recordWalk(buildRecord('user-terminals', 30), buildWalk('user-terminals', [terminal('a', { nickname: 'renamed' }), terminal('b')]))).toEqual({ begun: 1, ended: 1 });
    // A field that no row shows yet is history all the same.
    expect(await history.recordWalk(buildRecord('user-terminals', 40), buildWalk('user-terminals', [terminal('a', { nickname: 'renamed' }), terminal('b', { l2VpnCircuits: [{ serviceVlan: 7 }] })]))).toEqual({ begun: 1, ended: 1 });
    expect(await query('SELECT entity_key, valid_from_ms, valid_to_ms FROM versions ORDER BY ALL')).toEqual([['uta', '10', '30'], ['uta', '30', null], ['utb', '10', '40'], ['utb', '40', null]]);
  });

  test('keeps every walk with its end', async () => {
    const history = await open();
    await history.recordWalk(buildRecord('products', 10), buildWalk('products', [{ productReferenceId: 'p' }], { pages: 3, totalCount: 1 }));
    await history.recordWalk(buildRecord('products', 20), buildWalk('products', [], { complete: false, gap: 'the pages moved', totalCount: 4 }));
    await history.recordFailure(buildRecord('account', 30), 'Account: forbidden');
    expect(await query('SELECT walk_id, credential_id, account_number, kind, started_at_ms, ended_at_ms, outcome, detail, row_count, total_count, pages FROM walks ORDER BY walk_id')).toEqual([
      ['1', 'c1', 'ACC of c1', 'products', '5', '10', 'complete', null, 1, 1, 3],
      ['2', 'c1', 'ACC of c1', 'products', '15', '20', 'incomplete', 'the pages moved', 0, 4, 1],
      ['3', 'c1', 'ACC of c1', 'account', '25', '30', 'failed', 'Account: forbidden', null, null, null],
    ]);
  });
});

describe('absence', () => {
  test('ends a row after a complete walk, not after one that missed pages', async () => {
    const history = await open();
    await history.recordWalk(buildRecord('user-terminals', 10), buildWalk('user-terminals', [terminal('a'), terminal('b')]));
    await history.recordWalk(buildRecord('user-terminals', 20), buildWalk('user-terminals', [terminal('c')], { complete: false, gap: 'moved' }));
    expect(namesOf(await history.loadCurrent())?.map(([id]) => id)).toEqual(['uta', 'utb', 'utc']);
    await history.recordWalk(buildRecord('user-terminals', 30), buildWalk('user-terminals', [terminal('c')]));
    expect(namesOf(await history.loadCurrent())?.map(([id]) => id)).toEqual(['utc']);
  });

  test('does not end a row that was listed but could not be read', async () => {
    const history = await open();
    await history.recordWalk(buildRecord('user-terminals', 10), buildWalk('user-terminals', [terminal('a'), terminal('b')]));
    await history.recordWalk(buildRecord('user-terminals', 20), buildWalk('user-terminals', [terminal('b')], { unreadableKeys: ['uta'] }));
    expect(namesOf(await history.loadCurrent())?.map(([id]) => id)).toEqual(['uta', 'utb']);
  });

  test('in one account says nothing about another, nor about another kind', async () => {
    const history = await open();
    await history.recordWalk(buildRecord('user-terminals', 10, 'c1'), buildWalk('user-terminals', [terminal('a')]));
    await history.recordWalk(buildRecord('user-terminals', 10, 'c2'), buildWalk('user-terminals', [terminal('a', { nickname: 'of two' })]));
    await history.recordWalk(buildRecord('service-lines', 20, 'c2'), buildWalk('service-lines', []));
    await history.recordWalk(buildRecord('user-terminals', 20, 'c1'), buildWalk('user-terminals', []));
    const current = await history.loadCurrent();
    expect(namesOf(current, 'c1')).toEqual([]);
    expect(namesOf(current, 'c2')).toEqual([['uta', 'of two']]);
  });

  test('of a row that comes back begins a new version', async () => {
    const history = await open();
    for (const [atMs, rows] of [[10, ['a']], [20, []], [30, ['a']]] as const) await history.recordWalk(buildRecord('user-terminals', atMs), buildWalk('user-terminals', rows.map((id) => terminal(id))));
    expect(await query('SELECT valid_from_ms, valid_to_ms FROM versions ORDER BY ALL')).toEqual([['10', '20'], ['30', null]]);
  });

  test('of a credential that was removed ends all of it, and keeps its past', async () => {
    const history = await open();
    await history.recordWalk(buildRecord('user-terminals', 10), buildWalk('user-terminals', [terminal('a')]));
    await history.endCredential('c1', 20);
    expect(namesOf(await history.loadCurrent())).toEqual([]);
    expect(namesOf(await history.loadAsOf(15))).toEqual([['uta', 'name of a']]);
  });
});

describe('time', () => {
  test('any moment can be asked for', async () => {
    const history = await open();
    await history.recordWalk(buildRecord('user-terminals', 100), buildWalk('user-terminals', [terminal('a'), terminal('b')]));
    await history.recordWalk(buildRecord('user-terminals', 200), buildWalk('user-terminals', [terminal('a', { nickname: 'renamed' })]));
    expect(await history.loadAsOf(99)).toEqual([]);
    expect(namesOf(await history.loadAsOf(100))).toEqual([['uta', 'name of a'], ['utb', 'name of b']]);
    expect(namesOf(await history.loadAsOf(199))).toEqual([['uta', 'name of a'], ['utb', 'name of b']]);
    expect(namesOf(await history.loadAsOf(200))).toEqual([['uta', 'renamed']]);
  });

  test('that was set back leaves one version at any moment, the newest now', async () => {
    const history = await open();
    await history.recordWalk(buildRecord('user-terminals', 1_000), buildWalk('user-terminals', [terminal('a')]));
    await history.recordWalk(buildRecord('user-terminals', 400), buildWalk('user-terminals', [terminal('a', { nickname: 'renamed' })]));
    expect(namesOf(await history.loadCurrent())).toEqual([['uta', 'renamed']]);
    for (const atMs of [400, 1_000, 2_000]) expect(namesOf(await history.loadAsOf(atMs))).toEqual([['uta', 'renamed']]);
    expect(await query('SELECT count(*) FROM versions WHERE valid_to_ms < valid_from_ms')).toEqual([['0']]);
  });
});

test('walks of several accounts at the same time do not mix', async () => {
  const history = await open();
  const credentials = Array.from({ length: 8 }, (_, index) => `c${String(index)}`);
  await Promise.all(credentials.flatMap((id) => [10, 20].map((atMs) => history.recordWalk(buildRecord('user-terminals', atMs, id), buildWalk('user-terminals', Array.from({ length: 300 }, (_, index) => terminal(`${id}-${String(index)}`, { nickname: String(atMs) })))))));
  const current = await history.loadCurrent();
  for (const id of credentials) expect(namesOf(current, id)).toHaveLength(300);
  expect(new Set(current.flatMap((one) => one.terminals?.map((row) => row.nickname)))).toEqual(new Set(['20']));
  expect(await query('SELECT count(*), count(DISTINCT walk_id) FROM walks')).toEqual([['16', '16']]);
});

describe('a file', () => {
  test('of a newer version is refused and left untouched', async () => {
    const history = await open({ ...managementSchema, version: managementSchema.version + 1 });
    await history.close();
    const before = await readFile(path.join(folder, MANAGEMENT_FILE));
    expect(await openManagementHistory({ folder, log: () => undefined })).toMatchObject({ ok: false, error: { code: 'newer-schema' } });
    expect(await readFile(path.join(folder, MANAGEMENT_FILE))).toEqual(before);
  });

  test('of version 1, which knew no usage, is migrated with a copy of the old one beside it', async () => {
    const history = await open({ version: 1, create: managementSchema.create.filter((statement) => /TABLE (walks|versions)/.test(statement)), migrations: [] });
    await history.recordWalk(buildRecord('user-terminals', 10), buildWalk('user-terminals', [terminal('a')]));
    await history.close();
    const before = await readFile(path.join(folder, MANAGEMENT_FILE));
    const migrated = await open();
    expect(namesOf(await migrated.loadCurrent())).toEqual([['uta', 'name of a']]);
    expect(await readFile(path.join(folder, `${MANAGEMENT_FILE}.schema-1.backup`))).toEqual(before);
    const { historyError } = await migrated.usage.record(buildUsageRecord(NOW_MS), buildUsageWalk([usageLine('SL-1', [cycle('2026-11-05', { totalPriorityGB: 5 })])]));
    expect(historyError).toBeNull();
    expect(await query('SELECT version FROM schema_version')).toEqual([[2]]);
    expect(await query('SELECT service_line_number, priority_gb FROM usage_cycles')).toEqual([['SL-1', 5]]);
  });

  test('that is none is refused and left as it is', async () => {
    await writeFile(path.join(folder, MANAGEMENT_FILE), 'this is no database, but somebody put it here');
    expect(await openManagementHistory({ folder, log: () => undefined })).toMatchObject({ ok: false, error: { code: 'unreadable' } });
    expect(await readFile(path.join(folder, MANAGEMENT_FILE), 'utf8')).toBe('this is no database, but somebody put it here');
  });

  test('in a folder that is not there yet is made with it', async () => {
    folder = path.join(folder, 'live', 'history');
    expect(await (await open()).loadCurrent()).toEqual([]);
  });
});

describe('a process', () => {
  const script = fileURLToPath(new URL('./management-writer.ts', import.meta.url));
  const start = (mode: string, limits: readonly string[] = []) => {
    const [command = '', ...args] = [...limits, process.execPath, '--import', 'tsx', script, mode, folder];
    return spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  };

  /** Answers how many walks it said to be stored before it was killed. */
  const killAfterSome = async (mode: string): Promise<number> => {
    const writer = start(mode);
    let output = '';
    await new Promise<void>((resolve) => {
      writer.stdout.on('data', (text: Buffer) => {
        output += text.toString();
        if (output.split('\n').length > 12) resolve();
      });
    });
    writer.kill('SIGKILL');
    await new Promise((resolve) => writer.once('close', resolve));
    return output.split('\n').filter((line) => /^\d+$/.test(line)).length;
  };

  test('killed while it writes leaves only whole walks', async () => {
    const said = await killAfterSome('endless');
    const current = await (await open()).loadCurrent();
    const generations = new Set(current[0]?.terminals?.map((row) => row.nickname));
    // Each walk renames all 500 terminals: one name for all means that none was half stored.
    expect(current[0]?.terminals).toHaveLength(500);
    expect(generations.size).toBe(1);
    const [[walks]] = (await query('SELECT count(*)::INTEGER FROM walks')) as [[number]];
    expect(walks).toBeGreaterThanOrEqual(said);
    expect([...generations]).toEqual([`generation ${String(walks)}`]);
  });

  test('killed while it writes usage leaves only whole walks, each row once', async () => {
    const said = await killAfterSome('usage-endless');
    const [[walks]] = (await query('SELECT count(*)::INTEGER FROM walks')) as [[number]];
    expect(walks).toBeGreaterThanOrEqual(said);
    expect(await query('SELECT priority_gb, count(*)::INTEGER, count(DISTINCT service_line_number)::INTEGER FROM usage_cycles GROUP BY ALL')).toEqual([[walks, 300, 300]]);
    expect(await query('SELECT priority_gb, count(*)::INTEGER, count(DISTINCT service_line_number || day_ms)::INTEGER FROM usage_days GROUP BY ALL')).toEqual([[walks, 3_000, 3_000]]);
  });

  test('whose disk is full says so, keeps what was, and goes on when there is room', async ({ skip }) => {
    skip(process.platform !== 'linux', 'needs prlimit to stand for a full disk');
    const writer = start('full-disk');
    let output = '';
    writer.stdout.on('data', (text: Buffer) => (output += text.toString()));
    await new Promise((resolve) => writer.once('close', resolve));
    expect(JSON.parse(output)).toEqual({ whileFull: expect.stringContaining('Could not write') as string, afterwards: 'stored', names: ['generation 1', 'generation 3'] });
  });

  test('whose disk is full while usage comes tells it all the same, keeps what was, and stores it when there is room', async ({ skip }) => {
    skip(process.platform !== 'linux', 'needs prlimit to stand for a full disk');
    const writer = start('usage-full-disk');
    let output = '';
    writer.stdout.on('data', (text: Buffer) => (output += text.toString()));
    await new Promise((resolve) => writer.once('close', resolve));
    expect(JSON.parse(output)).toEqual({ whileFull: [expect.stringContaining('Could not write'), 5_000], stored: [1], afterwards: [null, 5_000], seen: [2] });
  });
});
