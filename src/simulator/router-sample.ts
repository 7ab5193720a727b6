// What a router reports at one second: its clients, its pings, its counters. Pure, like everything here.
import { alertCode } from './alert-names.ts';
import { between, hash32, smooth, unit } from './seeded-numbers.ts';
import { buildLifeMoment, type Reboot } from './terminal-life.ts';
import type { TerminalSample, TerminalSamples } from './terminal-sample.ts';
import type { Router, Terminal } from './terminals.ts';

export interface RouterSample {
  readonly second: number;
  readonly uptimeS: number;
  readonly softwareVersion: string;
  readonly internetDropRate: number;
  readonly internetLatencyMs: number | null;
  readonly popDropRate: number;
  readonly popLatencyMs: number | null;
  readonly dishDropRate: number;
  readonly dishLatencyMs: number;
  readonly clients2Ghz: number;
  readonly clients5Ghz: number;
  readonly clientsEthernet: number;
  readonly wanRxBytes: number;
  readonly wanTxBytes: number;
  readonly alerts: readonly number[];
}

const softwareVersions = ['2026.10.08.mr69711', '2026.10.24.mr69990', '2026.11.10.mr70755'] as const;

/** Restarts that were asked for: of the terminal (its router loses power with it) and of the router alone. */
export interface RouterReboots { readonly terminal: readonly Reboot[]; readonly router: readonly Reboot[] }

const noReboots: RouterReboots = { terminal: [], router: [] };

export function buildRouterSample(terminal: Terminal, router: Router, second: number, at: TerminalSample, reboots: RouterReboots = noReboots): RouterSample {
  const slot = Math.floor(second / 15);
  const { key } = router;
  const own = reboots.router.length === 0 ? undefined : reboots.router.findLast((reboot) => reboot.backS <= second);
  // A router is ready a little after its terminal.
  const uptimeS = Math.max(0, Math.min(buildLifeMoment(terminal, second, reboots.terminal).uptimeS - between(20, 90, key, 0x09), own === undefined ? Infinity : second - own.backS));
  const online = at.pingDropRate < 1;
  const busy = router.bypassed ? 0 : smooth(key, 0xc11, second, 2400);
  const alerts: number[] = [];
  if (key % 37 === 5) alerts.push(alertCode.routerSandboxDisabled);
  if (key % 211 === 7) alerts.push(alertCode.routerGeoFenced);
  if (!online) alerts.push(alertCode.routerOfflineNetworksDisabled);
  const popLatencyMs = at.pingLatencyMs === null ? null : at.pingLatencyMs + round(2 + 3 * unit(key, slot, 1), 1e4);
  // What its people move on an ordinary day; one without service still fetches its time and updates.
  const averageMbps = Math.max(0.05, terminal.meanMbps);
  return {
    second,
    uptimeS,
    softwareVersion: softwareVersions[key % softwareVersions.length] ?? softwareVersions[0],
    internetDropRate: online ? at.pingDropRate : 1,
    internetLatencyMs: popLatencyMs === null ? null : round(popLatencyMs + 1 + 6 * unit(key, slot, 2), 1e4),
    popDropRate: at.pingDropRate,
    popLatencyMs: popLatencyMs === null ? null : round(popLatencyMs, 1e5),
    dishDropRate: unit(key, slot, 3) > 0.985 ? 0.02 : 0,
    dishLatencyMs: round(0.4 + 0.5 * unit(key, slot, 4) + router.hops, 1e8),
    clients2Ghz: Math.floor(busy * (key % 6)),
    clients5Ghz: Math.floor(busy * (hash32(key, 5) % 9)),
    clientsEthernet: router.bypassed ? 1 : hash32(key, 6) % 4,
    wanRxBytes: countBytes(averageMbps, uptimeS),
    wanTxBytes: countBytes(averageMbps / 9, uptimeS),
    alerts,
  };
}

export function sampleRouter(terminal: Terminal, router: Router, second: number, samples: TerminalSamples): RouterSample {
  const { interventions } = samples;
  if (interventions.untouched) return buildRouterSample(terminal, router, second, samples.before(terminal, second));
  return buildRouterSample(terminal, router, second, samples.before(terminal, second), {
    terminal: interventions.terminalReboots(terminal), router: interventions.routerReboots(router),
  });
}

/** A counter since the start that only grows: the average rate, with a daily swell too small to turn it back. */
function countBytes(averageMbps: number, uptimeS: number): number {
  const swellS = 9000 * Math.sin((uptimeS / 86_400) * 2 * Math.PI);
  return Math.floor(averageMbps * 125_000 * (uptimeS + swellS));
}

function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
