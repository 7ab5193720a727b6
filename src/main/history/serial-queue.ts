// One job after the other, in the order of asking; a job that fails does not stop the next.

export interface SerialQueue {
  run<T>(job: () => Promise<T>): Promise<T>;
}

export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(job) {
      const result = last.then(job, job);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
