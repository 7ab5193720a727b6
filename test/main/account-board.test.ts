// What terminal states hang on: caught up once stays so, until polling stops or the worker dies.
import { expect, test } from 'vitest';
import { createAccountBoard } from '../../src/main/account-board.ts';
import type { PollerStatus } from '../../src/shared/account-status.ts';
import { nothingMissing } from '../../src/shared/coverage.ts';

const polling: PollerStatus = { phase: 'polling', lastSuccessAtMs: 5, nextPollAtMs: 6, lastError: null };

function setUp() {
  const board = createAccountBoard({ onChange: () => undefined, requestsLastMinute: () => 3, requestBudgetPerMinute: 250 });
  board.setAccounts([{ credentialId: 'c1', accountNumber: 'ACC-1', accountName: null, pollingEnabled: true }]);
  return { board, context: () => board.contexts().get('c1')!, status: () => board.statuses()[0]! };
}

test('a new account is not checked, off, and nothing is known of its stream', () => {
  const { status, context } = setUp();
  expect(status()).toMatchObject({ authentication: 'Not checked', caughtUp: null, newestSampleAtMs: null, requestsLastMinute: 3, telemetry: { phase: 'off' } });
  expect(context()).toMatchObject({ caughtUp: false, telemetryFailure: null });
});

test('falling behind later makes samples old, not unknown', () => {
  const { board, context } = setUp();
  board.setProgress('c1', { newestSampleAtMs: 1, caughtUp: true, fallingBehind: false });
  board.setProgress('c1', { newestSampleAtMs: 2, caughtUp: false, fallingBehind: true });
  expect(context().caughtUp).toBe(true);
});

test('a dead worker and a switch that is off both make the stream unknown again', () => {
  const { board, context, status } = setUp();
  board.setPoller('c1', 'telemetry', polling);
  board.setProgress('c1', { newestSampleAtMs: 1, caughtUp: true, fallingBehind: false });
  board.resetPoller('telemetry', 'The worker ended.');
  expect(context()).toMatchObject({ caughtUp: false, telemetryFailure: 'The worker ended.' });
  board.setProgress('c1', { newestSampleAtMs: 1, caughtUp: true, fallingBehind: false });
  board.setPollersOff('c1');
  expect(context()).toMatchObject({ caughtUp: false, telemetryFailure: null });
  expect(status().telemetry).toEqual({ phase: 'off', lastSuccessAtMs: 5, nextPollAtMs: null, lastError: null });
});

test('a failing telemetry poll is the reason its terminals tell', () => {
  const { board, context } = setUp();
  board.setPoller('c1', 'telemetry', { ...polling, phase: 'failing', lastError: 'Host unreachable.' });
  expect(context().telemetryFailure).toBe('Host unreachable.');
});

test('a removed account is forgotten', () => {
  const { board } = setUp();
  board.setAuthentication('c1', 'Failed', 'invalid_client');
  board.setAccounts([]);
  board.setAccounts([{ credentialId: 'c1', accountNumber: 'ACC-1', accountName: null, pollingEnabled: false }]);
  expect(board.statuses()[0]).toMatchObject({ authentication: 'Not checked' });
});

test('coverage of the last day stays while polling is off, and that of a credential that is gone is not taken', () => {
  const { board, status } = setUp();
  const coverage = { share: 0.5, observedMs: 2_000, missingMs: { ...nothingMissing, silent: 1_000 }, terminals: 1 };
  expect(status().coverage).toBeNull();
  board.setCoverage('gone', coverage);
  board.setCoverage('c1', coverage);
  board.setPollersOff('c1');
  board.resetPoller('telemetry', 'it died');
  expect(board.statuses().map((one) => one.coverage)).toEqual([coverage]);
});
