// Holds the credential dialog of the console window, so that any page can open it.
import { CredentialDialog } from './credential-dialog.tsx';
import { useCredentialDialog } from './credential-dialog-store.ts';

export function CredentialDialogHost(): React.ReactNode {
  const { editing, serial, close } = useCredentialDialog();
  return editing === undefined ? null : <CredentialDialog key={serial} editing={editing} onClose={close} />;
}
