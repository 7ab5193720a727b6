// Which account needs the operator most. Pure: the status bar and its popover only draw what this says.
import type { AccountStatus, PollerStatus } from '#shared/account-status.ts';
import { describeMissing, formatShare } from '../formats/format-coverage.ts';
import { formatCount, notAvailable } from '../formats/format-number.ts';

/** failing: nothing comes · hindered: a call failed and has not worked since, others do · behind: the stream is ahead of us · starting: nothing known yet in this run · fine · off: not polled */
export type Health = 'failing' | 'hindered' | 'behind' | 'starting' | 'fine' | 'off';

const order: readonly Health[] = ['failing', 'hindered', 'behind', 'starting', 'fine', 'off'];

export function healthOf(account: AccountStatus): Health {
  if (account.authentication === 'Failed' || account.authentication === 'Secret unavailable') return 'failing';
  if (!account.pollingEnabled) return 'off';
  if (account.telemetry.phase === 'failing' || account.management.phase === 'failing') return 'failing';
  if (account.telemetry.lastError !== null || account.management.lastError !== null) return 'hindered';
  if (account.fallingBehind || account.caughtUp === false) return 'behind';
  return account.caughtUp === null ? 'starting' : 'fine';
}

/** "Fleet 2" before "Fleet 10", as in the tables. */
const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Worst first; among equals the one whose newest sample is oldest, then by name. */
export function orderWorstFirst(accounts: readonly AccountStatus[]): readonly AccountStatus[] {
  return [...accounts].sort(
    (a, b) =>
      order.indexOf(healthOf(a)) - order.indexOf(healthOf(b)) ||
      (a.newestSampleAtMs ?? 0) - (b.newestSampleAtMs ?? 0) ||
      byName.compare(nameOf(a), nameOf(b)),
  );
}

export function nameOf(account: AccountStatus): string {
  return account.accountName ?? account.accountNumber;
}

export function lagText(account: AccountStatus): string {
  if (!account.pollingEnabled) return 'polling off';
  // Where the stream stands was known at the last poll that worked; nobody knows it now.
  if (account.telemetry.phase === 'failing') return 'polls fail';
  if (account.caughtUp === null) return 'catching up';
  return account.caughtUp ? 'caught up' : 'behind';
}

/** "99.8 %"; "N/A" while nothing is known. */
export function coverageText({ coverage }: AccountStatus): string {
  const share = formatShare(coverage?.share ?? null);
  return share === notAvailable ? share : `${share} %`;
}

/** Why the rest is missing, a line a cause. */
export function coverageTitle({ coverage }: AccountStatus): string {
  if (coverage === null) return 'Part of the last 24 hours that is covered by samples: not known yet';
  if (coverage.share === null) return 'No terminal of this account was seen in the last 24 hours';
  const lines = describeMissing(coverage.missingMs);
  const head = 'Part of the last 24 hours that is covered by samples, over all terminals seen.';
  return [head, ...(lines.length === 0 ? ['Nothing is missing'] : [`Missing, ${formatCount(coverage.terminals)} terminals together:`, ...lines])].join('\n');
}

/** What a poller does next, in words; null where a countdown says it better. */
export function phaseText(poller: PollerStatus): string | null {
  switch (poller.phase) {
    case 'off': return 'off';
    case 'polling': return 'polling now';
    case 'stopping': return 'finishing';
    case 'waiting':
    case 'failing': return poller.nextPollAtMs === null ? 'waiting' : null;
  }
}
