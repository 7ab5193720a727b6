// How Groundtrack names itself to servers.

/** 'Groundtrack/0.1.0'; without a version the name alone. */
export function buildUserAgent(version?: string): string {
  return version === undefined ? 'Groundtrack' : `Groundtrack/${version}`;
}
