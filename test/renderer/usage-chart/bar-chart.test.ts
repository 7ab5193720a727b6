// Which bars get a date below them and which one, and the room for amounts. What is drawn is looked at in the tour.
import { describe, expect, it } from 'vitest';
import { axisWidth, barLabels, labelledBars } from '../../../src/renderer/usage-chart/bar-chart.ts';
import { buildUsageBars } from '../../../src/renderer/usage-chart/usage-bars.ts';

describe('labelledBars', () => {
  it.each([[31, 984], [31, 1_144], [31, 1_620], [12, 984], [12, 300], [2, 984], [1, 984], [1, 40]])('%i bars in %i pixels: no label is cut at the right edge, none touches the next', (count, width) => {
    const labels = labelledBars(count, width);
    const middle = (index: number): number => (width / count) * (index + 0.5);
    for (const [place, index] of labels.entries()) {
      expect(middle(index) + 35).toBeLessThanOrEqual(width + 12);
      if (place > 0) expect(middle(index) - middle(labels[place - 1]!)).toBeGreaterThanOrEqual(86);
    }
  });

  it('label the newest bar where there is room for it, and all where there is room for all', () => {
    expect(labelledBars(12, 984).at(-1)).toBe(11);
    expect(labelledBars(3, 984)).toEqual([0, 1, 2]);
    expect(labelledBars(0, 984)).toEqual([]);
  });

  it('label as many as fit', () => {
    expect(labelledBars(31, 984).length).toBeGreaterThanOrEqual(10);
  });
});

describe('axisWidth', () => {
  it('has room for the amounts of ten thousand lines', () => {
    // 11 px Inter: 6.8 a digit.
    expect(axisWidth(['0', '3,000,000'])).toBeGreaterThanOrEqual(9 * 6.8 + 5);
  });

  it('stays where it is for small amounts, and before any is known', () => {
    expect(axisWidth(['0', '250'])).toBe(axisWidth(null));
  });
});

describe('barLabels', () => {
  const row = (start: string) => ({
    serviceLineNumber: 'SL-1', startMs: Date.parse(start), fixedPriorityGB: 1, fixedStandardGB: null, mobilePriorityGB: null, mobileStandardGB: null, nonBillableGB: null, optInPriorityGB: null,
  });
  const bars = (...starts: readonly string[]) => buildUsageBars({
    rows: starts.map(row), unit: 'month', spanOf: ({ startMs }) => ({ startMs, endMs: null }), limitOf: () => 'unknown',
  });

  it('are the days on which cycles begin, where each month has one', () => {
    expect(barLabels(bars('2026-10-05', '2026-11-05'), [0, 1], 'month')).toEqual(['2026-10-05', '2026-11-05']);
  });

  it('are months for all, as soon as one month has cycles of several days', () => {
    expect(barLabels(bars('2026-10-28', '2026-11-05', '2026-11-09'), [0, 1], 'month')).toEqual(['2026-10', '2026-11']);
  });

  it('a month without any row has no day to name and changes nothing for the others', () => {
    expect(barLabels(bars('2026-09-05', '2026-11-05'), [0, 1, 2], 'month')).toEqual(['2026-09-05', '2026-10', '2026-11-05']);
  });
});
