// One request to the telemetry stream. What it sends is never sent again, so its bytes go to the sink before anybody looks at them.
import type { ApiError } from './api-error.ts';
import type { HttpClient } from './http-client.ts';
import type { ValueRedactor } from './masked-text.ts';

export interface TelemetryStreamRequest {
  /** Most rows to return, 1–65,000. */
  readonly batchSize: number;
  /** Longest time the server collects before it answers, 0–65,000 ms. */
  readonly maxLingerMs: number;
}

export interface TelemetrySink {
  /** Called once, with the first bytes: before that nothing came, and nothing is thrown away by asking again. */
  begin(head: { readonly contentEncoding: string | null }): Promise<void>;
  /** Bytes as they lie on the wire, in order, still content-encoded. The next come when this resolves. */
  write(chunk: Uint8Array): Promise<void>;
}

export interface FetchedTelemetry {
  /** False when the connection died or fell silent mid-body: the sink holds what came. */
  readonly complete: boolean;
  readonly wireBytes: number;
  /** Why it is not complete; null when it is. Whether the bytes are a telemetry reply at all only the parser can tell. */
  readonly error: ApiError | null;
  readonly contentType: string | null;
  /** Takes the token of this very request out of a text. */
  readonly redactToken: ValueRedactor;
}

/** Server and network may add this to the linger before silence counts as failure (clients in the field use 25–30 s). */
const silenceBeyondLingerMs = 30_000;

/** A full reply of some 20 MB over 128 kbit/s takes twenty minutes; what comes later than this never ends. */
const longestReplyMs = 30 * 60_000;

/** Throws ApiError while no byte has come; after the first byte it resolves, whatever happens. An error of the sink itself passes through. */
export async function fetchTelemetryStream(client: HttpClient, request: TelemetryStreamRequest, sink: TelemetrySink): Promise<FetchedTelemetry> {
  const reply = await client.requestStream(
    {
      method: 'POST', path: ['telemetry', 'stream'], group: 702, call: 'Telemetry stream', intent: 'read', permission: 'Device telemetry, View',
      // Only the two known fields: the V2 stream answers 400 to any other.
      body: { batchSize: request.batchSize, maxLingerMs: request.maxLingerMs },
      silenceTimeoutMs: request.maxLingerMs + silenceBeyondLingerMs, longestReplyMs,
    },
    {
      head: ({ contentEncoding }) => sink.begin({ contentEncoding }),
      chunk: (chunk) => sink.write(chunk),
    },
  );
  return { complete: reply.complete, wireBytes: reply.wireBytes, error: reply.error, contentType: reply.contentType, redactToken: reply.redactToken };
}
