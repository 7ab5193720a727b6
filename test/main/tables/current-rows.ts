// Builders of current telemetry and Management rows for table tests: whole rows, of which a test names only what matters.
import type { CurrentManagement, ManagedTerminal, ServiceLine } from '../../../src/main/history/current-management.ts';
import {
  currentRouters, type CurrentAlert, type CurrentIpAllocation, type CurrentRouter, type CurrentTelemetry, type CurrentTerminal,
} from '../../../src/main/history/current-telemetry.ts';

export const TERMINAL = 'ut01000000-00000000-00c0ffee';

export function buildTerminal(part: Partial<CurrentTerminal> = {}): CurrentTerminal {
  return {
    deviceId: TERMINAL, credentialId: 'c1', timestampNs: '1795363215000000000', sampledAtMs: 1_795_363_215_000, receivedAtMs: 1_795_363_216_000,
    downlinkMbps: 41.27, uplinkMbps: 6.02, pingDropRate: 0.0066, latencyMs: 28, obstructionPercent: 0.01, uptimeS: 349_213, signalQuality: 0.99,
    rebootPossibleInS: -1, h3Cell: '855f4157fffffff', softwareVersion: '2026.10.20.mr70111', countryCode: 'BE', inTerritorialWaters: false, ...part,
  };
}

export function buildRouter(part: Partial<CurrentRouter> = {}): CurrentRouter {
  const nothing = Object.fromEntries(Object.keys(currentRouters.fields).map((name) => [name, null])) as unknown as CurrentRouter;
  return { ...nothing, routerId: 'Router-01', deviceId: TERMINAL, credentialId: 'c1', sampledAtMs: 1_795_363_215_000, internetPingDropRate: 0.5, ...part };
}

export function buildIpAllocation(part: Partial<CurrentIpAllocation> = {}): CurrentIpAllocation {
  return {
    ipAllocationId: `ip-${TERMINAL}`, deviceId: TERMINAL, credentialId: 'c1', timestampNs: '1', sampledAtMs: 1_795_363_215_000, receivedAtMs: 1_795_363_216_000,
    ipv4: ['192.0.2.10'], ipv6Ue: [], ipv6Cpe: [], ...part,
  };
}

export function buildAlert(part: Partial<CurrentAlert> = {}): CurrentAlert {
  return {
    alertKey: `${TERMINAL}/55`, source: 'u', deviceId: TERMINAL, routerId: null, credentialId: 'c1', code: 55, alertName: 'disabled_no_active_service_line',
    activeSinceMs: 1_795_363_215_000, activeSinceBefore: true, lastSeenMs: 1_795_363_215_000, ...part,
  };
}

export function buildTelemetry(part: Partial<Omit<CurrentTelemetry, 'removed'>> & { readonly removed?: Partial<CurrentTelemetry['removed']> }): CurrentTelemetry {
  return {
    terminals: [], routers: [], ipAllocations: [], alerts: [], ...part,
    removed: { terminals: [], routers: [], ipAllocations: [], alerts: [], ...part.removed },
  };
}

export function buildManaged(part: Partial<ManagedTerminal> = {}): ManagedTerminal {
  return { deviceId: TERMINAL, credentialId: 'c1', nickname: 'fore', kitNumber: 'KIT1', serialNumber: 'HP1', serviceLineNumber: 'SL-1', routerIds: [], lastListedAtMs: null, ...part };
}

export function buildServiceLine(part: Partial<ServiceLine> = {}): ServiceLine {
  return {
    serviceLineNumber: 'SL-1', credentialId: 'c1', nickname: 'MV Example', productReferenceId: 'p', active: true, publicIp: false,
    startDate: null, endDate: null, optInProductId: null, recurringBlocks: null, recurringBlocksGB: null, oneTimeBlocks: null, oneTimeBlocksGB: null, ...part,
  };
}

export function buildManagement(part: Partial<CurrentManagement> = {}): CurrentManagement {
  return { credentialId: 'c1', terminals: [buildManaged()], serviceLines: [buildServiceLine()], ...part };
}
