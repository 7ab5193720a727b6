// An http client on a local server, with everything it reported and asked for.
import { createHttpClient, type ApiRequest, type HttpClient } from '../../../src/main/starlink/http-client.ts';
import { ApiError } from '../../../src/main/starlink/api-error.ts';
import type { Exchange, ExchangeGroup } from '../../../src/main/starlink/exchange.ts';
import type { Result } from '#shared/result.ts';
import { ok } from '#shared/result.ts';
import type { BearerToken } from '../../../src/main/starlink/token-source.ts';

export interface TestClient extends HttpClient {
  readonly exchanges: Exchange[];
  readonly leases: ExchangeGroup[];
  /** What the token source was told each time it was asked. */
  readonly tokenCalls: (string | null)[];
}

export interface TestClientOptions {
  readonly silenceTimeoutMs?: number;
  readonly now?: () => number;
  readonly token?: (rejected: string | null) => Promise<Result<BearerToken>>;
  readonly version?: string;
  /** What happens while a request waits for the budget. */
  readonly lease?: () => void;
}

export function createTestClient(apiUrl: string, options: TestClientOptions = {}): TestClient {
  const exchanges: Exchange[] = [];
  const leases: ExchangeGroup[] = [];
  const tokenCalls: (string | null)[] = [];
  const token = options.token ?? ((rejected) => Promise.resolve(ok({ accessToken: rejected === null ? 'first-token' : 'second-token', expiresAtMs: Number.MAX_SAFE_INTEGER })));
  const client = createHttpClient({
    apiUrl, credentialId: 'credential-1', now: options.now ?? Date.now,
    tokens: {
      token: (rejected) => {
        tokenCalls.push(rejected);
        return token(rejected);
      },
    },
    leaseRequest: (group) => {
      leases.push(group);
      options.lease?.();
      return Promise.resolve();
    },
    reportExchange: (exchange) => exchanges.push(exchange),
    ...(options.silenceTimeoutMs === undefined ? {} : { silenceTimeoutMs: options.silenceTimeoutMs }),
    ...(options.version === undefined ? {} : { version: options.version }),
  });
  return { ...client, exchanges, leases, tokenCalls };
}

export const readAccount: ApiRequest = { method: 'GET', path: ['account'], group: 701, call: 'Account', intent: 'read' };

/** The ApiError that a promise ends in; fails the test when it ends otherwise. */
export async function apiErrorOf(promise: Promise<unknown>): Promise<ApiError> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome && outcome.error instanceof ApiError) return outcome.error;
  throw new Error(`expected an ApiError, got ${JSON.stringify(outcome)}`, { cause: 'error' in outcome ? outcome.error : undefined });
}
