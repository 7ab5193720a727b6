// The list of credentials on the Configuration page: whose they are, whether they work, where their secrets are.
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { CredentialView } from '#shared/ipc-contract.ts';
import { useConsoleState } from '../console-client/use-console.ts';
import { openTab } from '../tables/navigation.ts';
import { useCredentialDialog } from './credential-dialog-store.ts';
import { CredentialRow } from './credential-row.tsx';
import classes from './credentials-section.module.css';
import { RemoveCredential } from './remove-credential.tsx';
import { SecretPlaceNote } from './secret-place-note.tsx';
import { useCredentials } from './use-credentials.ts';

export function CredentialsSection(): React.ReactNode {
  const { list, failure } = useCredentials();
  const { keychain } = useConsoleState();
  const { open } = useCredentialDialog();
  const [removing, setRemoving] = useState<CredentialView | null>(null);
  return (
    <section className={classes.section} aria-labelledby="credentials-title">
      <div className={classes.head}>
        <div>
          <h2 id="credentials-title">Credentials</h2>
          <p>
            One service account each; a credential is one account. Polling is switched on under{' '}
            <button type="button" className={classes.link} onClick={() => openTab('accounts')}>Accounts</button>.
          </p>
        </div>
        <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => open(null)}>Add credential</Button>
      </div>
      {!keychain.available && <SecretPlaceNote keychain={keychain} />}
      {failure !== null && <p role="alert" className={classes.failure}>The credentials could not be read: {failure}</p>}
      {list !== null && list.length === 0 && <p className={classes.empty}>No credential yet. Add one to see your own fleet.</p>}
      {list !== null && list.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.table} aria-labelledby="credentials-title">
            <thead>
              <tr>{['Account', 'Client ID', 'Token Host', 'Authentication', 'Secret'].map((head) => <th key={head} scope="col">{head}</th>)}<th aria-label="Actions" /></tr>
            </thead>
            <tbody>
              {list.map((credential) => (
                <CredentialRow key={credential.credentialId} credential={credential} onEdit={() => open(credential)} onRemove={() => setRemoving(credential)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {removing !== null && <RemoveCredential credential={removing} onClose={() => setRemoving(null)} />}
    </section>
  );
}
