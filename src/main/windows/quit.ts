// Quitting: lets the requests in hand finish first, whoever asks (menu, last window, signal).
import type { App } from 'electron';

export interface Quit {
  /** Asked when the last window is closing: it stays while quitting waits, so that it can say why. */
  mayCloseLast(): boolean;
}

/** Longer than the longest stream reply (linger 65 s and 30 s of silence): then something hangs and the process must go. */
const LONGEST_WAIT_MS = 110_000;

export function registerQuit(app: App, stop: () => Promise<void>): Quit {
  let phase: 'running' | 'stopping' | 'stopped' = 'running';

  const begin = (): void => {
    if (phase !== 'running') return;
    phase = 'stopping';
    const giveUp = new Promise<void>((resolve) => setTimeout(resolve, LONGEST_WAIT_MS).unref());
    void Promise.race([stop().catch(() => undefined), giveUp]).then(() => {
      phase = 'stopped';
      app.quit();
    });
  };

  app.on('before-quit', (event) => {
    if (phase === 'stopped') return;
    event.preventDefault();
    begin();
  });
  app.on('window-all-closed', () => app.quit());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  return {
    mayCloseLast() {
      if (phase === 'stopped') return true;
      begin();
      return false;
    },
  };
}
