// Node's and undici's error codes in plain words.
import { ApiError, type ApiErrorKind } from './api-error.ts';

interface Wording {
  readonly kind: ApiErrorKind;
  readonly what: (host: string) => string;
}

const cut: Wording = { kind: 'unreachable', what: (host) => `the connection to ${host} was cut` };
const unreachable: Wording = { kind: 'unreachable', what: (host) => `there is no route to ${host}` };
const noAnswer: Wording = { kind: 'unreachable', what: (host) => `${host} did not accept a connection in time` };
const silence: Wording = { kind: 'timeout', what: (host) => `${host} stayed silent for too long` };
const untrusted: Wording = { kind: 'tls', what: (host) => `the certificate of ${host} is not signed by an authority that this computer trusts` };

const wordings: Readonly<Record<string, Wording>> = {
  ENOTFOUND: { kind: 'unreachable', what: (host) => `the name ${host} cannot be found` },
  EAI_AGAIN: { kind: 'unreachable', what: (host) => `the name ${host} cannot be looked up: the name server does not answer` },
  ECONNREFUSED: { kind: 'unreachable', what: (host) => `${host} refuses connections` },
  ECONNRESET: cut,
  ECONNABORTED: cut,
  EPIPE: cut,
  UND_ERR_SOCKET: cut,
  UND_ERR_ABORTED: cut,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENETDOWN: { kind: 'unreachable', what: () => 'this computer has no network' },
  EADDRNOTAVAIL: unreachable,
  ETIMEDOUT: noAnswer,
  UND_ERR_CONNECT_TIMEOUT: noAnswer,
  UND_ERR_HEADERS_TIMEOUT: silence,
  UND_ERR_BODY_TIMEOUT: silence,
  BODY_TOO_SLOW: { kind: 'timeout', what: (host) => `${host} sent its answer so slowly that the rest was given up` },
  BODY_TOO_LARGE: { kind: 'shape', what: (host) => `${host} sent more than any answer of this API holds` },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { kind: 'truncated', what: (host) => `${host} sent fewer or more bytes than it announced` },
  UND_ERR_HEADERS_OVERFLOW: { kind: 'shape', what: (host) => `${host} sent more headers than any answer of this API has` },
  CERT_HAS_EXPIRED: { kind: 'tls', what: (host) => `the certificate of ${host} has expired` },
  CERT_NOT_YET_VALID: { kind: 'tls', what: (host) => `the certificate of ${host} is not valid yet` },
  CERT_REVOKED: { kind: 'tls', what: (host) => `the certificate of ${host} was revoked` },
  DEPTH_ZERO_SELF_SIGNED_CERT: { kind: 'tls', what: (host) => `the certificate of ${host} is self-signed` },
  SELF_SIGNED_CERT_IN_CHAIN: { kind: 'tls', what: (host) => `the certificate chain of ${host} ends in a self-signed certificate` },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_UNTRUSTED: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: { kind: 'tls', what: (host) => `the certificate shown by ${host} belongs to another name` },
  EPROTO: { kind: 'tls', what: (host) => `no encrypted connection to ${host} could be agreed on` },
  ERR_SSL_WRONG_VERSION_NUMBER: { kind: 'tls', what: (host) => `${host} does not speak TLS on this port` },
};

const usualTimeouts: ReadonlySet<Wording> = new Set([silence]);

/** Any error of a request or of reading its body → ApiError. `silenceTimeoutMs` is named when silence was the reason. */
export function networkError(error: unknown, call: string, host: string, silenceTimeoutMs: number): ApiError {
  if (error instanceof ApiError) return error;
  const code = codeOf(error);
  const wording = wordings[code] ?? guess(code);
  const detail = usualTimeouts.has(wording) ? `${Math.round(silenceTimeoutMs / 1000)} s, ${code}` : code;
  return new ApiError({ kind: wording.kind, call, host, what: `${wording.what(host)} (${detail})` });
}

/** Code of the error, of what caused it, or of the first of several (one a tried address). */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code: unknown = 'code' in error ? error.code : undefined;
  // undici wraps what the socket said: the inner code says more than UND_ERR_SOCKET.
  if (error.cause instanceof Error && (typeof code !== 'string' || code === 'UND_ERR_SOCKET')) return codeOf(error.cause);
  return typeof code === 'string' ? code : error.name;
}

function guess(code: string): Wording {
  if (/^(ERR_SSL|ERR_TLS|CERT_|CRL_|UNABLE_TO_)/.test(code)) return { kind: 'tls', what: (host) => `the encrypted connection to ${host} was refused` };
  if (code.startsWith('HPE_') || code === 'HTTPParserError') return { kind: 'not-json', what: (host) => `${host} does not speak HTTP` };
  return { kind: 'unreachable', what: (host) => `${host} could not be asked` };
}
