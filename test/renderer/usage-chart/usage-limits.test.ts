import { describe, expect, it } from 'vitest';
import { buildBarLimit, dayShare, limitNote, readLimit } from '../../../src/renderer/usage-chart/usage-limits.ts';

const rows = (...limits: (number | null)[]) => limits.map((usageLimitGB, index) => ({ serviceLineNumber: `SL-${index}`, usageLimitGB }));
const limitOf = (all: ReturnType<typeof rows>) => buildBarLimit(all, 0, (row) => readLimit(row.usageLimitGB));

describe('buildBarLimit', () => {
  it('one line: its limit; several: their sum', () => {
    expect(limitOf(rows(50))).toEqual({ limitGB: 50 });
    expect(limitOf(rows(50, 500, 40))).toEqual({ limitGB: 590 });
  });

  it('one line without a limit takes the line away for all: restricted is not zero, unknown is not zero', () => {
    expect(limitOf(rows(50, 0))).toEqual({ limitGB: null, why: 'restricted' });
    expect(limitOf(rows(null, 50))).toEqual({ limitGB: null, why: 'unknown' });
  });

  it('two cycles of one line in a month have no common limit', () => {
    const twice = [{ serviceLineNumber: 'SL-1', usageLimitGB: 50 }, { serviceLineNumber: 'SL-1', usageLimitGB: 500 }];
    expect(limitOf(twice)).toEqual({ limitGB: null, why: 'two-cycles' });
  });

  it('a gap has no limit and misses none', () => expect(limitOf([])).toEqual({ limitGB: null, why: null }));
});

describe('dayShare', () => {
  const cycle = { cycleStartMs: Date.UTC(2026, 10, 1), cycleEndMs: Date.UTC(2026, 11, 1), usageLimitGB: 60 };
  it('shares the cycle’s limit evenly over its days, inside the cycle only', () => {
    expect(dayShare(cycle, Date.UTC(2026, 10, 1))).toBe(2);
    expect(dayShare(cycle, Date.UTC(2026, 10, 30))).toBe(2);
    expect(dayShare(cycle, Date.UTC(2026, 11, 1))).toBe('other-cycle');
    expect(dayShare(cycle, Date.UTC(2026, 9, 31))).toBe('other-cycle');
  });
  it('knows nothing without a line, a cycle or a limit', () => {
    expect(dayShare(undefined, 0)).toBe('unknown');
    expect(dayShare({ ...cycle, cycleEndMs: null }, Date.UTC(2026, 10, 5))).toBe('unknown');
    expect(dayShare({ ...cycle, usageLimitGB: 0 }, Date.UTC(2026, 10, 5))).toBe('restricted');
  });
});

describe('limitNote', () => {
  const bar = (limit: ReturnType<typeof limitOf>) => ({ limit });
  it('says why a line is missing, whole or in part, and nothing while it is whole', () => {
    expect(limitNote([bar({ limitGB: 5 }), bar({ limitGB: null, why: null })], 'month')).toBeNull();
    expect(limitNote([bar({ limitGB: null, why: 'restricted' })], 'month')).toMatch(/^No limit line: .*restricted/);
    expect(limitNote([bar({ limitGB: 5 }), bar({ limitGB: null, why: 'unknown' })], 'month')).toMatch(/^Limit not drawn for 1 cycle: /);
    expect(limitNote([bar({ limitGB: 5 }), bar({ limitGB: null, why: 'other-cycle' }), bar({ limitGB: null, why: 'other-cycle' })], 'day')).toMatch(/^Limit not drawn for 2 days: /);
  });
});
