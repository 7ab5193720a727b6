// Asks before a credential goes, and says what goes with it.
import { useState } from 'react';
import type { CredentialView } from '#shared/ipc-contract.ts';
import { useCommand } from '../console-client/use-console.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';

interface RemoveCredentialProps {
  readonly credential: CredentialView;
  readonly onClose: () => void;
}

export function RemoveCredential({ credential, onClose }: RemoveCredentialProps): React.ReactNode {
  const command = useCommand();
  const [busy, setBusy] = useState(false);
  const { accountName, accountNumber, clientId, credentialId } = credential;

  async function remove(): Promise<void> {
    setBusy(true);
    const answer = await command('credential:remove', { credentialId }, 'Removing the credential');
    setBusy(false);
    if (answer.ok) onClose();
  }

  return (
    <ConfirmDialog title="Remove this credential?" confirmLabel="Remove" cancelLabel="Keep" busy={busy} onCancel={onClose} onConfirm={() => void remove()}>
      <p><b>{accountName ?? accountNumber ?? clientId}</b>{accountName !== null && accountNumber !== null ? ` · ${accountNumber}` : ''}</p>
      <p>Polling of this account stops after the request in hand, and its secret is deleted from where it is kept. Starlink holds 8 hours of telemetry for a service account; what it sends while nobody polls longer than that is lost.</p>
      <p>Recorded history stays.</p>
    </ConfirmDialog>
  );
}
