// The time of day, once a second, for clocks and countdowns: only the component that asks renders again.
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;
let nowMs = Date.now();

function tick(): void {
  nowMs = Date.now();
  // Just after the next full second, so that clocks don't skip one.
  timer = setTimeout(tick, 1_005 - (nowMs % 1_000));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearTimeout(timer);
      timer = null;
    }
  };
}

const readNow = (): number => nowMs;

/** Epoch ms, renewed every second while anything shows it. */
export function useSecond(): number {
  return useSyncExternalStore(subscribe, readNow, readNow);
}
