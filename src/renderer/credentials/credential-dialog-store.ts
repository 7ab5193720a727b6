// Which credential dialog is open in this window: none, one for a new credential, or one for a stored one.
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CredentialView } from '#shared/ipc-contract.ts';

export interface CredentialDialogState {
  /** undefined: closed · null: adding one */
  readonly editing: CredentialView | null | undefined;
  /** Counts openings, so that each starts with an empty form. */
  readonly serial: number;
  open(credential: CredentialView | null): void;
  close(): void;
}

export function createCredentialDialogStore(): StoreApi<CredentialDialogState> {
  return createStore<CredentialDialogState>((set) => ({
    editing: undefined,
    serial: 0,
    open: (editing) => set((before) => ({ editing, serial: before.serial + 1 })),
    close: () => set({ editing: undefined }),
  }));
}

export const CredentialDialogContext = createContext<StoreApi<CredentialDialogState> | null>(null);

export function useCredentialDialog(): CredentialDialogState {
  const store = useContext(CredentialDialogContext);
  if (store === null) throw new Error('The credential dialog is missing: render inside CredentialDialogContext.');
  return useStore(store);
}
