// Which stages `npm test -- …` runs.
import { describe, expect, it } from 'vitest';
import { selectStages } from '../../scripts/test-selection.mjs';

describe('selectStages', () => {
  it('runs everything without arguments', () => {
    expect(selectStages([])).toEqual({ stages: ['types', 'lint', 'unit', 'build', 'e2e'], unitFilters: [], e2eFilters: [] });
  });

  it('runs only the tests under the paths given', () => {
    expect(selectStages(['test/main/history'])).toEqual({ stages: ['unit'], unitFilters: ['test/main/history'], e2eFilters: [] });
    expect(selectStages(['test/e2e/map.test.ts'])).toEqual({ stages: ['build', 'e2e'], unitFilters: [], e2eFilters: ['test/e2e/map.test.ts'] });
    expect(selectStages(['test/e2e-like', 'test/e2e']).stages).toEqual(['unit', 'build', 'e2e']);
  });

  it('runs named stages in their order', () => {
    expect(selectStages(['--only=lint,types']).stages).toEqual(['types', 'lint']);
    expect(selectStages(['--only=e2e', 'test/e2e/map.test.ts'])).toEqual({ stages: ['e2e'], unitFilters: [], e2eFilters: ['test/e2e/map.test.ts'] });
  });

  it('refuses what it does not know', () => {
    expect(() => selectStages(['--only=units'])).toThrow('units');
    expect(() => selectStages(['--watch'])).toThrow('--watch');
  });
});
