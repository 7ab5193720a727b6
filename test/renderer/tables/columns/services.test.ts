// Services: what each value looks like, what a missing one looks like, and why its controls are dead.
import { describe, expect, it } from 'vitest';
import { staleReasonOf } from '../../../../src/renderer/tables/column.ts';
import { servicesTable } from '../../../../src/renderer/tables/columns/services.ts';
import { blockedReason, columnOf, linkOf, shown, tooltip, utc } from '../column-probe.ts';
import { buildRow } from '../sample-rows.ts';

const countedAtMs = Date.UTC(2026, 10, 22, 3);
const row = buildRow('services', {
  serviceLineNumber: 'SL-4668820-36443-79', serviceName: 'MV Example', accountName: 'Nordic Fleet', accountNumber: 'ACC-1', productName: 'Global Priority - 50GB',
  productReferenceId: 'be-enterprise-global-priority-50gb-eur', price: 1_250, priceCurrency: 'EUR', active: true, startAtMs: Date.UTC(2026, 4, 5, 16, 51, 18), publicIp: false,
  optedIn: true, optInCoolDown: null, recurringBlocks: ['2 × 50 GB'], recurringBlocksGB: 100, oneTimeBlocks: [], oneTimeBlocksGB: 0, usageLimitGB: 50, usedThisCycleGB: 53.4,
  overageGB: 3.4, overagePrice: 6.8, overageCurrency: 'EUR', usageUpdatedAtMs: countedAtMs, terminals: 2, topUpProductId: 'be-top-up-50gb-eur', stale: false,
});

describe('Services', () => {
  it.each([
    ['Service Name', 'MV Example'], ['Price', '1,250.00 EUR'], ['Active', 'Yes'], ['Start', '2026-05-05 16:51:18'], ['End', '–'], ['Public IP', 'No'], ['Automatic Top-Up', 'On'],
    ['Recurring Blocks', '2 × 50 GB'], ['One-Time Blocks', '–'], ['Usage Limit', '50.00'], ['Used This Cycle', '53.40'], ['Overage', '3.40'], ['Terminals', '2'], ['Last Top-Up', '–'],
  ])('shows %s as %s', (header, text) => {
    expect(shown(servicesTable, row, header)).toBe(text);
  });

  it.each(['Price', 'Active', 'Start', 'End', 'Public IP', 'Automatic Top-Up', 'Recurring Blocks', 'One-Time Blocks', 'Usage Limit', 'Used This Cycle', 'Overage', 'Terminals', 'Last Top-Up'])(
    'shows an unknown %s as N/A', (header) => {
      expect(shown(servicesTable, buildRow('services', { serviceLineNumber: 'SL-1' }), header)).toBe('N/A');
    },
  );

  it('takes a limit of 0 for restricted, usage of 0 for zero, and never shows little as nothing', () => {
    const little = { ...row, usageLimitGB: 0, usedThisCycleGB: 0.004, overageGB: 0 };
    expect(shown(servicesTable, little, 'Usage Limit')).toBe('restricted');
    expect(shown(servicesTable, little, 'Used This Cycle')).toBe('<0.01');
    expect(shown(servicesTable, little, 'Overage')).toBe('0.00');
  });

  it('says that a line goes on or was never topped up only where that is known', () => {
    expect(shown(servicesTable, { ...row, active: false }, 'End')).toBe('N/A');
    expect(shown(servicesTable, { ...row, endAtMs: countedAtMs }, 'End')).toBe('2026-11-22 03:00:00');
    expect(shown(servicesTable, { ...row, oneTimeBlocks: ['1 × 50 GB'], oneTimeBlocksGB: 50 }, 'Last Top-Up')).toBe('N/A');
    expect(shown(servicesTable, { ...row, lastTopUpAtMs: countedAtMs }, 'Last Top-Up')).toBe('2026-11-22 03:00:00');
  });

  it('names a line without a nickname by its number, and tells lines of one nickname apart', () => {
    expect(shown(servicesTable, { ...row, serviceName: null }, 'Service Name')).toBe('SL-4668820-36443-79');
    expect(tooltip(servicesTable, row, 'Service Name')).toBe('MV Example · SL-4668820-36443-79');
  });

  it('says how old the usage is, what the overage costs and how much the blocks hold', () => {
    expect(tooltip(servicesTable, row, 'Used This Cycle', countedAtMs + 6 * 3_600_000)).toMatch(/^2026-11-22 03:00:00 UTC · .*\n6 h ago\. .*not real time/);
    expect(tooltip(servicesTable, row, 'Overage')).toBe('6.80 EUR before tax');
    expect(tooltip(servicesTable, row, 'Recurring Blocks')).toBe('100.00 GB in all');
  });

  it('leads to terminals, cycles, overage and account, where there are any', () => {
    const key = row.serviceLineNumber;
    expect(linkOf(servicesTable, row, 'Terminals')).toEqual({ table: 'userTerminals', key });
    expect(linkOf(servicesTable, row, 'Used This Cycle')).toEqual({ table: 'monthlyDataUsage', key });
    expect(linkOf(servicesTable, row, 'Overage')).toEqual({ table: 'overageLines', key });
    expect(linkOf(servicesTable, row, 'Account Name')).toEqual({ table: 'accounts', key: 'ACC-1' });
    const bare = { ...row, terminals: 0, usedThisCycleGB: null, overageGB: 0 };
    expect(['Terminals', 'Used This Cycle', 'Overage'].map((header) => linkOf(servicesTable, bare, header))).toEqual([null, null, null]);
  });

  it('says why nothing can be bought: the plan first, then this version', () => {
    for (const header of ['Top-Up', 'Data Blocks to Add']) {
      expect(blockedReason(servicesTable, row, header)).toContain('later version');
      expect(blockedReason(servicesTable, { ...row, topUpProductId: null }, header)).toBe('This plan can’t be topped up.');
      expect(blockedReason(servicesTable, { ...row, topUpProductId: null, productName: null, price: null }, header)).toContain('Not known');
    }
    expect(blockedReason(servicesTable, row, 'Automatic Top-Up')).toContain('later version');
    expect(blockedReason(servicesTable, { ...row, optInCoolDown: true }, 'Automatic Top-Up')).toContain('cool-down');
  });

  it('gives what was read before the stale look, but not the line’s identity', () => {
    const stale = { ...row, stale: true };
    expect(staleReasonOf(servicesTable, columnOf(servicesTable, 'Used This Cycle'), stale, utc)).toContain('Management');
    expect(staleReasonOf(servicesTable, columnOf(servicesTable, 'Used This Cycle'), row, utc)).toBeNull();
    expect(staleReasonOf(servicesTable, columnOf(servicesTable, 'Service Name'), stale, utc)).toBeNull();
  });
});
