// One call at a time, each with a longest wait: a keychain that shows a password prompt may not answer for minutes.

export interface CallQueue {
  /** Rejects with a TimeoutError after `timeoutMs`; a call that is still queued by then is never made. */
  run<T>(call: () => Promise<T>): Promise<T>;
}

export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** Calls block a thread of libuv's small pool while they wait, so never two at once. */
export function createCallQueue(timeoutMs: number): CallQueue {
  let last: Promise<unknown> = Promise.resolve();

  function run<T>(call: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let abandoned = false;
      const timer = setTimeout(() => {
        abandoned = true;
        reject(new TimeoutError(`no answer within ${String(Math.round(timeoutMs / 1000))} s`));
      }, timeoutMs);
      last = last.then(async () => {
        if (abandoned) return;
        try {
          resolve(await call());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        } finally {
          clearTimeout(timer);
        }
      });
    });
  }

  return { run };
}
