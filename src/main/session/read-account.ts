// Tries a credential: mints a token and reads the account, without touching anything stored.
import type { AccountIdentity } from '#shared/ipc-contract.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { ApiError } from '../starlink/api-error.ts';
import type { ReportExchange } from '../starlink/exchange.ts';
import { createHttpClient } from '../starlink/http-client.ts';
import { fetchAccount } from '../starlink/management-api.ts';
import type { BearerToken } from '../starlink/token-source.ts';

/** Silence after which the token endpoint counts as unreachable. */
export const TOKEN_TIMEOUT_MS = 30_000;

export interface ReadAccountOptions {
  readonly apiUrl: string;
  readonly fetchToken: () => Promise<Result<BearerToken>>;
  readonly viewer: { readonly credentialId: string; readonly reportExchange: ReportExchange };
  readonly version: string;
}

/** A credential without the account permission is fine: the identity is then unknown, not wrong. */
export async function readAccount(options: ReadAccountOptions): Promise<Result<AccountIdentity>> {
  const token = await options.fetchToken();
  if (!token.ok) return token;
  const client = createHttpClient({
    apiUrl: options.apiUrl,
    ...options.viewer,
    version: options.version,
    // A second mint would answer the same 401: the words of the first are what the operator needs.
    tokens: { token: async (rejected) => (rejected === null ? token : fail('token-refused', 'Starlink gave a token and then refused it.')) },
    leaseRequest: async () => undefined,
    now: Date.now,
  });
  try {
    const account = (await fetchAccount(client)).entries[0]?.value;
    return ok({ accountNumber: account?.accountNumber ?? null, accountName: account?.accountName ?? null, regionCode: account?.regionCode ?? null });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.kind === 'forbidden') return ok({ accountNumber: null, accountName: null, regionCode: null });
    return fail(error.kind, `${error.cause} ${error.nextStep}`);
  } finally {
    await client.close();
  }
}
