// What a start says of a restore.
import type { FinishedRestore } from './finish-restore.ts';

interface RestoreMessage {
  readonly topic: 'restore';
  readonly credentialId: null;
  readonly account: string;
  readonly call: string;
  readonly cause: string;
  readonly nextStep: string;
  readonly severity: 'warning' | 'error';
}

/** null: there was none. */
export function describeRestore(restore: FinishedRestore): RestoreMessage | null {
  const about = { topic: 'restore', credentialId: null, account: 'Groundtrack', call: 'Restore' } as const;
  switch (restore.outcome) {
    case 'none': return null;
    case 'restored': return {
      ...about, severity: 'warning',
      cause: `The backup ${restore.backup} is in place, and polling is off for every account. The data of before is kept in ${restore.keptIn}.`,
      nextStep: 'Switch polling on under Accounts where no other console polls the account. Delete the folder when it is no longer needed.',
    };
    case 'undone': return {
      ...about, severity: 'error',
      cause: `The backup could not be put in place: ${restore.reason}. The data of before is in use, whole.`, nextStep: 'Put that right and restore the backup again.',
    };
  }
}
