// At most so many requests in any window of time, counted per key.

export interface RateLimit {
  /** Counts a request. Returns 0 when it may pass, else the seconds until one may. */
  take(key: string): number;
  /** null = no limit. */
  setLimit(limit: number | null): void;
}

/** `limit` null = no limit. */
export function createRateLimit(firstLimit: number | null, windowMs: number, nowMs: () => number = () => performance.now()): RateLimit {
  const taken = new Map<string, number[]>();
  let limit = firstLimit;
  return {
    take(key) {
      if (limit === null) return 0;
      const now = nowMs();
      const times = (taken.get(key) ?? []).filter((time) => time > now - windowMs);
      taken.set(key, times);
      if (times.length < limit) {
        times.push(now);
        return 0;
      }
      return Math.ceil(((times[0] ?? now) + windowMs - now) / 1000);
    },
    setLimit(next) {
      limit = next;
    },
  };
}
