// One backup, check or restore at a time, as a dialog shows it: under way with its progress, or failed with its reason.
import { useEffect, useRef, useState } from 'react';
import { PAGE_MEMORY_PREFIX, type BackupProgress } from '#shared/backup.ts';
import type { Result } from '#shared/result.ts';
import { invokeCommand } from '../console-client/console-client.ts';
import { useConsoleApi } from '../console-client/use-console.ts';

export interface FileWork {
  readonly isBusy: boolean;
  readonly progress: BackupProgress | null;
  readonly failure: string | null;
  /** Answers what was done; null after a failure, which is then in `failure`. */
  run<T>(ask: () => Promise<Result<T>>): Promise<T | null>;
  cancel(): void;
}

export function useFileWork(): FileWork {
  const api = useConsoleApi();
  const [isBusy, setBusy] = useState(false);
  const [progress, setProgress] = useState<BackupProgress | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const busy = useRef(false);

  useEffect(() => {
    const unsubscribe = api.subscribe('backup:progress', (news) => {
      if (busy.current) setProgress(news);
    });
    return () => {
      unsubscribe();
      // The page that showed it was left: nobody would see its end.
      if (busy.current) void invokeCommand(api, 'backup:cancel', undefined);
    };
  }, [api]);

  return {
    isBusy, progress, failure,
    async run(ask) {
      busy.current = true;
      setBusy(true);
      setFailure(null);
      const answer = await ask();
      busy.current = false;
      setBusy(false);
      setProgress(null);
      if (answer.ok) return answer.value;
      setFailure(answer.error.message);
      return null;
    },
    cancel: () => void invokeCommand(api, 'backup:cancel', undefined),
  };
}

/** Layouts and saved views of this data folder: only a page can read them. */
export function readPageMemory(memory: Storage): Record<string, string> {
  return Object.fromEntries(Object.entries(memory).filter((entry): entry is [string, string] => entry[0].startsWith(PAGE_MEMORY_PREFIX) && typeof entry[1] === 'string'));
}
