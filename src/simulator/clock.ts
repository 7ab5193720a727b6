// The simulated clock: the real one, or one that starts elsewhere, runs fast, or is held by a test. It never runs backwards.

export interface Clock {
  /** Nanoseconds since 1970. */
  nowNs(): bigint;
  /** Whole seconds since 1970. */
  nowS(): number;
  /** Simulated seconds per real one. */
  readonly speed: number;
  setSpeed(speed: number): void;
  /** Jumps ahead. */
  advance(seconds: number): void;
}

export interface ClockOptions {
  /** Simulated seconds per real one; default 1. */
  readonly speed?: number;
  /** Milliseconds since 1970; default: the real time. */
  readonly startAtMs?: number;
  /** Another clock underneath, which then runs as it likes. */
  readonly nowNs?: () => bigint;
}

const nsPerMs = 1_000_000;

export function createClock({ speed: firstSpeed = 1, startAtMs, nowNs }: ClockOptions): Clock {
  const base = nowNs ?? (() => BigInt(Date.now()) * BigInt(nsPerMs));
  let speed = firstSpeed;
  // Where both clocks stood when the speed was last set.
  let baseNs = base();
  let ownNs = startAtMs === undefined ? baseNs : BigInt(Math.round(startAtMs)) * BigInt(nsPerMs);

  function now(): bigint {
    const passedNs = base() - baseNs;
    return ownNs + (speed === 1 ? passedNs : BigInt(Math.round(Number(passedNs) * speed)));
  }
  function settle(): void {
    ownNs = now();
    baseNs = base();
  }

  return {
    nowNs: now,
    nowS: () => Number(now() / 1_000_000_000n),
    get speed() {
      return speed;
    },
    setSpeed(next) {
      settle();
      speed = next;
    },
    advance(seconds) {
      ownNs += BigInt(Math.round(seconds * 1000)) * BigInt(nsPerMs);
    },
  };
}
