// Money: the currency always beside the amount, its own decimals, little never as nothing.
import { describe, expect, it } from 'vitest';
import { formatMoney, formatUnitPrice } from '../../../src/renderer/formats/format-money.ts';

describe('formatMoney', () => {
  it.each([
    [250, 'EUR', '250.00 EUR'], [12_500.5, 'USD', '12,500.50 USD'], [0, 'EUR', '0.00 EUR'], [-0, 'EUR', '0.00 EUR'], [80, 'JPY', '80 JPY'], [1.5, 'KWD', '1.500 KWD'], [0.004, 'EUR', '<0.01 EUR'],
    [-0.004, 'EUR', '>-0.01 EUR'], [-6.8, 'EUR', '-6.80 EUR'], [0.4, 'JPY', '<1 JPY'], [7, 'coins', '7.00 coins'], [7, null, '7.00 (no currency)'],
    [null, 'EUR', 'N/A'], [Number.NaN, 'EUR', 'N/A'],
  ])('shows %s %s as %s', (amount, currency, text) => {
    expect(formatMoney(amount, currency)).toBe(text);
  });
});

describe('formatUnitPrice', () => {
  it.each([[2, '2.00 EUR'], [0.125, '0.125 EUR'], [0.0000004, '<0.000001 EUR'], [0, '0.00 EUR'], [null, 'N/A']])('shows a price of %s EUR as %s', (amount, text) => {
    expect(formatUnitPrice(amount, 'EUR')).toBe(text);
  });
});
