// POST /telemetry/query: the newest sample of every terminal and router; consumes nothing.
import { alertFlags } from './alert-names.ts';
import { answer, refusal, type ApiAnswer } from './envelope.ts';
import { buildIpAllocation, findLastIpRow } from './ip-allocations.ts';
import { parseJsonObject } from './json-body.ts';
import { sampleRouter } from './router-sample.ts';
import { setUpS, sinceSwap } from './terminal-life.ts';
import type { TerminalSamples } from './terminal-sample.ts';
import { isSilent } from './stream-feed.ts';
import type { Router, Terminal } from './terminals.ts';

interface QueryRequest {
  readonly includeUserTerminals: boolean;
  readonly includeRouters: boolean;
  /** null = all. */
  readonly userTerminalIds: ReadonlySet<string> | null;
  readonly routerIds: ReadonlySet<string> | null;
}

const slotS = 15;

export function answerQuery(body: string, terminals: readonly Terminal[], nowS: number, samples: TerminalSamples): ApiAnswer {
  const request = parseQueryRequest(body);
  if (typeof request === 'string') return refusal(400, request);
  const userTerminals: Record<string, object> = {};
  const routers: Record<string, object> = {};
  for (const terminal of terminals) {
    if (request.includeUserTerminals && (request.userTerminalIds?.has(terminal.userTerminalId) ?? true)) {
      const second = findLastSample(terminal, null, nowS, samples);
      if (second !== null) userTerminals[terminal.userTerminalId] = buildTerminalEntry(terminal, second, nowS, samples);
    }
    if (!request.includeRouters) continue;
    for (const router of terminal.routers) {
      if (!(request.routerIds?.has(router.routerId) ?? true)) continue;
      const second = findLastSample(terminal, router, nowS, samples);
      if (second !== null) routers[router.routerId] = buildRouterEntry(terminal, router, second, samples);
    }
  }
  return answer({ userTerminals, routers });
}

/** A sentence when the body is not as it should be. */
function parseQueryRequest(body: string): QueryRequest | string {
  const fields = parseJsonObject(body, ['includeUserTerminals', 'userTerminalIds', 'includeRouters', 'routerIds']);
  if (typeof fields === 'string') return fields;
  const flag = (name: string): boolean | null => {
    const value = fields[name] ?? false;
    return typeof value === 'boolean' ? value : null;
  };
  const ids = (name: string): ReadonlySet<string> | null | undefined => {
    const value = fields[name] ?? null;
    if (value === null) return null;
    if (!Array.isArray(value) || !value.every((id) => typeof id === 'string')) return undefined;
    // As with data usage, an empty list asks for all.
    return value.length === 0 ? null : new Set(value);
  };
  const [includeUserTerminals, includeRouters] = [flag('includeUserTerminals'), flag('includeRouters')];
  const [userTerminalIds, routerIds] = [ids('userTerminalIds'), ids('routerIds')];
  if (includeUserTerminals === null || includeRouters === null) return 'The include flags must be true or false.';
  if (userTerminalIds === undefined || routerIds === undefined) return 'The id filters must be lists of text.';
  return { includeUserTerminals, includeRouters, userTerminalIds, routerIds };
}

/** The newest second before now at which the terminal (or one of its routers) reported; null when it never did. */
function findLastSample(terminal: Terminal, router: Router | null, nowS: number, { interventions }: TerminalSamples): number | null {
  // A second is over before its rows are known.
  const last = nowS - 1;
  // A kit that came aboard a moment ago has not reported yet.
  if (terminal.silence === 'always' || sinceSwap(terminal, last) < setUpS) return null;
  let second = last - ((last - (router ?? terminal).phase) % slotS);
  while (isSilent(terminal, router, second, interventions)) second -= slotS;
  return second;
}

function buildTerminalEntry(terminal: Terminal, second: number, nowS: number, samples: TerminalSamples): object {
  const place = samples.places.at(terminal, second);
  const s = samples.at(terminal, second);
  const ipSecond = findLastIpRow(terminal, nowS - 1, samples.interventions);
  const raised = new Set(s.alerts);
  return {
    userTerminalId: terminal.userTerminalId,
    timestamp: buildTime(second),
    uptimeSeconds: s.uptimeS,
    softwareVersion: s.softwareVersion,
    downlinkThroughputMbps: s.downlinkMbps,
    uplinkThroughputMbps: s.uplinkMbps,
    popPingDropRateAvg: s.pingDropRate,
    popPingLatencyMsAvg: s.pingLatencyMs,
    obstructionPercentTime: s.obstruction,
    signalQuality: s.signalQuality,
    countryCode: place.country,
    inTerritorialWaters: place.inTerritorialWaters,
    h3CellId: place.cell,
    secondsUntilSoftwareUpdateRebootPossible: s.rebootPossibleInS === -1 ? null : s.rebootPossibleInS,
    // Older hardware does not know every condition: null is "unknown", neither raised nor cleared.
    ...Object.fromEntries(alertFlags.map(([code, flag]) => [flag, raised.has(code) ? true : terminal.index % 9 === 2 && code > 90 ? null : false])),
    ipAllocations: ipSecond === null ? null : {
      userTerminalId: terminal.userTerminalId, timestamp: buildTime(ipSecond), ...buildIpAllocation(terminal, ipSecond, 1, samples.interventions),
    },
  };
}

function buildRouterEntry(terminal: Terminal, router: Router, second: number, samples: TerminalSamples): object {
  const s = sampleRouter(terminal, router, second, samples);
  return {
    routerId: router.routerId,
    userTerminalId: terminal.userTerminalId,
    timestamp: buildTime(second),
    uptimeSeconds: s.uptimeS,
    softwareVersion: s.softwareVersion,
    hardwareVersion: router.hardwareVersion,
    isRepeater: router.hops > 0,
    hopsFromController: router.hops,
    isBypassed: router.bypassed,
    internetPingDropRate: s.internetDropRate,
    internetPingLatencyMs: s.internetLatencyMs,
    popPingDropRate: s.popDropRate,
    popPingLatencyMs: s.popLatencyMs,
    dishPingDropRate: s.dishDropRate,
    dishPingLatencyMs: s.dishLatencyMs,
    clients: s.clients2Ghz + s.clients5Ghz + s.clientsEthernet,
    clients2Ghz: s.clients2Ghz,
    clients5Ghz: s.clients5Ghz,
    clientsEthernet: s.clientsEthernet,
    wanRxBytes: s.wanRxBytes,
    wanTxBytes: s.wanTxBytes,
    alertSandboxDisabled: s.alerts.includes(52),
  };
}

function buildTime(second: number): string {
  return `${new Date(second * 1000).toISOString().slice(0, 19)}+00:00`;
}
