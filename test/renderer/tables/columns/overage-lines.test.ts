// Overage Lines: prices keep their currency and their decimals, limits of 0 are restricted, and dates are UTC days.
import { describe, expect, it } from 'vitest';
import { overageLinesTable } from '../../../../src/renderer/tables/columns/overage-lines.ts';
import { createRowIndex } from '../../../../src/renderer/tables/row-index.ts';
import { linkOf, local, shown, tooltip } from '../column-probe.ts';
import { buildRow } from '../sample-rows.ts';

const row = buildRow('overageLines', {
  overageKey: 'SL-1/1', serviceLineNumber: 'SL-1', serviceName: 'MV Example', cycleStartMs: Date.UTC(2026, 9, 5), cycleEndMs: Date.UTC(2026, 10, 5), productId: 'be-overage-gb-eur',
  overageType: 'Priority per GB', usageLimitGB: 50, consumedGB: 50, overageGB: 3.4, pricePerGB: 0.125, overagePrice: 0.43, currency: 'EUR', activeFromMs: Date.UTC(2026, 9, 5),
});

describe('Overage Lines', () => {
  it.each([
    ['Service', 'SL-1'], ['Service Name', 'MV Example'], ['Cycle Start', '2026-10-05'], ['Cycle End', '2026-11-05'], ['Product', 'be-overage-gb-eur'], ['Overage Type', 'Priority per GB'],
    ['Usage Limit', '50.00'], ['Consumed', '50.00'], ['Overage', '3.40'], ['Price per GB', '0.125 EUR'], ['Overage Price', '0.43 EUR'], ['Currency', 'EUR'], ['Active From', '2026-10-05'],
  ])('shows %s as %s', (header, text) => {
    expect(shown(overageLinesTable, row, header)).toBe(text);
    expect(shown(overageLinesTable, { ...buildRow('overageLines', { overageKey: 'x' }) }, header)).toBe('N/A');
  });

  it('shows billing days as UTC days in either time display, the full time in the tooltip', () => {
    for (const header of ['Cycle Start', 'Cycle End', 'Active From']) expect(shown(overageLinesTable, row, header, local)).toBe(shown(overageLinesTable, row, header));
    expect(tooltip(overageLinesTable, row, 'Cycle Start')).toContain('2026-10-05 00:00:00 UTC');
  });

  it('takes a limit of 0 for restricted', () => {
    expect(shown(overageLinesTable, { ...row, usageLimitGB: 0 }, 'Usage Limit')).toBe('restricted');
  });

  it('never takes an amount for one of another currency', () => {
    expect(shown(overageLinesTable, { ...row, currency: null }, 'Overage Price')).toBe('0.43 (no currency)');
    const priced = (key: string, overagePrice: number | null, currency: string | null) => ({ ...row, overageKey: key, overagePrice, currency });
    const rows = [priced('usd5', 5, 'USD'), priced('none', null, 'EUR'), priced('eur90', 90, 'EUR'), priced('what', 1, null), priced('eur7', 7, 'EUR'), priced('usd800', 800, 'USD')];
    const order = (desc: boolean) => createRowIndex(overageLinesTable).update({ rows, sorting: [{ id: 'overagePrice', desc }], matches: null }).map(({ overageKey }) => overageKey);
    expect(order(false)).toEqual(['eur7', 'eur90', 'usd5', 'usd800', 'what', 'none']);
    expect(order(true)).toEqual(['eur90', 'eur7', 'usd800', 'usd5', 'what', 'none']);
  });

  it('leads to its service line', () => {
    expect(linkOf(overageLinesTable, row, 'Service Name')).toEqual({ table: 'services', key: 'SL-1' });
    expect(linkOf(overageLinesTable, row, 'Service')).toEqual({ table: 'services', key: 'SL-1' });
  });
});
