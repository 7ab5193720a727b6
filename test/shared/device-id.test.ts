// The stream and the Management API name the same things differently; one spelling comes out.
import { expect, test } from 'vitest';
import { toIpAllocationId, toManagementTerminalId, toRouterId, toUserTerminalId } from '#shared/device-id.ts';

test('a terminal has one id whoever names it', () => {
  const spellings = ['ut01000000-00000000-008B93F2', '01000000-00000000-008b93f2', 'UT01000000-00000000-008b93f2', 'ip-ut01000000-00000000-008b93f2'];
  expect(new Set(spellings.map(toUserTerminalId))).toEqual(new Set(['ut01000000-00000000-008b93f2']));
  expect(toManagementTerminalId('ut01000000-00000000-008b93f2')).toBe('01000000-00000000-008b93f2');
});

test('a router and an IP allocation keep the spelling of the stream', () => {
  expect(toRouterId('0100000000000000001acbb9')).toBe('Router-0100000000000000001ACBB9');
  expect(toRouterId('Router-0100000000000000001ACBB9')).toBe('Router-0100000000000000001ACBB9');
  expect(toIpAllocationId('ip-ut01000000-00000000-00C4DFDB')).toBe('ip-ut01000000-00000000-00c4dfdb');
});
