// A standing problem as one sentence for the operator: account, call, cause, next step.
import type { Problem } from '#shared/problem.ts';

/** "Nordic Fleet · Token: invalid_client. Correct the secret under Configuration." */
export function buildProblemText(problem: Problem): string {
  return `${problem.account} · ${problem.call}: ${sentence(problem.cause)} ${sentence(problem.nextStep)}`.trim();
}

/** Errors before warnings, the newest episode first. */
export function orderProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error') || b.sinceMs - a.sinceMs || a.key.localeCompare(b.key));
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
