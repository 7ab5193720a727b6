// The answer of every command and of every call that can fail in an expected way.

export interface Failure {
  /** Stable word for code: 'invalid-payload', 'token-rejected', 'unreachable', … */
  readonly code: string;
  /** One sentence for the operator: what failed and why, never with a secret in it. */
  readonly message: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(code: string, message: string): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error: { code, message } };
}
