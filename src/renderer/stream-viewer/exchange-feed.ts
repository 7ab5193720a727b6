// Follows main's exchanges from the first look at the page until the window closes; what comes in a burst is shown once a frame.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConsoleApi } from '#shared/console-api.ts';
import { KEPT_EXCHANGES, unpackExchanges, type ExchangeNews, type ExchangePage, type ExchangeRow } from '#shared/exchange.ts';
import type { Result } from '#shared/result.ts';
import { invokeCommand } from '../console-client/console-client.ts';
import { createExchangeBuffer } from './exchange-buffer.ts';

export interface ExchangeFeed {
  /** Oldest first. */
  readonly rows: readonly ExchangeRow[];
  /** What stands still while paused; null while live. */
  readonly frozen: readonly ExchangeRow[] | null;
  /** False until main's memory has been read. */
  readonly loaded: boolean;
  readonly failure: string | null;
}

export interface ExchangeFeedStore extends StoreApi<ExchangeFeed> {
  pause(): void;
  resume(): void;
}

export function createExchangeFeed(api: ConsoleApi, nextFrame: (show: () => void) => void = requestAnimationFrame): ExchangeFeedStore {
  const buffer = createExchangeBuffer();
  const store = createStore<ExchangeFeed>(() => ({ rows: [], frozen: null, loaded: false, failure: null }));
  let isDue = false;

  function showSoon(): void {
    if (isDue) return;
    isDue = true;
    nextFrame(() => {
      isDue = false;
      store.setState({ rows: buffer.rows() });
    });
  }

  function follow({ rows, clearedThrough }: ExchangeNews): void {
    const known = buffer.rows()[0]?.serial ?? Infinity;
    buffer.dropThrough(clearedThrough);
    buffer.append(unpackExchanges(rows));
    // Cleared means cleared, also what a paused page still shows.
    if (clearedThrough >= known) store.setState({ frozen: null });
    showSoon();
  }

  async function load(): Promise<void> {
    // Watching begins before asking: what came between would be lost.
    api.subscribe('exchange:news', follow);
    const watching = await invokeCommand(api, 'exchange:watch', { watching: true });
    if (!watching.ok) return store.setState({ failure: watching.error.message });
    let olderThan: number | null = null;
    do {
      const answer: Result<ExchangePage> = await invokeCommand(api, 'exchange:page', { olderThan });
      if (!answer.ok) return store.setState({ failure: answer.error.message });
      buffer.prepend(unpackExchanges(answer.value.rows));
      olderThan = answer.value.olderThan;
      store.setState({ rows: buffer.rows() });
    } while (olderThan !== null && buffer.rows().length < KEPT_EXCHANGES);
    store.setState({ loaded: true });
  }

  void load();
  return Object.assign(store, {
    pause: () => store.setState(({ rows }) => ({ frozen: rows })),
    resume: () => store.setState({ frozen: null }),
  });
}

const feeds = new WeakMap<ConsoleApi, ExchangeFeedStore>();

/** One for the window: a page that comes back is as it was left. */
export function exchangeFeed(api: ConsoleApi): ExchangeFeedStore {
  const known = feeds.get(api);
  if (known !== undefined) return known;
  const created = createExchangeFeed(api);
  feeds.set(api, created);
  return created;
}
