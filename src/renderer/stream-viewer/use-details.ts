// Headers and bodies of the exchange that is open, asked for when it is opened.
import { useEffect, useState } from 'react';
import type { ExchangeDetails } from '#shared/exchange.ts';
import { invokeCommand } from '../console-client/console-client.ts';
import { useConsoleApi } from '../console-client/use-console.ts';

export type DetailsState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly details: ExchangeDetails }
  | { readonly phase: 'failed'; readonly reason: string };

export function useDetails(exchangeId: string): DetailsState {
  const api = useConsoleApi();
  const [answer, setAnswer] = useState<{ readonly exchangeId: string; readonly state: DetailsState } | null>(null);
  useEffect(() => {
    let stopped = false;
    void invokeCommand(api, 'exchange:details', { exchangeId }).then((result) => {
      if (stopped) return;
      setAnswer({ exchangeId, state: result.ok ? { phase: 'ready', details: result.value } : { phase: 'failed', reason: result.error.message } });
    });
    return () => {
      stopped = true;
    };
  }, [api, exchangeId]);
  return answer?.exchangeId === exchangeId ? answer.state : { phase: 'loading' };
}
