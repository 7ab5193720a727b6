// Which account needs the operator most. Pure: the status bar and its popover only draw what this says.
import type { AccountStatus, PollerStatus } from '#shared/account-status.ts';

/** failing: a call fails · behind: the stream is ahead of us · starting: nothing known yet in this run · fine · off: not polled */
export type Health = 'failing' | 'behind' | 'starting' | 'fine' | 'off';

const order: readonly Health[] = ['failing', 'behind', 'starting', 'fine', 'off'];

export function healthOf(account: AccountStatus): Health {
  if (account.authentication === 'Failed' || account.authentication === 'Secret unavailable') return 'failing';
  if (!account.pollingEnabled) return 'off';
  if (account.telemetry.phase === 'failing' || account.management.phase === 'failing') return 'failing';
  if (account.fallingBehind || account.caughtUp === false) return 'behind';
  return account.caughtUp === null ? 'starting' : 'fine';
}

/** Worst first; among equals the one whose newest sample is oldest, then by name. */
export function orderWorstFirst(accounts: readonly AccountStatus[]): readonly AccountStatus[] {
  return [...accounts].sort(
    (a, b) =>
      order.indexOf(healthOf(a)) - order.indexOf(healthOf(b)) ||
      (a.newestSampleAtMs ?? 0) - (b.newestSampleAtMs ?? 0) ||
      nameOf(a).localeCompare(nameOf(b)),
  );
}

export function nameOf(account: AccountStatus): string {
  return account.accountName ?? account.accountNumber;
}

export function lagText(account: AccountStatus): string {
  if (!account.pollingEnabled) return 'polling off';
  if (account.caughtUp === null) return 'catching up';
  return account.caughtUp ? 'caught up' : 'behind';
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
