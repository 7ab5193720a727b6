// Collects what is odd in one reply: each thing once, and not more than an operator could read.
import type { Finding } from './telemetry-batch.ts';

export interface Findings {
  /** The same kind and subject a second time is not added. */
  add(kind: string, subject: string, text: string): void;
  list(): readonly Finding[];
}

/** Beyond 200 a reply is odd as a whole: the rest is counted. */
const maxFindings = 200;

export function createFindings(): Findings {
  const byKey = new Map<string, Finding>();
  const surplus = new Set<string>();
  return {
    add(kind, subject, text) {
      const key = `${kind}\n${subject}`;
      if (byKey.has(key) || surplus.has(key)) return;
      if (byKey.size < maxFindings - 1) byKey.set(key, { kind, subject, text });
      else surplus.add(key);
    },
    list() {
      const all = [...byKey.values()];
      if (surplus.size > 0) all.push({ kind: 'more', subject: '', text: `+${surplus.size} more findings in this reply` });
      return all;
    },
  };
}
