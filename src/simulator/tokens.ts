// POST …/auth/connect/token: client credentials in, a bearer token for 15 minutes out.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ServiceAccount } from './fleet.ts';

export type TokenAnswer =
  | { readonly status: 200; readonly body: { access_token: string; expires_in: number; token_type: 'Bearer'; scope: string } }
  | { readonly status: 400; readonly body: { error: 'invalid_client' | 'unsupported_grant_type' | 'invalid_request' } };

export interface TokenOffice {
  /** `form` is the request body, `authorization` the header of client_secret_basic. */
  mint(form: URLSearchParams, authorization: string | undefined): TokenAnswer;
  /** The service account a bearer header stands for; null when the token is unknown, revoked or expired. */
  check(authorization: string | undefined): ServiceAccount | null;
  revoke(authorization: string | undefined): void;
  /** Of tokens minted from now on. */
  setLifetime(seconds: number): void;
}

export function createTokenOffice(serviceAccounts: readonly ServiceAccount[], firstLifetimeS: number): TokenOffice {
  let lifetimeS = firstLifetimeS;
  const byClientId = new Map(serviceAccounts.map((account) => [account.clientId, account]));
  const tokens = new Map<string, { readonly account: ServiceAccount; readonly expiresAtMs: number }>();
  return {
    mint(form, authorization) {
      if (form.get('grant_type') !== 'client_credentials') return { status: 400, body: { error: 'unsupported_grant_type' } };
      const { clientId, secret } = readClient(form, authorization);
      const account = byClientId.get(clientId);
      if (account === undefined || !isSame(secret, account.clientSecret)) return { status: 400, body: { error: 'invalid_client' } };
      const nowMs = Date.now();
      for (const [token, { expiresAtMs }] of tokens) if (expiresAtMs < nowMs) tokens.delete(token);
      const token = buildToken(account, nowMs, lifetimeS);
      tokens.set(token, { account, expiresAtMs: nowMs + lifetimeS * 1000 });
      return { status: 200, body: { access_token: token, expires_in: lifetimeS, token_type: 'Bearer', scope: 'public_api_v2' } };
    },
    check(authorization) {
      const known = tokens.get(readBearer(authorization));
      return known !== undefined && known.expiresAtMs > Date.now() ? known.account : null;
    },
    revoke(authorization) {
      tokens.delete(readBearer(authorization));
    },
    setLifetime(seconds) {
      lifetimeS = seconds;
    },
  };
}

function readClient(form: URLSearchParams, authorization: string | undefined): { clientId: string; secret: string } {
  const basic = /^basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return { clientId: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const [clientId = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { clientId: decode(clientId), secret: decode(rest.join(':')) };
}

/** RFC 6749 wants both halves form-encoded; what cannot be decoded is taken as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function readBearer(authorization: string | undefined): string {
  return /^bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** Three base64url parts, the look of the real ones, so that masking is tested on the right shape. */
function buildToken(account: ServiceAccount, nowMs: number, lifetimeS: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const issued = Math.floor(nowMs / 1000);
  const claims = { iss: 'simulator', client_id: account.clientId, iat: issued, exp: issued + lifetimeS, jti: randomBytes(8).toString('hex') };
  return `${part({ alg: 'RS256', typ: 'at+jwt' })}.${part(claims)}.${randomBytes(64).toString('base64url')}`;
}
