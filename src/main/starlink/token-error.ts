// A token that could not be had, as the ApiError of the call that needed it: the Result codes of token-api.ts and of main.
import type { Failure } from '#shared/result.ts';
import { ApiError, type ApiErrorKind } from './api-error.ts';

const kinds: Readonly<Record<string, ApiErrorKind>> = {
  'token-rejected': 'unauthorized',
  'token-rate-limited': 'rate-limited',
  'token-unreachable': 'unreachable',
  'token-tls': 'tls',
  'token-not-json': 'not-json',
  'token-server': 'server',
};

/** Any other code ('secret-unavailable', …) is main's own reason and counts as unauthorized: nothing changes until the operator acts. */
export function tokenError(failure: Failure): ApiError {
  return new ApiError({ kind: kinds[failure.code] ?? 'unauthorized', call: 'Token', host: null, what: failure.message });
}
