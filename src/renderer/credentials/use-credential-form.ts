// The form behind the credential dialog: what was typed, testing it, saving it. A secret lives here only until the dialog closes.
import { useState } from 'react';
import type { CredentialView } from '#shared/ipc-contract.ts';
import { invokeCommand } from '../console-client/console-client.ts';
import { useConsoleApi } from '../console-client/use-console.ts';
import { identityText } from './identity-text.ts';
import type { Outcome } from './outcome-note.tsx';

export interface CredentialForm {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly busy: 'test' | 'save' | null;
  readonly outcome: Outcome | null;
  /** Why Test and Save can't be pressed; null when they can. */
  readonly incomplete: string | null;
  /** An empty secret keeps the stored one. */
  readonly keepsStoredSecret: boolean;
  /** Names of the DVEs that saving would delete; null while nothing is asked. */
  readonly dveLoss: readonly string[] | null;
  setClientId(value: string): void;
  setClientSecret(value: string): void;
  test(): Promise<void>;
  save(confirmedDveLoss: boolean): Promise<void>;
  keepDves(): void;
}

export function useCredentialForm(editing: CredentialView | null, onSaved: () => void): CredentialForm {
  const api = useConsoleApi();
  const [clientId, setClientIdState] = useState(editing?.clientId ?? '');
  const [clientSecret, setClientSecretState] = useState('');
  const [busy, setBusy] = useState<'test' | 'save' | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [dveLoss, setDveLoss] = useState<readonly string[] | null>(null);

  // There is one to keep only where the store can still read it.
  const keepsStoredSecret = editing !== null && (editing.secret === 'keychain' || editing.secret === 'memory');
  const entered = { credentialId: editing?.credentialId ?? null, clientId: clientId.trim(), clientSecret: clientSecret === '' ? null : clientSecret };

  async function test(): Promise<void> {
    setBusy('test');
    setOutcome(null);
    const answer = await invokeCommand(api, 'credential:test', entered);
    setBusy(null);
    setOutcome(answer.ok ? { good: true, title: 'Successful', detail: identityText(answer.value) } : { good: false, title: 'Failed', detail: answer.error.message });
  }

  async function save(confirmedDveLoss: boolean): Promise<void> {
    setBusy('save');
    setOutcome(null);
    setDveLoss(null);
    const answer = await invokeCommand(api, 'credential:save', { ...entered, confirmedDveLoss });
    setBusy(null);
    if (!answer.ok) setOutcome({ good: false, title: 'Not saved', detail: answer.error.message });
    else if (answer.value.outcome === 'confirm-dve-loss') setDveLoss(answer.value.dveNames);
    else onSaved();
  }

  return {
    clientId, clientSecret, busy, outcome, keepsStoredSecret, dveLoss, test, save,
    incomplete: incompleteReason(entered.clientId, clientSecret, keepsStoredSecret),
    setClientId: (value) => {
      setClientIdState(value);
      setOutcome(null);
    },
    setClientSecret: (value) => {
      setClientSecretState(value);
      setOutcome(null);
    },
    keepDves: () => setDveLoss(null),
  };
}

function incompleteReason(clientId: string, clientSecret: string, hasStoredSecret: boolean): string | null {
  if (clientId === '') return 'Enter the client ID.';
  return clientSecret === '' && !hasStoredSecret ? 'Enter the client secret.' : null;
}
