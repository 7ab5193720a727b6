// What both workers answer alike: before their engine is there, while it runs, and at its end.
import { expect, test } from 'vitest';
import { ok } from '#shared/result.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { PollerPorts } from '../../../src/main/poll-loops/poller-ports.ts';
import type { BackupRun } from '../../../src/main/poll-loops/run-backup.ts';
import { createEngineRun, type PollingEngine } from '../../../src/main/workers/engine-run.ts';
import type { WorkerSide } from '../../../src/main/workers/worker-side.ts';

const account = { credentialId: 'cred-1', accountNumber: 'ACC-1' };
const start = { folder: '/nowhere', apiUrl: 'http://127.0.0.1', settings: defaultSettings, version: '1' };

function setUp() {
  const calls: string[] = [];
  const backups: BackupRun[] = [];
  const engine: PollingEngine = {
    startAccount: async ({ account: { credentialId } }) => void calls.push(`start ${credentialId}`),
    stopAccount: async (credentialId) => void calls.push(`stop ${credentialId}`),
    pollNow: (credentialId) => void calls.push(`poll ${credentialId}`),
    backUp: async (run) => {
      backups.push(run);
      return ok({ files: 1, bytes: 1 } as never);
    },
    close: async () => void calls.push('close'),
  };
  const announced: unknown[] = [];
  const side = {
    rpc: { announce: (event: string, payload: unknown) => void announced.push([event, payload]) },
    portsFor: (polled: typeof account) => ({ account: polled }) as unknown as PollerPorts,
    settleExchanges: async () => void calls.push('settle'),
  } as unknown as WorkerSide;
  const run = createEngineRun<PollingEngine>({
    name: 'telemetry', side: () => side, rhythmOf: ({ telemetryPollS }) => telemetryPollS,
    endAccount: async (_, credentialId) => void calls.push(`end ${credentialId}`),
  });
  return { run, engine, calls, backups, announced };
}

test('before its engine is there nothing is polled, and what needs it says so', async () => {
  const { run, calls } = setUp();
  expect(() => run.engine()).toThrow('The telemetry worker has not been started yet.');
  await expect(run.handlers['account:start'](account)).rejects.toThrow('has not been started yet');
  await run.handlers['account:stop'](account);
  await run.handlers['account:end'](account);
  await run.handlers['account:pollNow'](account);
  expect(run.started).toBeNull();
  expect(run.logLevels()).toEqual({});
  expect(calls).toEqual([]);
});

test('a new rhythm polls the accounts that are on at once; another setting does not', async () => {
  const { run, engine, calls } = setUp();
  let settings = (): unknown => null;
  await run.begin(start, async (now) => {
    settings = now;
    return engine;
  });
  for (const credentialId of ['cred-1', 'cred-2', 'cred-3']) await run.handlers['account:start']({ ...account, credentialId });
  await run.handlers['account:stop']({ credentialId: 'cred-2' });
  await run.handlers['account:end']({ credentialId: 'cred-3' });
  calls.length = 0;
  const quieter = { ...defaultSettings, managementPollMin: defaultSettings.managementPollMin + 1, logLevels: { token: 2 as const } };
  await run.handlers['settings:set'](quieter);
  expect(calls).toEqual([]);
  expect(run.logLevels()).toEqual({ token: 2 });
  await run.handlers['settings:set']({ ...quieter, telemetryPollS: defaultSettings.telemetryPollS + 5 });
  expect(calls).toEqual(['poll cred-1']);
  expect(settings()).toMatchObject({ telemetryPollS: defaultSettings.telemetryPollS + 5 });
});

test('a backup tells its bytes and can be ended; the end of the worker ends it', async () => {
  const { run, engine, calls, backups, announced } = setUp();
  await run.begin(start, async () => engine);
  await run.handlers['backup:write']({ target: '/first' });
  backups[0]!.onBytes(7);
  expect(announced).toEqual([['backup:progress', { bytes: 7 }]]);
  await run.handlers['backup:cancel'](null);
  expect(backups[0]!.signal.aborted).toBe(true);
  await run.handlers['backup:write']({ target: '/second' });
  expect(backups[1]!.signal.aborted).toBe(false);
  await run.close();
  expect(backups[1]!.signal.aborted).toBe(true);
  expect(calls).toEqual(['close', 'settle']);
});
