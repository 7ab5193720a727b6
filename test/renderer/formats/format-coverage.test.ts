// Shares never round to whole or to nothing, and causes are named only where they took time.
import { expect, it } from 'vitest';
import { nothingMissing } from '#shared/coverage.ts';
import { describeMissing, formatShare } from '../../../src/renderer/formats/format-coverage.ts';

it.each([[1, '100.0'], [0.99951, '>99.9'], [0.998, '99.8'], [0.0001, '<0.1'], [0, '0.0'], [null, 'N/A']] as const)('shows %s as %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

it('names each cause with its time, in the order of the classes', () => {
  expect(describeMissing(nothingMissing)).toEqual([]);
  expect(describeMissing({ ...nothingMissing, lost: 90_000, silent: 3 * 3_600_000 })).toEqual(['Terminal silent: 3h 0m', 'Lost (over 8 h): 1m 30s']);
});
