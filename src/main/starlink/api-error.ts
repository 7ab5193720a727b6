// What went wrong with one call to Starlink, in words an operator can act on. Never holds a token or a secret.
import { maskText } from './masked-text.ts';

export type ApiErrorKind =
  | 'unreachable' // no connection: name, network, refused, cut
  | 'tls' // the certificate or the encryption was refused
  | 'timeout' // silence for too long
  | 'redirect' // 3xx: never followed, a POST would lose its body and the token could travel
  | 'unauthorized' // 401, or no token to be had
  | 'forbidden' // 403: a permission is missing
  | 'not-found' // 404
  | 'rate-limited' // 429
  | 'rejected' // 422, or isValid:false on any status
  | 'bad-request' // 400 and the 4xx not named here
  | 'server' // 5xx
  | 'not-json' // a web page or other text where JSON belongs
  | 'truncated' // the answer ended before its JSON did
  | 'shape'; // JSON, but not what this call answers

export interface ApiErrorDetails {
  readonly kind: ApiErrorKind;
  /** 'Telemetry stream', 'User terminals', … as the problem list names the call. */
  readonly call: string;
  /** Host and port of the server; null where an answer is judged without knowing where it came from. */
  readonly host: string | null;
  /** What happened, as the end of a sentence that begins with the call: 'starlink.com refuses connections'. */
  readonly what: string;
  readonly status?: number | null;
  /** Replaces the usual next step of the kind. */
  readonly nextStep?: string;
  /** How long the server asked us to wait. */
  readonly retryAfterMs?: number | null;
  /** 'Device telemetry, View', where a 403 says or implies it. */
  readonly missingPermission?: string | null;
}

const nextSteps: Readonly<Record<ApiErrorKind, string>> = {
  unreachable: 'Check the network connection and the server name; polling tries again by itself.',
  tls: 'Check the clock of this computer and whether a proxy or firewall opens encrypted connections.',
  timeout: 'Polling tries again by itself; if it goes on, check the network or Starlink’s status.',
  redirect: 'Check the API and token URLs: they must name the final host.',
  unauthorized: 'Check client id and client secret of this account in the configuration.',
  forbidden: 'Give the service account the missing permission in the Starlink account settings.',
  'not-found': 'Check the API URL; if it is right, Starlink may have an incident: polling tries again by itself.',
  'rate-limited': 'Nothing to do: polling waits and goes on by itself.',
  rejected: 'Read Starlink’s own words and correct what they name.',
  'bad-request': 'Report it: this version of Groundtrack asks in a way that Starlink no longer takes.',
  server: 'Nothing to do: polling tries again by itself; if it goes on, look at the server’s status page.',
  'not-json': 'Check whether a proxy, firewall or sign-in page stands between this computer and Starlink.',
  truncated: 'The rest of the answer never came; polling goes on by itself.',
  shape: 'Report it: Starlink’s answer has changed and this version of Groundtrack cannot read it.',
};

/** Kinds that can go away without anybody changing a setting or a program. */
const retryableKinds: ReadonlySet<ApiErrorKind> = new Set(['unreachable', 'timeout', 'not-found', 'rate-limited', 'server', 'not-json', 'truncated']);

export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly call: string;
  readonly host: string | null;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  /** One sentence for the operator: call, host, what happened. Same text as `message`. */
  override readonly cause: string;
  /** One sentence: what the operator can do, or what happens by itself. */
  readonly nextStep: string;
  /** True when the same request may succeed later by itself. */
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  readonly missingPermission: string | null;

  constructor(details: ApiErrorDetails) {
    const cause = maskText(`${details.call}: ${details.what.replace(/\.$/, '')}.`);
    super(cause);
    this.name = 'ApiError';
    this.kind = details.kind;
    this.call = details.call;
    this.host = details.host;
    this.status = details.status ?? null;
    this.cause = cause;
    this.nextStep = details.nextStep ?? nextSteps[details.kind];
    this.retryable = retryableKinds.has(details.kind);
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.missingPermission = details.missingPermission ?? null;
  }
}
