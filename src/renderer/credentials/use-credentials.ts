// The credentials as main knows them, followed; never with a secret.
import { useEffect, useState } from 'react';
import type { CredentialView } from '#shared/ipc-contract.ts';
import { invokeCommand } from '../console-client/console-client.ts';
import { useConsoleApi } from '../console-client/use-console.ts';

export interface Credentials {
  /** null until the first answer. */
  readonly list: readonly CredentialView[] | null;
  readonly failure: string | null;
}

export function useCredentials(): Credentials {
  const api = useConsoleApi();
  const [credentials, setCredentials] = useState<Credentials>({ list: null, failure: null });
  useEffect(() => {
    let changed = false;
    let stopped = false;
    const stop = api.subscribe('credentials:changed', (list) => {
      changed = true;
      setCredentials({ list, failure: null });
    });
    void invokeCommand(api, 'credential:list', undefined).then((answer) => {
      // A change that came first is newer than the answer.
      if (stopped || changed) return;
      setCredentials(answer.ok ? { list: answer.value, failure: null } : { list: null, failure: answer.error.message });
    });
    return () => {
      stopped = true;
      stop();
    };
  }, [api]);
  return credentials;
}
