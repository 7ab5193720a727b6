// A wait that ends early when somebody says so.

export interface Pause {
  /** Resolves after `ms`, or at the next `wake`. */
  wait(ms: number): Promise<void>;
  /** Ends the wait in hand; without one nothing happens. */
  wake(): void;
}

export function createPause(): Pause {
  let finish: (() => void) | null = null;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => finish?.(), ms);
        finish = () => {
          clearTimeout(timer);
          finish = null;
          resolve();
        };
      }),
    wake: () => finish?.(),
  };
}
