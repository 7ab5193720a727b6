// What a terminal measures at one second: a pure function of terminal and time, causes first, alerts from the causes.
import { alertCode } from './alert-names.ts';
import { findCycle, dayS } from './billing-cycles.ts';
import { noInterventions, type Interventions } from './interventions.ts';
import { changesAddress } from './ip-allocations.ts';
import type { Place, Places } from './motion.ts';
import { hash32, smooth, unit } from './seeded-numbers.ts';
import { demandMbps, quotaUsedUpAfterDays, rateLimitedShare, uplinkShare } from './traffic.ts';
import { buildLifeMoment } from './terminal-life.ts';
import type { Terminal } from './terminals.ts';

export interface TerminalSample {
  readonly second: number;
  readonly downlinkMbps: number;
  readonly uplinkMbps: number;
  /** Fraction 0..1. */
  readonly pingDropRate: number;
  /** null when every ping was lost. */
  readonly pingLatencyMs: number | null;
  /** Percent of time. */
  readonly obstruction: number;
  readonly uptimeS: number;
  /** 0..1. */
  readonly signalQuality: number;
  /** -1 = does not wait with updates. */
  readonly rebootPossibleInS: number;
  readonly softwareVersion: string;
  readonly alerts: readonly number[];
}

// The service's documented threshold of alert 66.
const obstructionAlertPercent = 0.27;
// Three days, the service's value while a deferral is on and nothing waits.
const deferralS = 259_200;
// Pings in one 15 s sample: drop rates are multiples of a hundred-and-fiftieth.
const pingsPerSample = 150;

export interface TerminalSamples {
  /** The sample of one of the terminal's own seconds. */
  at(terminal: Terminal, second: number): TerminalSample;
  /** The newest sample at or before a second: what its routers see of it. */
  before(terminal: Terminal, second: number): TerminalSample;
  readonly places: Places;
  readonly interventions: Interventions;
}

/** Remembers the last sample of each terminal, because its routers ask for it again within 15 s. */
export function createTerminalSamples(places: Places, interventions: Interventions = noInterventions): TerminalSamples {
  const last: TerminalSample[] = [];
  function at(terminal: Terminal, second: number): TerminalSample {
    const known = last[terminal.index];
    if (known !== undefined && known.second === second) return known;
    const sample = buildTerminalSample(terminal, second, places.at(terminal, second), interventions);
    last[terminal.index] = sample;
    return sample;
  }
  return { at, places, interventions, before: (terminal, second) => at(terminal, second - ((second - terminal.phase) % 15)) };
}

export function buildTerminalSample(terminal: Terminal, second: number, place: Place, interventions: Interventions): TerminalSample {
  const { key, quirks } = terminal;
  const slot = Math.floor(second / 15);
  const life = buildLifeMoment(terminal, second, interventions.terminalReboots(terminal));
  const { rain } = place;
  const obstruction = buildObstruction(terminal, second);
  const heat = quirks.hotSpot ? smooth(key, 0x4ea7, second, 5400) : 0;
  const alerts: number[] = [];
  if (quirks.slowEthernet) alerts.push(alertCode.ethernetSlow100);
  if (quirks.stuckMotor && smooth(key, 0x57c, second, 7200) > 0.7) alerts.push(alertCode.actuatorMotorStuck);
  if (quirks.leaningMast) alerts.push(alertCode.mastNotVertical);
  const served = interventions.hasService(terminal, second);
  if (!served) alerts.push(alertCode.noActiveAccount);
  if (quirks.noOceanPlan && place.country === 'XZ') alerts.push(alertCode.noServiceInOcean);
  // The terminal tells of the power cut for its first half hour.
  if (life.afterPowerCut && life.uptimeS < 1800) alerts.push(alertCode.powerDisconnectDetected);
  if (changesAddress(terminal, second, interventions)) alerts.push(alertCode.popChange);
  if (obstruction > obstructionAlertPercent) alerts.push(alertCode.highTimeObstruction);
  // No beam over the region.
  if (place.outage) alerts.push(alertCode.cellDisabled);
  if (life.updateStaged) alerts.push(alertCode.softwareUpdateRebootPending);
  if (heat > 0.93) alerts.push(alertCode.thermalShutdown);
  else if (heat > 0.72) alerts.push(alertCode.thermalThrottling);
  if (isOverQuota(terminal, second) && !interventions.isRelieved(terminal, second)) alerts.push(alertCode.dataOverageRateLimited);

  const noService = place.outage || heat > 0.93 || !served || alerts.includes(alertCode.noServiceInOcean);
  const slowdown = (heat > 0.72 ? 0.4 : 1) * (alerts.includes(alertCode.dataOverageRateLimited) ? rateLimitedShare : 1);
  const demand = demandMbps(terminal, second);
  const linkCapMbps = quirks.slowEthernet ? 94 : 250;
  const pingDropRate = noService ? 1 : countLostPings(key, slot, rain, obstruction) / pingsPerSample;
  const downlinkMbps = noService ? 0 : Math.min(linkCapMbps, demand * slowdown * (1 - 0.55 * rain));
  // A hundredth of a Mbps goes on by itself: pings, time, telemetry. Nobody is billed for it.
  const uplinkMbps = noService ? 0 : Math.min(28, 0.01 + demand * (uplinkShare.least + uplinkShare.spread * unit(key, slot, 0x0b1)) * slowdown * (1 - 0.4 * rain));
  return {
    second,
    downlinkMbps: round(downlinkMbps, 100),
    uplinkMbps: round(uplinkMbps, 100),
    pingDropRate: round(pingDropRate, 1e9),
    pingLatencyMs: pingDropRate >= 1 ? null : buildLatency(key, second, slot, rain),
    obstruction: round(obstruction, 1e6),
    uptimeS: life.uptimeS,
    // Clear sky mostly reads exactly 1, as in captured replies.
    signalQuality: place.outage || heat > 0.93 ? 0 : round(Math.min(1, 1.06 - 0.5 * rain - Math.min(0.3, obstruction * 0.1) - 0.12 * smooth(key, 0x516, second, 900)), 100),
    rebootPossibleInS: quirks.defersUpdates ? (life.updateStaged ? life.restartInS : deferralS) : -1,
    softwareVersion: life.softwareVersion,
    alerts,
  };
}

export function isOverQuota(terminal: Terminal, second: number): boolean {
  return terminal.quirks.overQuota && second >= findCycle(terminal.billingDay, second).startS + quotaUsedUpAfterDays * dayS;
}

function buildObstruction(terminal: Terminal, second: number): number {
  const base = 0.0002 + 0.004 * unit(terminal.key, 0x0b5);
  if (!terminal.quirks.obstructed) return base;
  // A few hours behind the crane, then free again.
  const depth = smooth(terminal.key, 0x0b6, second, 9000);
  return depth < 0.55 ? base : base + (depth - 0.55) * 9;
}

function countLostPings(key: number, slot: number, rain: number, obstruction: number): number {
  const roll = unit(key, slot, 0xd209);
  // Most samples lose nothing; rain and obstruction widen the part that does.
  const share = 0.04 + 0.5 * rain + Math.min(0.4, obstruction * 0.25);
  if (roll > share) return 0;
  return 1 + (hash32(key, slot, 0xd20a) % (2 + Math.floor(9 * rain + 3 * Math.min(3, obstruction))));
}

function buildLatency(key: number, second: number, slot: number, rain: number): number {
  const base = 21 + 22 * unit(key, 0x1a7);
  return Math.round(base + 9 * smooth(key, 0x1a8, second, 600) + 14 * rain + 5 * unit(key, slot, 0x1a9));
}

/** Whole values come out as integers, as the service writes them. */
function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
