// Which server a session speaks to, and which folder its data lies in: live, test and demo data never share one.
import path from 'node:path';
import type { ConsoleState } from '#shared/ipc-contract.ts';

export const STARLINK_API_URL = 'https://starlink.com/api/public/v2';
export const STARLINK_TOKEN_URL = 'https://starlink.com/api/auth/connect/token';

export interface ServerConnection {
  readonly mode: ConsoleState['mode'];
  readonly apiUrl: string;
  readonly tokenUrl: string;
  /** Scheme, host and port that a secret is bound to. */
  readonly tokenOrigin: string;
  /** Host for the banner where it is not Starlink's. */
  readonly testServerHost: string | null;
  /** Folder of this mode's histories. */
  readonly folder: string;
}

const folderNames = { simulation: 'simulation', live: 'live', 'test-server': 'test-server' } as const;

export function buildConnection(mode: ConsoleState['mode'], userDataDir: string, apiUrl: string, tokenUrl: string): ServerConnection {
  const token = new URL(tokenUrl);
  return {
    mode,
    apiUrl,
    tokenUrl,
    tokenOrigin: token.origin,
    testServerHost: mode === 'test-server' ? new URL(apiUrl).host : null,
    folder: path.join(userDataDir, folderNames[mode]),
  };
}

/** Flags that name Starlink's own addresses are no test server. */
export function isStarlink(apiUrl: string, tokenUrl: string): boolean {
  return apiUrl === STARLINK_API_URL && tokenUrl === STARLINK_TOKEN_URL;
}
