// Which accounts the hint names.
import { describe, expect, it } from 'vitest';
import { nameAccounts } from '../../../src/renderer/status/batch-hint.tsx';

describe('nameAccounts', () => {
  it('names a few accounts and counts the rest', () => {
    const names = Array.from({ length: 100 }, (_, index) => `Fleet ${index + 1}`);
    expect(nameAccounts(names.slice(0, 1))).toBe('Fleet 1');
    expect(nameAccounts(names.slice(0, 4))).toBe('Fleet 1, Fleet 2, Fleet 3, Fleet 4');
    expect(nameAccounts(names.slice(0, 5))).toBe('Fleet 1, Fleet 2, Fleet 3 and 2 other accounts');
    expect(nameAccounts(names)).toBe('Fleet 1, Fleet 2, Fleet 3 and 97 other accounts');
  });
});
