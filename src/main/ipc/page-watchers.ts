// Pages that asked for an event: the others are not sent what they don't show.
import type { WebContents } from 'electron';
import { EVENT_CHANNEL, type EventName } from '#shared/ipc-channels.ts';
import type { ConsoleEvents } from '#shared/ipc-contract.ts';

export interface PageWatchers<Name extends EventName> {
  set(page: WebContents, watching: boolean): void;
  send(value: ConsoleEvents[Name]): void;
}

/** A page that is loaded again asks again; one that is gone is forgotten. */
export function createPageWatchers<Name extends EventName>(event: Name): PageWatchers<Name> {
  const pages = new Set<WebContents>();
  /** Told apart from `pages`: a page that comes and goes is listened to once. */
  const listenedTo = new WeakSet<WebContents>();
  return {
    set(page, watching) {
      if (!watching) return void pages.delete(page);
      pages.add(page);
      if (listenedTo.has(page)) return;
      listenedTo.add(page);
      page.once('destroyed', () => pages.delete(page));
    },
    send(value) {
      for (const page of pages) if (!page.isDestroyed()) page.send(EVENT_CHANNEL, event, value);
    },
  };
}
