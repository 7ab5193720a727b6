// A message names account, call, cause and next step.
import { describe, expect, it } from 'vitest';
import type { Problem } from '#shared/problem.ts';
import { buildProblemText, orderProblems } from '../../../src/renderer/status/problem-text.ts';

const problem: Problem = {
  key: 'c1/token', credentialId: 'c1', account: 'Nordic Fleet', call: 'Token', cause: 'Starlink says invalid_client',
  nextStep: 'Correct the secret under Configuration.', severity: 'error', sinceMs: 5,
};

describe('buildProblemText', () => {
  it('is one line with full sentences', () => {
    expect(buildProblemText(problem)).toBe('Nordic Fleet · Token: Starlink says invalid_client. Correct the secret under Configuration.');
  });
  it('adds nothing where nothing was given', () => {
    expect(buildProblemText({ ...problem, nextStep: '' })).toBe('Nordic Fleet · Token: Starlink says invalid_client.');
  });
});

describe('orderProblems', () => {
  it('puts errors before warnings and newer before older', () => {
    const warning = { ...problem, key: 'w', severity: 'warning' as const, sinceMs: 99 };
    const newer = { ...problem, key: 'n', sinceMs: 50 };
    expect(orderProblems([warning, problem, newer]).map(({ key }) => key)).toEqual(['n', 'c1/token', 'w']);
  });
});
