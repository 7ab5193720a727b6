// The SQL of management.duckdb: what a walk changes, and what was listed at a time.
import { listValue, type DuckDBConnection } from '@duckdb/node-api';
import type { ManagementKind } from '../starlink/management-api.ts';
import type { ManagementWalk } from '../starlink/management-walk.ts';
import { buildFingerprint } from './management-fingerprint.ts';

/** 'data-usage' asks for the current cycle, 'past-data-usage' for all that Starlink keeps; their rows lie in the usage tables. */
export type WalkKind = ManagementKind | 'data-usage' | 'past-data-usage';

export interface WalkRecord {
  readonly credentialId: string;
  /** Account number, or the client id while unknown. */
  readonly accountNumber: string;
  readonly kind: WalkKind;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

export interface StoredVersion {
  readonly credentialId: string;
  readonly kind: string;
  readonly source: unknown;
}

/** Runs inside a transaction. Answers how many versions were begun and ended. */
export async function writeWalk(connection: DuckDBConnection, record: WalkRecord, walk: ManagementWalk<unknown>): Promise<{ begun: number; ended: number }> {
  const open = await readOpenFingerprints(connection, record);
  const listed = new Map(walk.entries.map((entry) => [entry.key, entry.source]));
  const begun: { key: string; fingerprint: string; source: unknown }[] = [];
  const ended: string[] = [];
  for (const [key, source] of listed) {
    const fingerprint = buildFingerprint(source);
    const known = open.get(key);
    if (known === fingerprint) continue;
    if (known !== undefined) ended.push(key);
    begun.push({ key, fingerprint, source });
  }
  // Absence says something only where everything was seen; a row that could not be read is not absent.
  const unreadable = new Set(walk.unreadableKeys);
  if (walk.complete) for (const key of open.keys()) if (!listed.has(key) && !unreadable.has(key)) ended.push(key);
  const walkId = await writeWalkRow(connection, record, { outcome: walk.complete ? 'complete' : 'incomplete', detail: walk.gap, walk });
  await endVersions(connection, record, ended);
  await beginVersions(connection, record, walkId, begun);
  return { begun: begun.length, ended: ended.length };
}

export async function writeFailedWalk(connection: DuckDBConnection, record: WalkRecord, detail: string): Promise<void> {
  await writeWalkRow(connection, record, { outcome: 'failed', detail, walk: null });
}

/** Ends every open version of a credential that is gone. */
export async function endCredential(connection: DuckDBConnection, credentialId: string, atMs: number): Promise<void> {
  await connection.run(
    'UPDATE versions SET valid_to_ms = greatest($at::BIGINT, valid_from_ms) WHERE credential_id = $credential AND valid_to_ms IS NULL',
    { at: bigMs(atMs), credential: credentialId },
  );
}

/** Versions as they stood at `atMs`, in the order they were stored; null: now. */
export async function readVersions(connection: DuckDBConnection, atMs: number | null): Promise<StoredVersion[]> {
  const columns = 'SELECT credential_id, kind, source FROM versions';
  const reader = atMs === null
    ? await connection.runAndReadAll(`${columns} WHERE valid_to_ms IS NULL ORDER BY rowid`)
    : await connection.runAndReadAll(`${columns} WHERE valid_from_ms <= $at::BIGINT AND (valid_to_ms IS NULL OR valid_to_ms > $at::BIGINT) ORDER BY rowid`, { at: bigMs(atMs) });
  return reader.getRowsJS().map(([credentialId, kind, source]) => ({ credentialId: String(credentialId), kind: String(kind), source: JSON.parse(String(source)) as unknown }));
}

/**
 * User terminals that a complete walk after `sinceMs` no longer listed and none has listed since, not even for another credential; `endedAtMs` is
 * the end of that walk. What went with its credential or its account is not among them.
 */
export async function readLapsedTerminals(connection: DuckDBConnection, sinceMs: number): Promise<(StoredVersion & { readonly endedAtMs: number })[]> {
  const reader = await connection.runAndReadAll(
    `SELECT v.credential_id, v.kind, v.source, v.valid_to_ms::DOUBLE FROM versions v
     WHERE v.kind = 'user-terminals' AND v.valid_to_ms > $since::BIGINT
       AND NOT EXISTS (FROM versions o WHERE o.kind = v.kind AND o.entity_key = v.entity_key AND (o.valid_to_ms IS NULL OR (o.credential_id = v.credential_id AND o.rowid > v.rowid)))
       AND EXISTS (FROM walks w WHERE w.credential_id = v.credential_id AND w.kind = v.kind AND w.outcome = 'complete' AND w.ended_at_ms = v.valid_to_ms
         AND w.account_number = (SELECT arg_max(l.account_number, l.walk_id) FROM walks l WHERE l.credential_id = v.credential_id AND l.kind = v.kind AND l.outcome <> 'failed'))
     ORDER BY v.rowid`,
    { since: bigMs(sinceMs) },
  );
  return reader.getRowsJS().map(([credentialId, kind, source, endedAtMs]) => ({
    credentialId: String(credentialId), kind: String(kind), source: JSON.parse(String(source)) as unknown, endedAtMs: Number(endedAtMs),
  }));
}

/** Which kinds had been walked to the end by then: of these, nothing listed means that there is nothing. */
export async function readCompletedKinds(connection: DuckDBConnection, atMs: number | null): Promise<{ credentialId: string; kind: string }[]> {
  const reader = await connection.runAndReadAll(
    `SELECT DISTINCT credential_id, kind FROM walks WHERE outcome = 'complete' AND ended_at_ms <= $at::BIGINT ORDER BY ALL`,
    { at: atMs === null ? BigInt(Number.MAX_SAFE_INTEGER) : bigMs(atMs) },
  );
  return reader.getRowsJS().map(([credentialId, kind]) => ({ credentialId: String(credentialId), kind: String(kind) }));
}

async function readOpenFingerprints(connection: DuckDBConnection, { credentialId, kind }: WalkRecord): Promise<Map<string, string>> {
  const reader = await connection.runAndReadAll(
    'SELECT entity_key, fingerprint FROM versions WHERE credential_id = $credential AND kind = $kind AND valid_to_ms IS NULL',
    { credential: credentialId, kind },
  );
  return new Map(reader.getRowsJS().map(([key, fingerprint]) => [String(key), String(fingerprint)]));
}

export interface WalkEnd {
  readonly outcome: 'complete' | 'incomplete' | 'failed';
  readonly detail: string | null;
  readonly walk: ManagementWalk<unknown> | null;
}

/** Inside a transaction. Answers the walk's number. */
export async function writeWalkRow(connection: DuckDBConnection, record: WalkRecord, { outcome, detail, walk }: WalkEnd): Promise<bigint> {
  const next = await connection.runAndReadAll('SELECT coalesce(max(walk_id), 0) + 1 FROM walks');
  const walkId = BigInt(Number(next.getRowsJS()[0]?.[0] ?? 1));
  const appender = await connection.createAppender('walks');
  appender.appendBigInt(walkId);
  for (const text of [record.credentialId, record.accountNumber, record.kind]) appender.appendVarchar(text);
  appender.appendBigInt(bigMs(record.startedAtMs));
  appender.appendBigInt(bigMs(record.endedAtMs));
  appender.appendVarchar(outcome);
  if (detail === null) appender.appendNull();
  else appender.appendVarchar(detail);
  for (const count of [walk === null ? null : walk.entries.length + walk.unreadableKeys.length, walk?.totalCount ?? null, walk?.pages ?? null]) {
    if (count === null) appender.appendNull();
    else appender.appendInteger(count);
  }
  appender.endRow();
  appender.closeSync();
  return walkId;
}

async function endVersions(connection: DuckDBConnection, record: WalkRecord, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  // greatest(): a clock that was set back must not end a version before it began.
  await connection.run(
    `UPDATE versions SET valid_to_ms = greatest($at::BIGINT, valid_from_ms)
     WHERE credential_id = $credential AND kind = $kind AND valid_to_ms IS NULL AND entity_key IN (SELECT unnest($keys::VARCHAR[]))`,
    { at: bigMs(record.endedAtMs), credential: record.credentialId, kind: record.kind, keys: listValue([...keys]) },
  );
}

async function beginVersions(connection: DuckDBConnection, record: WalkRecord, walkId: bigint, begun: readonly { key: string; fingerprint: string; source: unknown }[]): Promise<void> {
  if (begun.length === 0) return;
  const appender = await connection.createAppender('versions');
  for (const { key, fingerprint, source } of begun) {
    appender.appendVarchar(record.credentialId);
    appender.appendVarchar(record.kind);
    appender.appendVarchar(key);
    appender.appendBigInt(bigMs(record.endedAtMs));
    appender.appendNull();
    appender.appendBigInt(walkId);
    appender.appendVarchar(fingerprint);
    appender.appendVarchar(JSON.stringify(source));
    appender.endRow();
  }
  appender.closeSync();
}

function bigMs(ms: number): bigint {
  return BigInt(Math.round(ms));
}
