// Paint: what telemetry/query holds of every device, as current rows for the screen, whenever the stream is behind. Its own rows take over as they come.
import { findCurrentChange } from '../history/current-devices.ts';
import { announceChange, createCurrentState } from '../history/current-state.ts';
import type { CurrentTelemetry } from '../history/current-telemetry.ts';
import { ApiError } from '../starlink/api-error.ts';
import type { HttpClient } from '../starlink/http-client.ts';
import { fetchTelemetryQuery } from '../starlink/telemetry-query.ts';
import type { PollerPorts } from './poller-ports.ts';

export function createPainter(ports: PollerPorts, onPainted: (painted: CurrentTelemetry) => void): (client: HttpClient) => Promise<void> {
  return async (client) => {
    const { batch, receivedAtMs } = await fetchTelemetryQuery(client, ports.now);
    const receipt = { credentialId: ports.account.credentialId, receivedAtMs };
    // Against an empty state every device is at first sight, so an alert that is active began "before".
    onPainted(announceChange(findCurrentChange(createCurrentState(), batch, receipt).buildRows()));
  };
}

export interface PaintPlan {
  /** Paints if it is time to. Answers why it could not; after 403 or 404 it is not tried again. */
  paint(client: HttpClient, nowMs: number, pollMs: number): Promise<ApiError | null>;
  /** Are current values still waited for? */
  isWanted(): boolean;
  /** The stream has brought all there is. */
  caughtUp(nowMs: number): void;
  /** The stream has answered, but holds more. */
  behind(nowMs: number): void;
}

/** While the stream is behind or fails, current values are asked for this often. */
const REPAINT_MS = 60_000;
/** Nothing heard of the stream for a poll and this long: its values are old, whatever the reason (failures, a full disk, a computer that slept). */
const OLD_AFTER_MS = 180_000;

export function createPaintPlan(paint: ((client: HttpClient) => Promise<void>) | null, startedAtMs: number): PaintPlan {
  let step = paint;
  /** null: the stream brings current values itself. */
  let dueAtMs: number | null = startedAtMs;
  let heardAtMs = startedAtMs;
  return {
    async paint(client, nowMs, pollMs) {
      if (dueAtMs === null && nowMs - heardAtMs > pollMs + OLD_AFTER_MS) dueAtMs = nowMs;
      if (step === null || dueAtMs === null || nowMs < dueAtMs) return null;
      dueAtMs = nowMs + REPAINT_MS;
      try {
        await step(client);
        return null;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.kind === 'forbidden' || error.kind === 'not-found') step = null;
        return error;
      }
    },
    isWanted: () => step !== null && dueAtMs !== null,
    caughtUp(nowMs) {
      heardAtMs = nowMs;
      dueAtMs = null;
    },
    behind(nowMs) {
      heardAtMs = nowMs;
      dueAtMs ??= nowMs + REPAINT_MS;
    },
  };
}
