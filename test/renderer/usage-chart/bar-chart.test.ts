// Which bars get a date below them. What is drawn is looked at in the tour.
import { describe, expect, it } from 'vitest';
import { labelledBars } from '../../../src/renderer/usage-chart/bar-chart.ts';

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
