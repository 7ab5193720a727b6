// What can be set at the start and changed while the simulator runs, besides faults and the clock.

export interface Settings {
  /** Of tokens minted from now on. */
  readonly tokenLifetimeS: number;
  /** Requests a minute and account before 429; null = no limit. */
  readonly rateLimitPerMinute: number | null;
}

/** Throws an Error whose message says what is wrong. */
export function parseSettings(fields: Readonly<Record<string, unknown>>): Partial<Settings> {
  const { tokenLifetimeS, rateLimitPerMinute } = fields;
  if (tokenLifetimeS !== undefined && !isCount(tokenLifetimeS)) throw new Error('tokenLifetimeS must be a whole number of seconds');
  if (rateLimitPerMinute !== undefined && rateLimitPerMinute !== null && !isCount(rateLimitPerMinute)) throw new Error('rateLimitPerMinute must be a whole number or null');
  return {
    ...(isCount(tokenLifetimeS) ? { tokenLifetimeS } : {}),
    ...(rateLimitPerMinute === null || isCount(rateLimitPerMinute) ? { rateLimitPerMinute } : {}),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
