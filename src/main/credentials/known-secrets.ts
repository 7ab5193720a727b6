// What main knows to be secret: the client secrets that were entered or read in this run. Workers never see one, so texts of theirs are masked again here.
import { composeRedactors, redactValue, type Redactor } from '../starlink/masked-text.ts';

export interface KnownSecrets {
  remember(credentialId: string, secret: string): void;
  /** Secrets of one credential, those that were only tried too. `isCut`: the text ends early, maybe in the middle of one. */
  redactorOf(credentialId: string, isCut: boolean): Redactor;
  /** All of them. */
  readonly redact: Redactor;
}

interface SecretRedactors {
  readonly whole: Redactor;
  readonly cut: Redactor;
}

/** Secrets tried for one credential: beyond so many wrong ones the oldest is forgotten. */
const MOST_PER_CREDENTIAL = 8;

export function createKnownSecrets(): KnownSecrets {
  const known = new Map<string, Map<string, SecretRedactors>>();
  let all: Redactor = (text) => text;
  return {
    remember(credentialId, secret) {
      const own = known.get(credentialId) ?? new Map<string, SecretRedactors>();
      if (own.has(secret)) return;
      own.set(secret, { whole: redactValue(secret), cut: redactValue(secret, { isCut: true }) });
      known.set(credentialId, new Map([...own].slice(-MOST_PER_CREDENTIAL)));
      const distinct = new Map([...known.values()].flatMap((redactors) => [...redactors]));
      all = composeRedactors([...distinct.values()].map(({ whole }) => whole));
    },
    redactorOf: (credentialId, isCut) => composeRedactors([...(known.get(credentialId)?.values() ?? [])].map(({ whole, cut }) => (isCut ? cut : whole))),
    redact: (text) => all(text),
  };
}
