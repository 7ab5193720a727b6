// How long the telemetry loop waits after a failure.
import type { ApiError } from '../starlink/api-error.ts';

const FIRST_RETRY_MS = 5_000;
/** starlink-api.md §4.5: back off to 60 s. */
const SLOWEST_RETRY_MS = 60_000;
/** A missing permission needs a person: asking more often only fills logs. */
const FORBIDDEN_RETRY_MS = 5 * 60_000;

/**
 * @param failures failures in a row, this one included
 * @param random 0–1: spreads accounts that fail together over ±20 %
 */
export function nextRetryMs(error: ApiError | null, failures: number, random: number): number {
  if (error?.kind === 'forbidden') return FORBIDDEN_RETRY_MS;
  const doubledMs = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), SLOWEST_RETRY_MS);
  const spreadMs = Math.min(doubledMs * (0.8 + 0.4 * random), SLOWEST_RETRY_MS);
  return Math.max(spreadMs, error?.retryAfterMs ?? 0);
}
