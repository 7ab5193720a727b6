// What a round of Management calls tells the operator: one message for one cause, and its end when the call works again.
import type { PolledList } from '../history/current-management.ts';
import type { ApiError, ApiErrorKind } from '../starlink/api-error.ts';
import { dataUsageCall } from '../starlink/data-usage-api.ts';
import { managementLists } from '../starlink/management-api.ts';
import { managementKinds, type PolledPart } from './management-part.ts';
import type { PollerPorts } from './poller-ports.ts';

/** These are about the account or its connection: the next list would end the same way, so the round ends. */
const accountWideKinds: ReadonlySet<ApiErrorKind> = new Set(['unauthorized', 'rate-limited', 'unreachable', 'tls', 'redirect']);

export function isAccountWide(error: ApiError): boolean {
  return isTokenError(error) || accountWideKinds.has(error.kind);
}

/** Main mints and says itself what is wrong with a token; saying it again would be a second message for one cause. */
export function isTokenError(error: ApiError): boolean {
  return error.call === 'Token';
}

/** Most accounts manage no others: they may not ask, or the call does not exist for them. */
export function isTolerated(kind: PolledList, error: ApiError): boolean {
  return kind === 'managed-accounts' && (error.kind === 'forbidden' || error.kind === 'not-found');
}

/** A list that was read: its problem ends, unless rows were skipped or pages missed. */
export function reportPart(ports: PollerPorts, { kind, walk }: PolledPart): void {
  const { call } = kind === 'data-usage' ? dataUsageCall : managementLists[kind];
  const skipped = walk.findings.filter((finding) => finding.kind === 'bad-row').length;
  if (walk.gap === null && skipped === 0) return ports.clearProblem(kind);
  const [first] = walk.findings;
  const others = skipped > 1 ? ` ${String(skipped)} rows in all.` : '';
  ports.raiseProblem({
    topic: kind, call, severity: 'warning',
    cause: walk.gap !== null ? `${call}: the list was not read whole (${walk.gap}).` : `${first?.text ?? call}.${others}`,
    nextStep: walk.gap !== null ? 'No row is removed until a walk is complete; the next poll tries again.' : 'The old values of these rows stay; the next poll reads them again.',
  });
}

/** The error that ended a round early. */
export function reportAccountWide(ports: PollerPorts, error: ApiError): void {
  if (isTokenError(error)) return;
  ports.raiseProblem({ topic: 'account', call: error.call, cause: error.cause, nextStep: error.nextStep, severity: 'error' });
}

/** Lists that failed each for itself; when all failed alike that is one cause and one message. */
export function reportFailures(ports: PollerPorts, failures: ReadonlyMap<PolledList, ApiError>, anySucceeded: boolean): void {
  const errors = [...failures.values()];
  const [first] = errors;
  const alike = first !== undefined && errors.length > 1 && !anySucceeded && first.kind !== 'forbidden' && errors.every((error) => error.kind === first.kind);
  if (alike) {
    for (const kind of [...managementKinds, 'data-usage'] as const) if (kind !== 'account') ports.clearProblem(kind);
    ports.raiseProblem({ topic: 'account', call: first.call, cause: `${first.cause} The other Management calls end the same way.`, nextStep: first.nextStep, severity: 'error' });
    return;
  }
  for (const [kind, error] of failures) {
    const unnamed = kind === 'account' && error.kind === 'forbidden';
    ports.raiseProblem({
      topic: kind, call: error.call, nextStep: error.nextStep, severity: unnamed ? 'warning' : 'error',
      cause: unnamed ? `${error.cause} The account is known by its client id until then; it is polled all the same.` : error.cause,
    });
  }
}

export function reportHistory(ports: PollerPorts, historyError: string | null): void {
  if (historyError === null) return ports.clearProblem('management-history');
  ports.raiseProblem({
    topic: 'management-history', call: 'Management history', severity: 'error',
    cause: `The lists of this account can't be stored: ${historyError.replace(/\.$/, '')}.`,
    nextStep: 'The screen goes on with current values; check the free space of the disk. What is stored already stays.',
  });
}
