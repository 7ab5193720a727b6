// Rows as the windows see them, each built from current telemetry, Management data and its account.
import { explainAlert, severityOf, type AlertSeverity, type AlertSource } from '#shared/alert-catalogue.ts';
import type { TableRow } from '#shared/table-schemas.ts';
import type { ManagedTerminal, ServiceLine } from '../history/current-management.ts';
import type { CurrentAlert, CurrentIpAllocation, CurrentRouter, CurrentTerminal } from '../history/current-telemetry.ts';
import type { CellCentres } from './cell-centres.ts';
import type { AccountContext, StateVerdict } from './terminal-state.ts';

const severityRank: Readonly<Record<AlertSeverity, number>> = { critical: 3, warning: 2, info: 1 };

export interface TerminalParts {
  readonly deviceId: string;
  readonly current: CurrentTerminal | undefined;
  readonly managed: ManagedTerminal | undefined;
  readonly serviceLine: ServiceLine | undefined;
  readonly account: AccountContext;
  readonly alerts: readonly CurrentAlert[];
  readonly verdict: StateVerdict;
  readonly dveEnabled: boolean;
}

export interface TerminalName {
  readonly deviceName: string;
  readonly kitNumber: string | null;
}

/** Service nickname, else the terminal's own, else its id; the kit number makes the pair unique. */
export function nameTerminal(deviceId: string, managed: ManagedTerminal | undefined, serviceLine: ServiceLine | undefined): TerminalName {
  return { deviceName: serviceLine?.nickname || managed?.nickname || deviceId, kitNumber: managed?.kitNumber ?? null };
}

export function worstAlertOf(alerts: readonly CurrentAlert[]): { severity: AlertSeverity; name: string } | null {
  let worst: { severity: AlertSeverity; name: string } | null = null;
  for (const alert of alerts) {
    const name = alert.alertName ?? '';
    const severity = severityOf(name);
    if (worst === null || severityRank[severity] > severityRank[worst.severity]) worst = { severity, name };
  }
  return worst;
}

export function buildTerminalRow(parts: TerminalParts, centres: CellCentres): TableRow<'userTerminals'> {
  const { current, managed, account, alerts, verdict } = parts;
  const centre = current?.h3Cell ? centres.of(current.h3Cell) : null;
  return {
    deviceId: parts.deviceId,
    ...nameTerminal(parts.deviceId, managed, parts.serviceLine),
    accountName: account.accountName,
    accountNumber: account.accountNumber,
    credentialId: account.credentialId,
    serviceLineNumber: managed?.serviceLineNumber ?? null,
    serialNumber: managed?.serialNumber ?? null,
    state: verdict.state,
    stateReason: verdict.reason,
    stale: verdict.stale,
    signalQualityPercent: percent(current?.signalQuality),
    downlinkMbps: current?.downlinkMbps ?? null,
    uplinkMbps: current?.uplinkMbps ?? null,
    pingDropPercent: percent(current?.pingDropRate),
    latencyMs: current?.latencyMs ?? null,
    obstructionPercent: current?.obstructionPercent ?? null,
    activeAlerts: current ? alerts.length : null,
    alertNames: current ? alerts.map((alert) => alert.alertName ?? '') : null,
    worstSeverity: worstAlertOf(alerts)?.severity ?? null,
    uptimeS: current?.uptimeS ?? null,
    h3Cell: current?.h3Cell ?? null,
    latitude: centre?.latitude ?? null,
    longitude: centre?.longitude ?? null,
    countryCode: current?.countryCode ?? null,
    softwareVersion: current?.softwareVersion ?? null,
    rebootPossibleInS: current?.rebootPossibleInS ?? null,
    sampledAtMs: current?.sampledAtMs ?? null,
    receivedAtMs: current?.receivedAtMs ?? null,
    dveEnabled: parts.dveEnabled,
  };
}

export function buildAlertRow(alert: CurrentAlert, name: TerminalName | null, account: AccountContext, stale: boolean): TableRow<'alerts'> {
  const source = sourceOf(alert);
  const alertName = alert.alertName ?? '';
  return {
    alertKey: alert.alertKey,
    deviceName: name?.deviceName ?? alert.deviceId ?? alert.routerId,
    kitNumber: name?.kitNumber ?? null,
    deviceId: alert.deviceId,
    routerId: alert.routerId,
    source: source === 'u' ? 'User Terminal' : 'Router',
    alertName,
    code: alert.code,
    severity: severityOf(alertName),
    meaning: alert.code === null ? null : explainAlert(source, alert.code, alertName),
    activeSinceMs: alert.activeSinceMs,
    activeSinceBefore: alert.activeSinceBefore,
    lastSeenMs: alert.lastSeenMs,
    accountName: account.accountName,
    accountNumber: account.accountNumber,
    stale,
  };
}

export function buildRouterRow(
  router: CurrentRouter, name: TerminalName | null, account: AccountContext, alerts: readonly CurrentAlert[], stale: boolean,
): TableRow<'routers'> {
  const { credentialId: _credential, timestampNs: _ns, receivedAtMs: _received, internetPingDropRate, popPingDropRate, terminalPingDropRate, ...same } = router;
  return {
    ...same,
    deviceName: name?.deviceName ?? router.deviceId,
    kitNumber: name?.kitNumber ?? null,
    accountNumber: account.accountNumber,
    accountName: account.accountName,
    internetPingDropPercent: percent(internetPingDropRate),
    popPingDropPercent: percent(popPingDropRate),
    terminalPingDropPercent: percent(terminalPingDropRate),
    activeAlerts: alerts.length,
    alertNames: alerts.map((alert) => alert.alertName ?? ''),
    stale,
  };
}

export function buildIpAllocationRow(
  allocation: CurrentIpAllocation, name: TerminalName | null, account: AccountContext, stale: boolean,
): TableRow<'ipAllocations'> {
  return {
    ipAllocationId: allocation.ipAllocationId,
    deviceId: allocation.deviceId,
    deviceName: name?.deviceName ?? allocation.deviceId,
    kitNumber: name?.kitNumber ?? null,
    ipv4: allocation.ipv4,
    ipv6Ue: allocation.ipv6Ue,
    ipv6Cpe: allocation.ipv6Cpe,
    accountNumber: account.accountNumber,
    accountName: account.accountName,
    sampledAtMs: allocation.sampledAtMs,
    stale,
  };
}

/** API fraction 0–1 → percent. */
function percent(fraction: number | null | undefined): number | null {
  return fraction === null || fraction === undefined ? null : fraction * 100;
}

function sourceOf(alert: CurrentAlert): AlertSource {
  return alert.source === 'r' ? 'r' : 'u';
}
