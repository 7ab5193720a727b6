// The newest sample of every device as it travels from the telemetry worker to main. Full batches never do.
import { defineRows, type RowOf } from '#shared/row-schema.ts';

export const currentTerminals = defineRows('deviceId', {
  deviceId: 'text', credentialId: 'text',
  /** Exact ns, as decimal text: a double would round it. */
  timestampNs: 'text', sampledAtMs: 'number', receivedAtMs: 'number',
  downlinkMbps: 'number', uplinkMbps: 'number', pingDropRate: 'number', latencyMs: 'number', obstructionPercent: 'number',
  uptimeS: 'number', signalQuality: 'number', rebootPossibleInS: 'number',
  h3Cell: 'text', softwareVersion: 'text', countryCode: 'text', inTerritorialWaters: 'flag',
});

export const currentRouters = defineRows('routerId', {
  routerId: 'text', deviceId: 'text', credentialId: 'text', timestampNs: 'text', sampledAtMs: 'number', receivedAtMs: 'number',
  softwareVersion: 'text', hardwareVersion: 'text', isRepeater: 'flag', isBypassed: 'flag',
  uptimeS: 'number', hopsFromController: 'number', internetPingDropRate: 'number', internetPingLatencyMs: 'number',
  popPingDropRate: 'number', popPingLatencyMs: 'number', terminalPingDropRate: 'number', terminalPingLatencyMs: 'number',
  clients: 'number', clients2Ghz: 'number', clients5Ghz: 'number', clientsEthernet: 'number', wanReceivedBytes: 'number', wanSentBytes: 'number',
  clients2GhzRxRateMbpsMin: 'number', clients2GhzRxRateMbpsMax: 'number', clients2GhzRxRateMbpsAvg: 'number',
  clients2GhzTxRateMbpsMin: 'number', clients2GhzTxRateMbpsMax: 'number', clients2GhzTxRateMbpsAvg: 'number',
  clients5GhzRxRateMbpsMin: 'number', clients5GhzRxRateMbpsMax: 'number', clients5GhzRxRateMbpsAvg: 'number',
  clients5GhzTxRateMbpsMin: 'number', clients5GhzTxRateMbpsMax: 'number', clients5GhzTxRateMbpsAvg: 'number',
  clients2GhzSignalStrengthMin: 'number', clients2GhzSignalStrengthMax: 'number', clients2GhzSignalStrengthAvg: 'number',
  clients5GhzSignalStrengthMin: 'number', clients5GhzSignalStrengthMax: 'number', clients5GhzSignalStrengthAvg: 'number',
});

/** A cleared allocation (tombstone) is announced in `removed`, not as a row. */
export const currentIpAllocations = defineRows('ipAllocationId', {
  ipAllocationId: 'text', deviceId: 'text', credentialId: 'text', timestampNs: 'text', sampledAtMs: 'number', receivedAtMs: 'number',
  ipv4: 'list', ipv6Ue: 'list', ipv6Cpe: 'list',
});

/** One active alert of one terminal or router. `alertKey` = `<ut… or Router-…>/<code>`; source 'u' | 'r'. */
export const currentAlerts = defineRows('alertKey', {
  alertKey: 'text', source: 'text', deviceId: 'text', routerId: 'text', credentialId: 'text', code: 'number', alertName: 'text',
  activeSinceMs: 'number', activeSinceBefore: 'flag', lastSeenMs: 'number',
});

export type CurrentTerminal = RowOf<typeof currentTerminals>;
export type CurrentRouter = RowOf<typeof currentRouters>;
export type CurrentIpAllocation = RowOf<typeof currentIpAllocations>;
export type CurrentAlert = RowOf<typeof currentAlerts>;

/** What changed with one reply (or all that is known, at the start of the worker). */
export interface CurrentTelemetry {
  readonly terminals: readonly CurrentTerminal[];
  readonly routers: readonly CurrentRouter[];
  readonly ipAllocations: readonly CurrentIpAllocation[];
  readonly alerts: readonly CurrentAlert[];
  readonly removed: {
    readonly terminals: readonly string[];
    readonly routers: readonly string[];
    readonly ipAllocations: readonly string[];
    readonly alerts: readonly string[];
  };
}
