// How an API client gets a bearer token without ever seeing a secret: main mints, clients ask.
import type { Failure, Result } from '#shared/result.ts';

export interface BearerToken {
  readonly accessToken: string;
  /** Epoch ms after which it must not be used. */
  readonly expiresAtMs: number;
}

/** A refused mint; `retryAfterMs`: the pause that the token endpoint asked for. */
export interface TokenFailure extends Failure {
  readonly retryAfterMs?: number;
}

export type MintResult = { readonly ok: true; readonly value: BearerToken } | { readonly ok: false; readonly error: TokenFailure };

export interface TokenSource {
  /** `rejected`: the token that Starlink answered with 401; main mints a new one unless a newer is already there. */
  token(rejected: string | null): Promise<Result<BearerToken>>;
}
