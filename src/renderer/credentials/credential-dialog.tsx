// Enter, test and save one credential. The stored secret never comes back to the page: an empty field keeps it.
import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import type { CredentialView } from '#shared/ipc-contract.ts';
import { useConsoleStatePart } from '../console-client/use-console.ts';
import { useReturnedFocus } from '../shell/use-returned-focus.ts';
import { WorkButton } from '../shell/work-button.tsx';
import classes from './credential-dialog.module.css';
import { OutcomeNote } from './outcome-note.tsx';
import { PermissionsList } from './permissions-list.tsx';
import { SecretPlaceNote } from './secret-place-note.tsx';
import { useCredentialForm, type CredentialForm } from './use-credential-form.ts';

interface CredentialDialogProps {
  readonly editing: CredentialView | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

export function CredentialDialog({ editing, onClose, onSaved }: CredentialDialogProps): React.ReactNode {
  useReturnedFocus();
  const form = useCredentialForm(editing, onSaved);
  if (form.dveLoss !== null) {
    return (
      <Modal opened onClose={form.keepDves} title="Delete User Terminal DVEs?" size="lg" zIndex={1200}>
        <DveLossQuestion names={form.dveLoss} form={form} />
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title={editing === null ? 'Add credential' : 'Edit credential'} size="lg" closeOnClickOutside={false} zIndex={1200}>
      <CredentialFields form={form} keepsSecret={form.keepsStoredSecret} onClose={onClose} />
    </Modal>
  );
}

interface CredentialFieldsProps {
  readonly form: CredentialForm;
  readonly keepsSecret: boolean;
  readonly onClose: () => void;
}

function CredentialFields({ form, keepsSecret, onClose }: CredentialFieldsProps): React.ReactNode {
  const keychain = useConsoleStatePart((state) => state.keychain);
  const blocked = form.incomplete !== null || form.busy !== null;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked) void form.save(false);
      }}
    >
      <TextInput
        label="Client ID" data-autofocus autoComplete="off" spellCheck={false} maxLength={200}
        value={form.clientId} onChange={(event) => form.setClientId(event.currentTarget.value)}
      />
      <PasswordInput
        label="Client Secret" autoComplete="new-password" maxLength={4096} value={form.clientSecret}
        placeholder={keepsSecret ? 'Stored secret is kept; type to replace it' : ''}
        visibilityToggleButtonProps={{ 'aria-label': 'Show what was typed', tabIndex: 0 }}
        onChange={(event) => form.setClientSecret(event.currentTarget.value)}
      />
      <SecretPlaceNote keychain={{ ...keychain, reason: null }} />
      <PermissionsList />
      {form.outcome !== null && <OutcomeNote outcome={form.outcome} />}
      <div className={classes.actions}>
        {form.incomplete !== null && <span className={classes.incomplete}>{form.incomplete}</span>}
        <Button variant="subtle" onClick={onClose}>Cancel</Button>
        <WorkButton variant="default" isBusy={form.busy === 'test'} disabled={blocked && form.busy !== 'test'} onClick={() => void form.test()}>Test</WorkButton>
        <WorkButton type="submit" isBusy={form.busy === 'save'} disabled={blocked && form.busy !== 'save'}>Save</WorkButton>
      </div>
    </form>
  );
}

function DveLossQuestion({ names, form }: { readonly names: readonly string[]; readonly form: CredentialForm }): React.ReactNode {
  return (
    <div className={classes.form}>
      <p>The new credential belongs to another account. These User Terminal DVEs of the present account go, with their windows:</p>
      <ul className={classes.names}>{names.map((name) => <li key={name}>{name}</li>)}</ul>
      <p>Recorded history stays.</p>
      <div className={classes.actions}>
        <Button variant="default" data-autofocus onClick={form.keepDves}>Keep them</Button>
        <Button color="red" onClick={() => void form.save(true)}>Save and delete them</Button>
      </div>
    </div>
  );
}
