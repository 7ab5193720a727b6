// Mints bearer tokens, one at a time for each credential, and remembers refusals so that nobody hammers the token endpoint.
import type { Authentication } from '#shared/account-status.ts';
import { wordsOf } from '#shared/error-words.ts';
import { fail, ok, type Failure, type Result } from '#shared/result.ts';
import { maskText, redactValue } from '../starlink/masked-text.ts';
import type { BearerToken, MintResult, TokenFailure } from '../starlink/token-source.ts';

export interface MintRequest {
  readonly credentialId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface TokenManagerPorts {
  /** Asks the token endpoint once. 'token-rejected' stands for a refused id or secret; other codes may pass by themselves. */
  fetchToken(request: MintRequest): Promise<MintResult>;
  /** Any failure means the secret can't be had now: missing, locked keychain, or entered for another token host. */
  secretOf(credentialId: string): Promise<Result<string>>;
  /** null: there is no such credential any more. */
  clientIdOf(credentialId: string): string | null;
  now(): number;
}

/** What one attempt to mint showed. A remembered refusal is told again whenever it is the answer, so that no listener misses it. */
export interface TokenOutcome {
  readonly credentialId: string;
  /** null: the token endpoint gave no verdict (unreachable, overloaded), so what was known before stands. */
  readonly authentication: Exclude<Authentication, 'Not checked' | 'No credential'> | null;
  /** null after success. */
  readonly failure: Failure | null;
  readonly atMs: number;
}

export interface TokenManager {
  /**
   * A token with at least its renewal margin left. `rejected`: the token that Starlink answered with 401; a new one is minted
   * unless a newer is already there. `fresh`: minted now, for writes. Never throws, never holds a secret in its failure.
   */
  token(credentialId: string, rejected: string | null, options?: { readonly fresh?: boolean }): Promise<Result<BearerToken>>;
  /** The credential changed or went, or the operator asks for another try: token and remembered refusal are dropped. */
  forget(credentialId: string): void;
  /** Answers the function that ends the subscription. */
  onOutcome(listener: (outcome: TokenOutcome) => void): () => void;
}

interface MintedToken {
  readonly bearer: BearerToken;
  readonly renewAtMs: number;
}

interface TokenState {
  minted: MintedToken | null;
  inFlight: Promise<Result<BearerToken>> | null;
  refusal: { readonly failure: Failure; readonly authentication: TokenOutcome['authentication']; readonly atMs: number; readonly retryAtMs: number } | null;
  failuresInRow: number;
}

/** A long poll takes up to 65 s at most, usually 15: a minute covers clock differences and slow calls (pages.md, Tokens). */
const RENEWAL_MARGIN_MS = 60_000;
/** A token that lives shorter than five minutes keeps four fifths of its life, or every call would mint. */
const RENEWAL_MARGIN_SHARE = 0.2;
/** Wrong secrets don't right themselves: one try a minute notices a repair on Starlink's side and hammers nobody. */
const REJECTED_RETRY_MS = 60_000;
/** Asking a locked keychain may put a prompt on the operator's screen. */
const SECRET_RETRY_MS = 300_000;
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 60_000;

export function createTokenManager(ports: TokenManagerPorts): TokenManager {
  const states = new Map<string, TokenState>();
  const listeners = new Set<(outcome: TokenOutcome) => void>();

  function stateOf(credentialId: string): TokenState {
    let state = states.get(credentialId);
    if (!state) states.set(credentialId, (state = { minted: null, inFlight: null, refusal: null, failuresInRow: 0 }));
    return state;
  }

  function announce(outcome: TokenOutcome): void {
    for (const listener of [...listeners]) listener(outcome);
  }

  async function token(credentialId: string, rejected: string | null, options: { readonly fresh?: boolean } = {}): Promise<Result<BearerToken>> {
    const fresh = options.fresh === true;
    for (;;) {
      const state = stateOf(credentialId);
      if (rejected !== null && state.minted?.bearer.accessToken === rejected) state.minted = null;
      if (!fresh && state.minted && ports.now() < state.minted.renewAtMs) return ok(state.minted.bearer);
      const result = await mintOrRefuse(credentialId, state);
      // Forgotten meanwhile: this answer belongs to the old client id or secret.
      if (states.get(credentialId) !== state) continue;
      if (result.ok || fresh || result.error.code === 'token-rejected') return result;
      const stillValid = state.minted && ports.now() < state.minted.bearer.expiresAtMs ? state.minted.bearer : null;
      return stillValid ? ok(stillValid) : result;
    }
  }

  function mintOrRefuse(credentialId: string, state: TokenState): Promise<Result<BearerToken>> {
    if (state.inFlight) return state.inFlight;
    // A refusal "of the future" is of a clock that was set back since: it must not keep the account without a token for hours.
    if (state.refusal && ports.now() < state.refusal.retryAtMs && ports.now() >= state.refusal.atMs) {
      announce({ credentialId, authentication: state.refusal.authentication, failure: state.refusal.failure, atMs: ports.now() });
      return Promise.resolve({ ok: false, error: state.refusal.failure });
    }
    const mint = mintOnce(credentialId, state).finally(() => {
      state.inFlight = null;
    });
    state.inFlight = mint;
    return mint;
  }

  async function mintOnce(credentialId: string, state: TokenState): Promise<Result<BearerToken>> {
    const startedAtMs = ports.now();
    const { result, authentication } = await askForToken(credentialId);
    if (states.get(credentialId) !== state) return result;
    if (result.ok) {
      state.minted = { bearer: result.value, renewAtMs: renewalTime(startedAtMs, result.value.expiresAtMs) };
      state.refusal = null;
      state.failuresInRow = 0;
    } else {
      state.refusal = { failure: result.error, authentication, atMs: ports.now(), retryAtMs: ports.now() + retryDelay(result.error, authentication, state.failuresInRow) };
      state.failuresInRow += 1;
    }
    announce({ credentialId, authentication, failure: result.ok ? null : result.error, atMs: ports.now() });
    return result;
  }

  async function askForToken(credentialId: string): Promise<{ result: MintResult; authentication: TokenOutcome['authentication'] }> {
    const clientId = ports.clientIdOf(credentialId);
    if (clientId === null) return { result: fail('no-credential', 'This credential was removed'), authentication: null };
    const secret = await settle(() => ports.secretOf(credentialId), 'secret-unavailable', '');
    if (!secret.ok) return { result: secret, authentication: 'Secret unavailable' };
    const result = await settle(() => ports.fetchToken({ credentialId, clientId, clientSecret: secret.value }), 'token-unreachable', secret.value);
    if (result.ok) return { result, authentication: 'Successful' };
    return { result, authentication: result.error.code === 'token-rejected' ? 'Failed' : null };
  }

  return {
    token,
    forget: (credentialId) => void states.delete(credentialId),
    onOutcome(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** A thrown error becomes a failure; whatever failed, the secret is not in its words. */
async function settle<Settled extends Result<unknown>>(call: () => Promise<Settled>, code: string, secret: string): Promise<Settled | Extract<Result<unknown>, { ok: false }>> {
  const redactSecret = redactValue(secret);
  const mask = (text: string): string => maskText(redactSecret(text));
  try {
    const result = await call();
    return result.ok ? result : { ...result, error: { ...result.error, message: mask(result.error.message) } };
  } catch (error) {
    return fail(code, mask(wordsOf(error)));
  }
}

function renewalTime(mintedAtMs: number, expiresAtMs: number): number {
  const lifetimeMs = expiresAtMs - mintedAtMs;
  return expiresAtMs - Math.min(RENEWAL_MARGIN_MS, lifetimeMs * RENEWAL_MARGIN_SHARE);
}

function retryDelay(failure: TokenFailure, authentication: TokenOutcome['authentication'], failuresInRow: number): number {
  if (authentication === 'Secret unavailable') return SECRET_RETRY_MS;
  if (failure.code === 'token-rejected' || failure.code === 'token-rate-limited') return Math.max(REJECTED_RETRY_MS, failure.retryAfterMs ?? 0);
  return Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(failuresInRow, 10));
}
