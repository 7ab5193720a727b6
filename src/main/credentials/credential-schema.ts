// What is remembered of a credential, and how the remembered list is read back. Secrets are not part of it.
import { z } from 'zod';

export const credentialSchema = z.object({
  /** Our own id: survives a corrected client id and a new secret. */
  credentialId: z.string().min(1),
  clientId: z.string().min(1),
  /** Scheme, host and port of the token endpoint that the secret was entered for; the secret goes nowhere else. */
  tokenOrigin: z.string().min(1),
  /** null while the account was never read, or may not be. */
  accountNumber: z.string().min(1).nullable(),
  accountName: z.string().nullable(),
  regionCode: z.string().nullable(),
  pollingEnabled: z.boolean().default(false),
  isDemo: z.boolean().default(false),
  createdAtMs: z.number(),
});

export type Credential = z.infer<typeof credentialSchema>;

/** Something that could not be read, kept word for word beside the list. */
export interface SetAside {
  readonly setAsideAtMs: number;
  readonly reason: string;
  readonly content: unknown;
}

export interface CredentialList {
  /** Survives the removal of the last credential: the simulation only runs where it was never true. */
  readonly everSaved: boolean;
  readonly credentials: readonly Credential[];
  readonly setAside: readonly SetAside[];
}

export const CREDENTIAL_LIST_VERSION = 1;

const frameSchema = z.object({
  version: z.number().int().min(1),
  everSaved: z.boolean(),
  credentials: z.array(z.unknown()),
  setAside: z.array(z.object({ setAsideAtMs: z.number(), reason: z.string(), content: z.unknown() })).default([]),
});

const emptyList: CredentialList = { everSaved: false, credentials: [], setAside: [] };

/**
 * Reads a stored list; nothing in it is ever dropped. `problem` is one sentence when something could not be used: it stands in `setAside`
 * of the list and is written back with it. `readOnly`: made by a newer version, to be left as it is.
 */
export function parseCredentialList(stored: unknown, nowMs: number): { list: CredentialList; problem: string | null; readOnly: boolean } {
  if (stored === undefined || stored === null) return { list: emptyList, problem: null, readOnly: false };
  const frame = frameSchema.safeParse(stored);
  // An unreadable list once held something: taking it for "never saved" would start the simulation over live data.
  if (!frame.success) {
    const setAside = [{ setAsideAtMs: nowMs, reason: 'The list of credentials could not be read', content: stored }];
    return { list: { everSaved: true, credentials: [], setAside }, problem: 'The stored list of credentials is damaged; it was kept aside. Enter the credentials again.', readOnly: false };
  }
  const { version, everSaved } = frame.data;
  const readOnly = version > CREDENTIAL_LIST_VERSION;
  const credentials: Credential[] = [];
  const setAside: SetAside[] = frame.data.setAside.map(({ setAsideAtMs, reason, content }) => ({ setAsideAtMs, reason, content }));
  const unusable: string[] = [];
  for (const entry of frame.data.credentials) {
    const parsed = credentialSchema.safeParse(entry);
    const reason = parsed.success ? conflictAmong(credentials, parsed.data) : 'A credential could not be read';
    if (parsed.success && reason === null) credentials.push(parsed.data);
    else {
      setAside.push({ setAsideAtMs: nowMs, reason: reason ?? '', content: entry });
      unusable.push(nameOf(entry));
    }
  }
  const problem = readOnly
    ? 'The list of credentials was written by a newer version of Groundtrack; changes cannot be saved by this one.'
    : unusable.length > 0
      ? `Damaged credential entries were kept aside (${unusable.join(', ')}); the others are in use. Enter them again.`
      : null;
  return { list: { everSaved: everSaved || credentials.some((credential) => !credential.isDemo), credentials, setAside }, problem, readOnly };
}

export function buildStoredList(list: CredentialList): unknown {
  return { version: CREDENTIAL_LIST_VERSION, everSaved: list.everSaved, credentials: list.credentials, setAside: list.setAside };
}

/** Why this credential can't stand beside the others, or null: one credential an account, one use of a client id. Both count for each token host. */
export function conflictAmong(others: readonly Credential[], wanted: Pick<Credential, 'credentialId' | 'clientId' | 'tokenOrigin' | 'accountNumber'>): string | null {
  for (const other of others) {
    if (other.credentialId === wanted.credentialId || other.tokenOrigin !== wanted.tokenOrigin) continue;
    if (other.clientId === wanted.clientId) return `The client id ${wanted.clientId} is already in the list`;
    if (other.accountNumber !== null && other.accountNumber === wanted.accountNumber) {
      const name = other.accountName === null ? '' : ` (${other.accountName})`;
      return `Account ${other.accountNumber}${name} already has a credential here, client id ${other.clientId}: two would share its request limit. Correct that one, or remove it first`;
    }
  }
  return null;
}

function nameOf(entry: unknown): string {
  const named = z.object({ clientId: z.string() }).safeParse(entry);
  return named.success ? `client id ${named.data.clientId}` : 'one without a readable client id';
}
