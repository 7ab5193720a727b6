// One stream request whose bytes go to a spool file and to memory as they arrive.
import { wordsOf } from '#shared/error-words.ts';
import { buildSpoolId, createSpool, removeSpool, rewriteSpool, type SpoolHeader, type SpoolWriter } from '../history/spool.ts';
import type { ApiError } from '../starlink/api-error.ts';
import type { HttpClient } from '../starlink/http-client.ts';
import type { TelemetryBatch } from '../starlink/telemetry-batch.ts';
import type { ValueRedactor } from '../starlink/masked-text.ts';
import { fetchTelemetryStream } from '../starlink/telemetry-stream.ts';
import type { PollerPorts } from './poller-ports.ts';

export interface TelemetryReply {
  readonly header: SpoolHeader;
  readonly receivedAtMs: number;
  readonly wire: Uint8Array;
  /** False when the connection died before the last byte. */
  readonly complete: boolean;
  /** Why it is not complete. */
  readonly error: ApiError | null;
  readonly contentType: string | null;
  /** Takes the token of this very request out of a text. */
  readonly redactToken: ValueRedactor;
  /** The disk has taken the reply, or has refused it: before that its rows must not be stored, and `path` is not certain. Never rejects. */
  readonly settled: Promise<void>;
  /** Where the reply lies on disk; null while it is only in memory. */
  path(): string | null;
  /** Tries again to put it on disk when that failed. Throws the system's error. */
  save(): void;
  remove(): Promise<void>;
}

/** Throws ApiError while no byte has come. A disk that can't be written is not thrown: the reply is then in memory only, and `path()` is null. */
export async function fetchReply(client: HttpClient, ports: Pick<PollerPorts, 'account' | 'settings' | 'now' | 'log'>, spoolFolder: string, atPoint: (name: string) => void): Promise<TelemetryReply> {
  const { telemetryBatchSize: batchSize, telemetryLingerMs: lingerMs } = ports.settings();
  const requestedAtMs = ports.now();
  const body = createBody(batchSize);
  let header: SpoolHeader = { version: 1, spoolId: buildSpoolId(requestedAtMs), ...ports.account, requestedAtMs, batchSize, lingerMs, contentEncoding: null };
  let spool: SpoolWriter | null = null;
  const tellRefused = (error: unknown): void => ports.log('error', `The telemetry reply can't be written to disk: ${wordsOf(error)}`);
  /** Runs a step of writing; after a failure the rest of the reply is collected in memory. */
  const onDisk = <T>(step: () => T): T | null => {
    try {
      return step();
    } catch (error) {
      tellRefused(error);
      spool?.abandon();
      spool = null;
      return null;
    }
  };
  const fetched = await fetchTelemetryStream(client, { batchSize, maxLingerMs: lingerMs }, {
    async begin({ contentEncoding }) {
      header = { ...header, contentEncoding };
      spool = onDisk(() => createSpool(spoolFolder, header));
    },
    async write(chunk) {
      body.add(chunk);
      const writer = spool;
      if (writer !== null) onDisk(() => writer.write(chunk));
      atPoint('mid-body');
    },
  });
  const receivedAtMs = ports.now();
  const whole = fetched.complete ? { receivedAtMs } : null;
  const writer = spool as SpoolWriter | null;
  const finished = writer === null ? null : onDisk(() => writer.finish(whole));
  let path = finished?.path ?? null;
  const settled = (finished?.onDisk ?? Promise.resolve()).catch((error: unknown) => {
    tellRefused(error);
    path = null;
  });
  atPoint('after-spool');
  const wire = body.bytes();
  return {
    header, receivedAtMs, wire, settled, complete: fetched.complete, error: fetched.error, contentType: fetched.contentType, redactToken: fetched.redactToken,
    path: () => path,
    save: () => {
      path ??= rewriteSpool(spoolFolder, header, wire, whole);
    },
    async remove() {
      if (path !== null) await removeSpool(path);
    },
  };
}

/** More than a row of the stream has on the wire. Memory that stays unused is never touched, so it costs nothing. */
const MOST_BYTES_A_ROW = 256;

interface Body {
  add(chunk: Uint8Array): void;
  bytes(): Uint8Array;
}

/** All bytes in one piece as they come: joining 11 MB at the end would hold the reply up. */
function createBody(batchSize: number): Body {
  let room = Buffer.allocUnsafeSlow(Math.max(65_536, batchSize * MOST_BYTES_A_ROW));
  let length = 0;
  return {
    add(chunk) {
      if (length + chunk.length > room.length) {
        const larger = Buffer.allocUnsafeSlow(2 * (length + chunk.length));
        room.copy(larger, 0, 0, length);
        room = larger;
      }
      room.set(chunk, length);
      length += chunk.length;
    },
    bytes: () => room.subarray(0, length),
  };
}

/** '240 rows (200 u, 30 r, 10 i) in 84 kB, stored 120 ms after the last byte; batch size 1000' */
export function describeReply({ wire, receivedAtMs, header }: TelemetryReply, batch: TelemetryBatch, nowMs: number): string {
  const counts = `${batch.terminals.count} u, ${batch.routers.count} r, ${batch.ipAllocations.count} i`;
  return `${batch.rowCount} rows (${counts}) in ${Math.ceil(wire.length / 1000)} kB after ${receivedAtMs - header.requestedAtMs} ms, stored ${nowMs - receivedAtMs} ms later; batch size ${header.batchSize}`;
}
