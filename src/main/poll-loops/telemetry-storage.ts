// Brings a reply from memory and spool into the history, however long the disk refuses.
import { firstLineOf } from '#shared/error-words.ts';
import type { AppendOutcome, TelemetryHistory } from '../history/telemetry-history.ts';
import { isStray, quarantineReply } from '../history/quarantine.ts';
import { ApiError } from '../starlink/api-error.ts';
import { UnknownColumnsError } from '../starlink/column-names.ts';
import { decodeBody } from '../starlink/decode-body.ts';
import { maskText } from '../starlink/masked-text.ts';
import type { ParseMemory } from '../starlink/parse-memory.ts';
import { parseTelemetryBody } from '../starlink/parse-telemetry-body.ts';
import type { TelemetryBatch } from '../starlink/telemetry-batch.ts';
import type { PollerPorts, ProblemTopic } from './poller-ports.ts';
import type { ProblemDesk } from './telemetry-problems.ts';
import type { Pause } from './telemetry-pause.ts';
import type { TelemetryReply } from './telemetry-reply.ts';

export type StoredReply =
  | { readonly kind: 'stored'; readonly batch: TelemetryBatch; readonly outcome: AppendOutcome }
  /** Torn, and its columns are not known yet: `path` is stored after the account's next whole reply. */
  | { readonly kind: 'waiting'; readonly path: string }
  /** No telemetry reply at all; its bytes were set aside. */
  | { readonly kind: 'unreadable'; readonly error: ApiError }
  /** Polling was switched off while the history could not be written; the reply lies in the spool folder for the next start. */
  | { readonly kind: 'left-in-spool' };

export interface StorageContext {
  readonly ports: PollerPorts;
  readonly problems: ProblemDesk;
  readonly history: TelemetryHistory;
  readonly memory: ParseMemory;
  readonly pause: Pause;
  readonly atPoint: (name: string) => void;
  readonly isStopping: () => boolean;
  /** Told while the disk refuses, and with null when it no longer does. */
  readonly onTrouble: (cause: string | null) => void;
}

/** A full disk is looked at again this often; waking the pause looks at once. */
const RETRY_MS = 10_000;

export async function storeReply(reply: TelemetryReply, context: StorageContext): Promise<StoredReply> {
  let batch: TelemetryBatch;
  try {
    // The disk works beside the parse, but nothing enters the history before the reply is safe.
    batch = await readReply(reply, context).finally(() => reply.settled);
  } catch (error) {
    if (error instanceof UnknownColumnsError) {
      const path = await insist(context, reply, async () => savedPath(reply));
      return { kind: 'waiting', path: path ?? '' };
    }
    if (!(error instanceof ApiError)) throw error;
    await insist(context, reply, async () => setAside(reply, context.ports, error));
    return { kind: 'unreadable', error };
  }
  const { header, receivedAtMs, wire } = reply;
  const outcome = await insist(context, reply, () => context.history.append(batch, { ...header, receivedAtMs, wireBytes: wire.length, replayed: false }));
  if (outcome === null) return { kind: 'left-in-spool' };
  context.atPoint('before-spool-delete');
  // A file that stays is no harm: its spool id is known, so the next start only removes it.
  await reply.remove().catch((error: unknown) => context.ports.log('error', `A stored spool file can't be removed: ${firstLineOf(error)}`));
  context.atPoint('after-spool-delete');
  return { kind: 'stored', batch, outcome };
}

async function readReply(reply: TelemetryReply, { ports, history, memory, atPoint }: StorageContext): Promise<TelemetryBatch> {
  const { header, receivedAtMs, wire, contentType } = reply;
  const decoded = await decodeBody(wire, header.contentEncoding).catch((error: unknown) => {
    throw new ApiError({ kind: 'shape', call: 'Telemetry stream', host: null, what: `the answer can't be decompressed: ${firstLineOf(error)}` });
  });
  atPoint('mid-parse');
  // An echoed token would go on into the history.
  const bytes = reply.redactToken.bytes(decoded.bytes);
  const batch = parseTelemetryBody(bytes, { receivedAtMs, contentType, knownColumns: history.knownColumns(ports.account.credentialId), memory });
  atPoint('parsed');
  return batch;
}

/** Repeats until it works. null: polling was switched off, and the reply is safe on disk. */
async function insist<T>(context: StorageContext, reply: TelemetryReply, step: () => Promise<T>): Promise<T | null> {
  const { ports, problems } = context;
  for (;;) {
    try {
      const done = await step();
      context.onTrouble(null);
      problems.clear('telemetry-disk');
      problems.clear('telemetry-history');
      return done;
    } catch (error) {
      const topic = topicOf(error);
      const words = firstLineOf(error);
      ports.log('error', `A telemetry reply can't be stored: ${words}`);
      problems.clear(topic === 'telemetry-disk' ? 'telemetry-history' : 'telemetry-disk');
      problems.raise({
        topic, call: 'Telemetry storage', cause: `A telemetry reply can't be stored: ${words}.`, severity: 'error',
        nextStep: 'Free space on the disk of the data folder. The reply is kept and stored then; until that no more are requested, and Starlink keeps 8 hours.',
      });
      context.onTrouble(words);
      if (saved(reply) && context.isStopping()) return null;
      await context.pause.wait(RETRY_MS);
    }
  }
}

function savedPath(reply: TelemetryReply): string {
  reply.save();
  return reply.path()!;
}

function saved(reply: TelemetryReply): boolean {
  try {
    reply.save();
    return true;
  } catch {
    // Still only in memory; why is already said.
    return false;
  }
}

async function setAside(reply: TelemetryReply, ports: PollerPorts, error: ApiError): Promise<void> {
  const { header, wire, redactToken } = reply;
  const place = await quarantineReply({
    path: savedPath(reply), header, wire, isStray: isStray(error),
    async mask(text) {
      const masked = maskText(redactToken(text));
      return (await ports.maskSecrets?.(masked)) ?? masked;
    },
  });
  ports.log('error', `The reply was set aside as ${place}: ${error.cause}`);
}

function topicOf(error: unknown): ProblemTopic {
  return /ENOSPC|EIO|EDQUOT|EROFS|EFBIG|No space left|IO Error|read-only/i.test(firstLineOf(error)) ? 'telemetry-disk' : 'telemetry-history';
}
