import { expect, test } from 'vitest';
import { pollerOff, type AccountStatus, type PollerStatus } from '#shared/account-status.ts';
import type { Problem } from '#shared/problem.ts';
import { createLastErrors } from '../../../src/main/session/last-errors.ts';

const failing: PollerStatus = { ...pollerOff, phase: 'failing', lastError: 'HTTP 503' };
const working: PollerStatus = { ...pollerOff, phase: 'waiting' };
const status = (parts: Partial<AccountStatus>): AccountStatus => ({ credentialId: 'c1', pollingEnabled: true, telemetry: working, management: working, ...parts }) as AccountStatus;
const problem = { credentialId: 'c1' } as Problem;

test('an error stands while a poll fails or a message stands, and goes when all works again', () => {
  const errors = createLastErrors();
  errors.note('c1', 'HTTP 503');
  expect(errors.current([status({ telemetry: failing })], [problem]).get('c1')).toBe('HTTP 503');
  expect(errors.current([status({ management: failing })], []).get('c1')).toBe('HTTP 503');
  expect(errors.current([status({})], [problem]).get('c1')).toBe('HTTP 503');
  expect(errors.current([status({})], []).has('c1')).toBe(false);
  expect(errors.current([status({ telemetry: failing })], []).has('c1')).toBe(false);
});

test('switching polling off is no recovery; removing the credential forgets', () => {
  const errors = createLastErrors();
  errors.note('c1', 'HTTP 503');
  const off = status({ pollingEnabled: false, telemetry: pollerOff, management: pollerOff });
  expect(errors.current([off], []).get('c1')).toBe('HTTP 503');
  errors.forget('c1');
  expect(errors.current([off], []).size).toBe(0);
});
