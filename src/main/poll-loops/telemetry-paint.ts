// First paint: what telemetry/query holds of every device, as current rows for the screen. The stream's own rows take over as they come.
import { findCurrentChange } from '../history/current-devices.ts';
import { announceChange, createCurrentState } from '../history/current-state.ts';
import type { CurrentTelemetry } from '../history/current-telemetry.ts';
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
