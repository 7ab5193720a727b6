// Standing problems: raised once an episode, replaced when the cause changes, gone on recovery.
import type { Problem } from '#shared/problem.ts';

export interface ProblemBoard {
  /** `topic` names what can go wrong: at most one problem stands for each credential and topic. */
  raise(problem: Omit<Problem, 'key' | 'sinceMs'> & { readonly topic: string }): void;
  clear(credentialId: string | null, topic: string): void;
  /** All problems of a credential, or those whose topic begins with `prefix`. */
  clearAll(credentialId: string, prefix?: string): void;
  list(): readonly Problem[];
}

export function createProblemBoard(onChange: () => void, log: (level: 'error' | 0, text: string) => void): ProblemBoard {
  const problems = new Map<string, Problem>();
  const keyOf = (credentialId: string | null, topic: string): string => `${credentialId ?? ''}/${topic}`;

  const remove = (key: string): void => {
    const problem = problems.get(key);
    if (!problem) return;
    problems.delete(key);
    log(0, `${problem.account} · ${problem.call}: recovered`);
    onChange();
  };

  return {
    raise({ topic, ...given }) {
      const words = { ...given, cause: withoutCall(given.cause, given.call) };
      const key = keyOf(words.credentialId, topic);
      const standing = problems.get(key);
      if (standing?.cause === words.cause && standing.nextStep === words.nextStep && standing.account === words.account) return;
      problems.set(key, { ...words, key, sinceMs: standing?.sinceMs ?? Date.now() });
      if (standing?.cause !== words.cause) log('error', `${words.account} · ${words.call}: ${words.cause} ${words.nextStep}`);
      onChange();
    },
    clear: (credentialId, topic) => remove(keyOf(credentialId, topic)),
    clearAll(credentialId, prefix = '') {
      for (const key of [...problems.keys()]) if (key.startsWith(keyOf(credentialId, prefix))) remove(key);
    },
    list: () => mergeAlike([...problems.values()].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning') || a.sinceMs - b.sinceMs)),
  };
}

/** Errors of a call begin with its name; the message names it anyway. */
function withoutCall(cause: string, call: string): string {
  return cause.startsWith(`${call}: `) ? cause.slice(call.length + 2) : cause;
}

/** One cause is one message: a host that is down fails every call of an account alike. */
function mergeAlike(problems: readonly Problem[]): readonly Problem[] {
  const merged = new Map<string, Problem>();
  for (const problem of problems) {
    const cause = `${problem.credentialId ?? ''} ${problem.cause}`;
    const first = merged.get(cause);
    merged.set(cause, first ? { ...first, call: `${first.call}, ${problem.call}` } : problem);
  }
  return [...merged.values()];
}
