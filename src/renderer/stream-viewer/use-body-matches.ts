// Exchanges whose headers or bodies hold what is looked for: main searches them, since only main has them.
import { useEffect, useState } from 'react';
import { invokeCommand } from '../console-client/console-client.ts';
import { useConsoleApi } from '../console-client/use-console.ts';

/** Typing goes on meanwhile. */
const SEARCH_AFTER_MS = 300;
/** New exchanges come all the time: so often they are looked through too. */
const SEARCH_AGAIN_MS = 3_000;
/** One or two letters are in every body. */
const LEAST_LETTERS = 3;

const none: ReadonlySet<string> = new Set();

export function useBodyMatches(text: string): ReadonlySet<string> {
  const api = useConsoleApi();
  const words = text.trim();
  const [found, setFound] = useState<{ readonly words: string; readonly ids: ReadonlySet<string> }>({ words: '', ids: none });
  useEffect(() => {
    if (words.length < LEAST_LETTERS) return;
    let timer: number | null = null;
    let stopped = false;
    const search = async (): Promise<void> => {
      const answer = await invokeCommand(api, 'exchange:find', { text: words });
      if (stopped) return;
      if (answer.ok) setFound((before) => (before.words === words && before.ids.size === answer.value.length ? before : { words, ids: new Set(answer.value) }));
      timer = window.setTimeout(() => void search(), SEARCH_AGAIN_MS);
    };
    timer = window.setTimeout(() => void search(), SEARCH_AFTER_MS);
    return () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    };
  }, [api, words]);
  return found.words === words && words.length >= LEAST_LETTERS ? found.ids : none;
}
