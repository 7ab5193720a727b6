// One round over all Management lists of an account and its data usage, and what it means for the account's status.
import { ApiError } from '../starlink/api-error.ts';
import type { ServiceLineEntry } from '../starlink/management-entries.ts';
import type { PolledList } from '../history/current-management.ts';
import { managementKinds, pollPart, type PartContext, type PolledPart } from './management-part.ts';
import { pauseAfter } from './management-pauses.ts';
import { pollUsage } from './management-usage-part.ts';
import { isAccountWide, isTokenError, isTolerated, reportAccountWide, reportFailures, reportHistory, reportPart } from './management-problems.ts';

export interface RoundEnd {
  /** False: nothing could be read, or the account itself was refused. */
  readonly succeeded: boolean;
  /** First thing that went wrong, one sentence; null when all went well. */
  readonly error: string | null;
  /** Set when the account should not be asked before that, ms. */
  readonly pauseMs: number | null;
  /** True when the next round is worth trying soon: the cause may pass by itself. */
  readonly passing: boolean;
}

/** Usage last: over many lines it takes longest, and the others name what it is about. */
const polledLists: readonly PolledList[] = [...managementKinds, 'data-usage'];

/** Things said once, not at each round. */
export type SaidOnce = Set<string>;

/** Throws what the signal was aborted with; every other end is an answer. */
export async function runManagementRound(context: PartContext, said: SaidOnce): Promise<RoundEnd> {
  const { ports } = context;
  const failures = new Map<PolledList, ApiError>();
  const counts: string[] = [];
  const startedAtMs = ports.now();
  let succeeded = 0;
  let historyError: string | null = null;
  /** The call before was answered, so the connection works. */
  let reached = false;
  for (const kind of polledLists) {
    context.signal.throwIfAborted();
    try {
      const polled = kind === 'data-usage' ? await pollUsage(context) : await pollPart(kind, context);
      succeeded += 1;
      reached = true;
      counts.push(`${String(polled.walk.entries.length)} ${kind}`);
      reportPart(ports, polled);
      historyError ??= polled.historyError;
      logPart(context, polled, said);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // A single call whose connection is cut each time must not keep the lists behind it from being read; two in a row are an outage.
      const mayBeThisCall = reached && error.kind === 'unreachable' && !isTokenError(error);
      reached = error.status !== null;
      if (isAccountWide(error) && !mayBeThisCall) {
        reportStored(context, succeeded, historyError);
        return endEarly(context, error);
      }
      if (isTolerated(kind, error)) {
        ports.clearProblem(kind);
        if (!said.has(kind)) ports.log(1, `${error.cause} Accounts that manage no others may not ask; nothing is missing.`);
        said.add(kind);
      } else {
        failures.set(kind, error);
        ports.log(1, error.cause);
      }
    }
  }
  reportStored(context, succeeded, historyError);
  reportFailures(ports, failures, succeeded > 0);
  // The connection was lost at the end of the round: at this call only, or by an outage that has begun. Once it is tried again soon.
  const mayBeOutage = !reached && !context.memory.failing.includes(polledLists.at(-1)!);
  tellFailing(context, [...failures.keys()]);
  ports.log(2, `Management lists read in ${String(ports.now() - startedAtMs)} ms: ${counts.join(', ')}`);
  const [first] = failures.values();
  return { succeeded: succeeded > 0, error: first?.cause ?? null, pauseMs: null, passing: mayBeOutage || (succeeded === 0 && first?.retryable === true) };
}

/** Rows of a list that fails alone are old while those of the others are not. */
function tellFailing({ memory, onCurrent, ports }: PartContext, failing: readonly PolledList[]): void {
  if (memory.failing.join() === failing.join()) return;
  memory.failing = failing;
  onCurrent({ credentialId: ports.account.credentialId, failing });
}

/** Only what was written, or could not be, says something about the history. */
function reportStored({ ports, history }: PartContext, succeeded: number, historyError: string | null): void {
  if (history && succeeded > 0) reportHistory(ports, historyError);
}

function endEarly({ ports }: PartContext, error: ApiError): RoundEnd {
  reportAccountWide(ports, error);
  ports.log(1, error.cause);
  const pauseMs = error.kind === 'rate-limited' ? pauseAfter(error) : null;
  return { succeeded: false, error: error.cause, pauseMs, passing: true };
}

function logPart({ ports }: PartContext, { kind, walk }: PolledPart, said: SaidOnce): void {
  const sayOnce = (key: string, level: 0 | 1, text: string): void => {
    if (said.has(key)) return;
    said.add(key);
    ports.log(level, text);
  };
  said.delete(kind);
  for (const finding of walk.findings) sayOnce(`${finding.kind} ${finding.subject}`, 0, finding.text);
  if (walk.gap !== null) ports.log(1, `${kind}: ${walk.gap}`);
  const emptyKey = `no ${kind}`;
  const hasRows = kind === 'service-lines' ? walk.entries.some(({ value }) => isActive(value)) : walk.entries.length > 0;
  if (hasRows) said.delete(emptyKey);
  else if (kind === 'user-terminals') sayOnce(emptyKey, 1, 'No user terminals are assigned to this account');
  else if (kind === 'service-lines') sayOnce(emptyKey, 1, 'No services are active for this account');
}

/** Only a line that says it has ended is not active. */
function isActive(serviceLine: unknown): boolean {
  return (serviceLine as Partial<ServiceLineEntry>).active !== false;
}
