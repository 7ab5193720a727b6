// What a successful test of a credential says.
import { describe, expect, it } from 'vitest';
import { identityText } from '../../../src/renderer/credentials/identity-text.ts';

describe('identityText', () => {
  it('names account, name and region', () => {
    expect(identityText({ accountNumber: 'ACC-1', accountName: 'Nordic Fleet', regionCode: 'NO' })).toBe('Account ACC-1 (Nordic Fleet), region NO');
    expect(identityText({ accountNumber: 'ACC-1', accountName: null, regionCode: null })).toBe('Account ACC-1');
  });
  it('says so when the account may not be read', () => {
    expect(identityText({ accountNumber: null, accountName: null, regionCode: null })).toContain('may not read the account');
  });
});
