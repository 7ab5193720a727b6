// A 429 in the middle of a round: the round waits and goes on with the very request, so that an account with little room still gets through all its lists.
import { ApiError } from '../starlink/api-error.ts';
import type { HttpClient } from '../starlink/http-client.ts';
import { isTokenError } from './management-problems.ts';

/** Starlink documents no Retry-After and counts minutes (starlink-api.md §4.5). */
const RATE_LIMIT_PAUSE_MS = 60_000;
/** After so many refusals in a row of one request the round is given up. */
const MOST_REFUSALS = 3;

export interface Pauses {
  /** Resolves when the request may be tried again; rejects when polling was switched off. */
  pauseFor(error: ApiError, pauseMs: number): Promise<void>;
  /** A request that was refused before has been answered. */
  goOn(): void;
}

export function pauseAfter(error: ApiError): number {
  return Math.max(1_000, error.retryAfterMs ?? RATE_LIMIT_PAUSE_MS);
}

export function createPatientClient(client: HttpClient, pauses: Pauses): HttpClient {
  return {
    ...client,
    async requestJson(request) {
      for (let refusals = 0; ; ) {
        try {
          const reply = await client.requestJson(request);
          if (refusals > 0) pauses.goOn();
          return reply;
        } catch (error) {
          const isRefused = error instanceof ApiError && error.kind === 'rate-limited' && !isTokenError(error);
          refusals += 1;
          if (!isRefused || refusals === MOST_REFUSALS) throw error;
          await pauses.pauseFor(error, pauseAfter(error));
        }
      }
    },
  };
}
