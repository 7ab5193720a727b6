// Says where a secret goes on this machine, plainly when there is no keychain.
import { IconKey, IconLockOpen2 } from '@tabler/icons-react';
import type { ConsoleState } from '#shared/ipc-contract.ts';
import classes from './secret-place-note.module.css';

export function SecretPlaceNote({ keychain }: { readonly keychain: ConsoleState['keychain'] }): React.ReactNode {
  if (keychain.available) {
    return (
      <p className={classes.note}>
        <IconKey size={14} stroke={1.8} aria-hidden />
        The secret is kept in this system’s keychain and is only ever sent to the token host shown with the credential.
      </p>
    );
  }
  return (
    <div className={classes.note} data-warning>
      <IconLockOpen2 size={14} stroke={1.8} aria-hidden />
      <div>
        <p><b>No keychain here.</b> Secrets are kept in memory for this run only and written nowhere: enter them again after the next start.</p>
        {keychain.reason !== null && <p className={classes.reason}>{keychain.reason}</p>}
      </div>
    </div>
  );
}
