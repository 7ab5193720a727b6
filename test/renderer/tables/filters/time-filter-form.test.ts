import { describe, expect, it } from 'vitest';
import { startTimeFilter } from '../../../../src/renderer/tables/filters/time-filter-form.tsx';

describe('startTimeFilter', () => {
  it('asks for the last hour of times, and for days of dates: an hour of them would find nothing', () => {
    expect(startTimeFilter(false)).toEqual({ kind: 'age', is: 'within', amount: 1, unit: 'h' });
    expect(startTimeFilter(true)).toMatchObject({ unit: 'd' });
  });
});
