// One stream request whose bytes go to a spool file and to memory as they arrive.
import { buildSpoolId, createSpool, removeSpool, rewriteSpool, type SpoolHeader, type SpoolWriter } from '../history/spool.ts';
import type { ApiError } from '../starlink/api-error.ts';
import type { HttpClient } from '../starlink/http-client.ts';
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
  const chunks: Uint8Array[] = [];
  let header: SpoolHeader = { version: 1, spoolId: buildSpoolId(requestedAtMs), ...ports.account, requestedAtMs, batchSize, lingerMs, contentEncoding: null };
  let spool: SpoolWriter | null = null;
  /** Runs a step of writing; after a failure the rest of the reply is collected in memory. */
  const onDisk = <T>(step: () => T): T | null => {
    try {
      return step();
    } catch (error) {
      ports.log('error', `The telemetry reply can't be written to disk: ${error instanceof Error ? error.message : String(error)}`);
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
      chunks.push(chunk);
      const writer = spool;
      if (writer !== null) onDisk(() => writer.write(chunk));
      atPoint('mid-body');
    },
  });
  const receivedAtMs = ports.now();
  const whole = fetched.complete ? { receivedAtMs } : null;
  const writer = spool as SpoolWriter | null;
  let path = writer === null ? null : onDisk(() => writer.finish(whole));
  atPoint('after-spool');
  return {
    header, receivedAtMs, wire: Buffer.concat(chunks), complete: fetched.complete, error: fetched.error, contentType: fetched.contentType, redactToken: fetched.redactToken,
    path: () => path,
    save: () => {
      path ??= rewriteSpool(spoolFolder, header, chunks, whole);
    },
    async remove() {
      if (path !== null) await removeSpool(path);
    },
  };
}
