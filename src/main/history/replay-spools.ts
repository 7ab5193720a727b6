// Stores what an earlier run received but did not get to store: each spool file once, in order, never deleted unread.
import { wordsOf } from '#shared/error-words.ts';
import type { LogLevel } from '#shared/log-line.ts';
import { ApiError } from '../starlink/api-error.ts';
import { UnknownColumnsError } from '../starlink/column-names.ts';
import { decodeBody } from '../starlink/decode-body.ts';
import { maskText } from '../starlink/masked-text.ts';
import { parseTelemetryBody } from '../starlink/parse-telemetry-body.ts';
import type { TelemetryBatch } from '../starlink/telemetry-batch.ts';
import type { AtPoint } from './append-batch.ts';
import { nothingChanged } from './current-state.ts';
import type { CurrentTelemetry } from './current-telemetry.ts';
import { isStray, quarantineFile, quarantineReply } from './quarantine.ts';
import { listSpools, readSpool, removeSpool, UnreadableSpoolError, type SpoolFile, type SpoolHeader } from './spool.ts';
import type { TelemetryHistory } from './telemetry-history.ts';
import { leaveOutUnwritten } from './unwritten-bytes.ts';

export interface ReplayOptions {
  readonly spoolFolder: string;
  readonly history: TelemetryHistory;
  log(level: LogLevel, text: string): void;
  /** Takes client secrets out of what is set aside; this process does not know them. */
  readonly maskSecrets?: ((text: string) => Promise<string>) | undefined;
  /** 'during-replay' is reached in the middle of a file, 'replay-after-commit' when its rows are stored and the file still stands. */
  readonly atPoint?: AtPoint;
  /** Only these files; all of the folder when absent. */
  readonly only?: readonly SpoolFile[];
}

export interface WaitingSpool {
  readonly file: SpoolFile;
  readonly credentialId: string;
}

export interface ReplayOutcome {
  readonly storedFiles: number;
  readonly storedRows: number;
  /** Torn replies whose columns nobody knows yet: they wait for the account's next whole reply. */
  readonly waiting: readonly WaitingSpool[];
  /** New places of files that could not be read. */
  readonly quarantined: readonly string[];
  /** What main must hear, in order. */
  readonly changed: readonly CurrentTelemetry[];
}

/** Rejects when the history can't store (disk full, …): the files not stored by then stay. */
export async function replaySpools(options: ReplayOptions): Promise<ReplayOutcome> {
  const outcome = { storedFiles: 0, storedRows: 0, quarantined: [] as string[], changed: [] as CurrentTelemetry[] };
  let files = options.only ?? (await listSpools(options.spoolFolder));
  for (;;) {
    const waiting: WaitingSpool[] = [];
    const storedBefore = outcome.storedFiles;
    for (const file of files) {
      try {
        const stored = await replaySpool(file, options);
        if (stored.rows !== null) outcome.storedFiles++;
        outcome.storedRows += stored.rows ?? 0;
        outcome.changed.push(stored.changed);
      } catch (error) {
        if (error instanceof WaitsForColumns) waiting.push({ file, credentialId: error.credentialId });
        else if (error instanceof Unreadable) outcome.quarantined.push(...(await setAside(file, error, options)));
        else throw error;
      }
    }
    // A file stored in this pass may have taught the columns that an earlier one needs.
    if (waiting.length === 0 || outcome.storedFiles === storedBefore) return { ...outcome, waiting };
    files = waiting.map(({ file }) => file);
  }
}

class WaitsForColumns extends Error {
  readonly credentialId: string;
  constructor(credentialId: string) {
    super('columns not known yet');
    this.credentialId = credentialId;
  }
}

class Unreadable extends Error {
  /** null: the file is none of ours. */
  readonly reply: { readonly header: SpoolHeader; readonly wire: Uint8Array; readonly isStray: boolean } | null;
  constructor(why: string, reply: Unreadable['reply']) {
    super(why);
    this.reply = reply;
  }
}

/** rows: null when they were stored before. */
async function replaySpool(file: SpoolFile, options: ReplayOptions): Promise<{ readonly rows: number | null; readonly changed: CurrentTelemetry }> {
  const { history, log } = options;
  const spool = await readSpool(file.path).catch((error: unknown) => {
    // One that the disk can't read again must not keep all others, and polling, waiting for ever.
    throw error instanceof UnreadableSpoolError || isLost(error) ? new Unreadable(wordsOf(error), null) : error;
  });
  if (spool === null) {
    await removeSpool(file.path);
    return { rows: null, changed: nothingChanged };
  }
  const { header, wire } = spool;
  // The server collects for as long as the linger, so rows of a torn reply may be that much newer than the request.
  const receivedAtMs = file.receivedAtMs ?? header.requestedAtMs + header.lingerMs;
  const batch = (await history.hasSpool(header.spoolId)) ? null : await readBatch(header, wire, receivedAtMs, options);
  const stored = batch && (await history.append(batch, { ...header, receivedAtMs, wireBytes: wire.length, replayed: true }));
  options.atPoint?.('replay-after-commit');
  await removeSpool(file.path);
  if (batch === null || stored === null || stored.alreadyStored) return { rows: null, changed: nothingChanged };
  log(0, `${header.accountNumber}: ${batch.rowCount} rows that were received at ${new Date(receivedAtMs).toISOString()} but not stored are stored now`);
  return { rows: batch.rowCount, changed: stored.changed };
}

/** A sector that is gone, or no file at all. */
function isLost(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EIO' || error.code === 'EISDIR');
}

async function readBatch(header: SpoolHeader, wire: Uint8Array, receivedAtMs: number, options: ReplayOptions): Promise<TelemetryBatch> {
  const decoded = await decodeBody(leaveOutUnwritten(wire, header.contentEncoding), header.contentEncoding).catch((error: unknown) => {
    throw new Unreadable(wordsOf(error), { header, wire, isStray: false });
  });
  options.atPoint?.('during-replay');
  try {
    return parseTelemetryBody(decoded.bytes, { receivedAtMs, knownColumns: options.history.knownColumns(header.credentialId) });
  } catch (error) {
    if (error instanceof UnknownColumnsError) throw new WaitsForColumns(header.credentialId);
    throw error instanceof ApiError ? new Unreadable(error.cause, { header, wire, isStray: isStray(error) }) : error;
  }
}

/** The token of its request went with the run that made it: what looks like one is taken out, and the secrets that main knows. Empty: it stays for the next start. */
async function setAside({ path }: SpoolFile, { message, reply }: Unreadable, { log, maskSecrets }: ReplayOptions): Promise<string[]> {
  const mask = async (text: string): Promise<string> => (await maskSecrets?.(maskText(text))) ?? maskText(text);
  try {
    const place = await (reply === null ? quarantineFile(path) : quarantineReply({ path, ...reply, mask }));
    log('error', `A stored telemetry reply can't be read and was set aside as ${place}: ${message}`);
    return [place];
  } catch (error) {
    log('error', `A stored telemetry reply can't be read (${message}), nor set aside: ${wordsOf(error)}. ${path} stays.`);
    return [];
  }
}
