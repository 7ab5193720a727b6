// Data blocks of a line in words, and their sum where everything is known.
import { expect, test } from 'vitest';
import { readDataBlocks } from '../../../src/main/starlink/data-blocks.ts';
import { parseServiceLineEntry } from '../../../src/main/starlink/management-entries.ts';

const block = (count: unknown, dataAmount: unknown, dataUnitType: unknown = 'GB') => ({ productId: 'b', startDate: '2026-11-01T00:00:00+00:00', count, dataAmount, dataUnitType });

test.each([
  ['one size', [block(2, 50)], ['2 × 50 GB'], 100],
  ['several sizes', [block(2, 50), block(1, 500)], ['2 × 50 GB', '1 × 500 GB'], 600],
  ['one size on two days', [block(1, 50), block(2, 50)], ['3 × 50 GB'], 150],
  ['other units', [block(1, 1, 'TB'), block(2, 500, 'MB')], ['1 × 1 TB', '2 × 500 MB'], 1_001],
  ['blocks counted 0', [block(0, 50)], [], 0],
  ['none', [], [], 0],
  ['text for numbers', [block('2', '50')], ['2 × 50 GB'], 100],
  ['a unit nobody knows', [block(2, 50), block(1, 3, 'parsec')], ['2 × 50 GB', '1 × 3 parsec'], null],
  ['no unit', [block(1, 50, null)], ['1 × 50 ?'], null],
  ['no amount', [block(2, null)], ['2 × ? GB'], null],
  ['no count', [block(null, 50)], ['? × 50 GB'], null],
  ['no block at all', ['x'], ['? × ? GB'], null],
])('%s', (_, blocks, words, sumGB) => {
  expect(readDataBlocks(blocks)).toEqual({ words, sumGB });
});

test.each([null, undefined, {}, 'text'])('%j does not say whether there are any', (blocks) => {
  expect(readDataBlocks(blocks)).toBeNull();
});

test('a service line keeps recurring and one-time blocks apart; odd ones don’t take the line away', () => {
  const dataBlocks = { recurringBlocksCurrentBillingCycle: [block(2, 50)], recurringBlocksNextBillingCycle: [block(9, 50)], topUpBlocksOptInPurchase: [block(8, 50)], topUpBlocksOneTimePurchase: [] };
  expect(parseServiceLineEntry({ serviceLineNumber: 'SL-1', dataBlocks })).toMatchObject({ value: { recurringBlocks: ['2 × 50 GB'], recurringBlocksGB: 100, oneTimeBlocks: [], oneTimeBlocksGB: 0 } });
  for (const odd of [null, 'text', [], { recurringBlocksCurrentBillingCycle: 7 }]) {
    expect(parseServiceLineEntry({ serviceLineNumber: 'SL-1', dataBlocks: odd })).toMatchObject({ ok: true, value: { recurringBlocks: null, recurringBlocksGB: null, oneTimeBlocks: null } });
  }
});
