// What the history takes on disk: asked while a page shows it, and at once when the archive begins or ends something.
import { useEffect, useState } from 'react';
import type { StorageView } from '#shared/storage-report.ts';
import { invokeCommand } from '../console-client/console-client.ts';
import { useConsoleApi } from '../console-client/use-console.ts';

const ASK_EVERY_MS = 10_000;

export interface ShownStorage {
  /** The last good answer, kept while the next is under way; null before the first. */
  readonly view: StorageView | null;
  readonly failure: string | null;
}

export function useStorage(): ShownStorage {
  const api = useConsoleApi();
  const [shown, setShown] = useState<ShownStorage>({ view: null, failure: null });
  useEffect(() => {
    let ended = false;
    async function ask(): Promise<void> {
      const answer = await invokeCommand(api, 'storage:get', undefined);
      if (!ended) setShown((before) => (answer.ok ? { view: answer.value, failure: null } : { ...before, failure: answer.error.message }));
    }
    void ask();
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    const unsubscribe = api.subscribe('storage:changed', (state) => {
      setShown((before) => (before.view === null ? before : { ...before, view: { ...before.view, state } }));
      if (state.state === 'idle') void ask();
    });
    return () => {
      ended = true;
      clearInterval(timer);
      unsubscribe();
    };
  }, [api]);
  return shown;
}
