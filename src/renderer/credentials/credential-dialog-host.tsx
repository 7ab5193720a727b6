// Holds the credential dialog of the console window, so that any page can open it.
import { notifications } from '@mantine/notifications';
import { CredentialDialog } from './credential-dialog.tsx';
import { useCredentialDialog } from './credential-dialog-store.ts';

export function CredentialDialogHost(): React.ReactNode {
  const { editing, serial, close } = useCredentialDialog();
  if (editing === undefined) return null;

  function noteSaved(): void {
    close();
    const message = editing === null ? 'Its Polling is off until you switch it on under Accounts.' : 'Polling goes on with the corrected credential.';
    notifications.show({ title: 'Credential saved', message });
  }

  return <CredentialDialog key={serial} editing={editing} onClose={close} onSaved={noteSaved} />;
}
