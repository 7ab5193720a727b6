// One message an episode: the same cause says nothing new, another cause replaces it, recovery clears it.
import { expect, test } from 'vitest';
import { createProblemBoard } from '../../src/main/problem-board.ts';

function setUp() {
  const lines: string[] = [];
  let changes = 0;
  const board = createProblemBoard(() => (changes += 1), (_level, text) => lines.push(text));
  const raise = (cause: string, topic = 'token', credentialId: string | null = 'c1') =>
    board.raise({ topic, credentialId, account: 'Example', call: 'Token', cause, nextStep: 'Wait.', severity: 'error' });
  return { board, raise, lines, changes: () => changes };
}

test('repeating the same cause is one message and one log line', () => {
  const { board, raise, lines, changes } = setUp();
  raise('Host unreachable.');
  raise('Host unreachable.');
  expect(board.list()).toHaveLength(1);
  expect(lines).toEqual(['Example · Token: Host unreachable. Wait.']);
  expect(changes()).toBe(1);
});

test('a new cause replaces the old and keeps the beginning of the episode', () => {
  const { board, raise } = setUp();
  raise('Host unreachable.');
  const begun = board.list()[0]?.sinceMs;
  raise('Wrong secret.');
  expect(board.list()).toMatchObject([{ cause: 'Wrong secret.', sinceMs: begun }]);
});

test('recovery clears it and is logged; clearing what is not there is silent', () => {
  const { board, raise, lines } = setUp();
  raise('Host unreachable.');
  board.clear('c1', 'token');
  board.clear('c1', 'token');
  expect(board.list()).toEqual([]);
  expect(lines.at(-1)).toBe('Example · Token: recovered');
  expect(lines).toHaveLength(2);
});

test('a credential that goes takes its own problems only', () => {
  const { board, raise } = setUp();
  raise('a.', 'token', 'c1');
  raise('b.', 'account', 'c1');
  raise('c.', 'token', 'c10');
  board.clearAll('c1');
  expect(board.list().map((problem) => problem.credentialId)).toEqual(['c10']);
});

test('one cause that fails several calls is one message that names them; each recovers for itself', () => {
  const { board } = setUp();
  const raise = (topic: string, call: string) =>
    board.raise({ topic, credentialId: 'c1', account: 'Example', call, cause: `${call}: host refuses connections.`, nextStep: 'Wait.', severity: 'error' });
  raise('telemetry-request', 'Telemetry stream');
  raise('account', 'Account');
  expect(board.list()).toMatchObject([{ call: 'Telemetry stream, Account', cause: 'host refuses connections.' }]);
  board.clear('c1', 'telemetry-request');
  expect(board.list()).toMatchObject([{ call: 'Account' }]);
});
