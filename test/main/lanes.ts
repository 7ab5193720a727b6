// A few pieces of work at a time: tests that start a process for each would crowd the machine.

/** Answers what runs a piece of work as soon as one of `count` lanes is free. */
export function createLanes(count: number): (work: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy >= count) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy++;
    try {
      await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy--;
    }
  };
}
