// What main knows to be secret: client secrets that were entered or read in this run, and the newest tokens. A worker knows one token at a time and no client secret, so texts of theirs are masked again here.
import { composeRedactors, redactValue, type Redactor } from '../starlink/masked-text.ts';

export interface KnownSecrets {
  remember(credentialId: string, secret: string): void;
  /** A server may answer a request with the token of another: the newest few of a credential are known. */
  rememberToken(credentialId: string, accessToken: string): void;
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
const MOST_SECRETS = 8;
/** A request in hand may still carry the token before the newest. */
const MOST_TOKENS = 3;

export function createKnownSecrets(): KnownSecrets {
  const secrets = new Map<string, ReadonlyMap<string, SecretRedactors>>();
  const tokens = new Map<string, ReadonlyMap<string, SecretRedactors>>();
  let all: Redactor = (text) => text;

  function add(known: Map<string, ReadonlyMap<string, SecretRedactors>>, credentialId: string, value: string, most: number): void {
    const own = known.get(credentialId) ?? new Map<string, SecretRedactors>();
    if (own.has(value)) return;
    const redactors = { whole: redactValue(value), cut: redactValue(value, { isCut: true }) };
    known.set(credentialId, new Map([...own, [value, redactors] as const].slice(-most)));
    const distinct = new Map([...secrets.values(), ...tokens.values()].flatMap((each) => [...each]));
    all = composeRedactors([...distinct.values()].map(({ whole }) => whole));
  }

  return {
    remember: (credentialId, secret) => add(secrets, credentialId, secret, MOST_SECRETS),
    rememberToken: (credentialId, accessToken) => add(tokens, credentialId, accessToken, MOST_TOKENS),
    redactorOf(credentialId, isCut) {
      const own = [secrets, tokens].flatMap((known) => [...(known.get(credentialId)?.values() ?? [])]);
      return composeRedactors(own.map(({ whole, cut }) => (isCut ? cut : whole)));
    },
    redact: (text) => all(text),
  };
}
