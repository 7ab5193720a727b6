// Follows the alerts of one device through its samples in time order: which are active at the end, and every edge on the way.
import { nameOfAlert, type AlertSource } from '#shared/alert-catalogue.ts';
import type { CurrentAlert } from './current-telemetry.ts';

/** Silence after which nobody can say when an alert began or ended: ten minutes, as State Offline has it. */
export const SILENCE_MS = 10 * 60_000;

export interface AlertEdge {
  readonly source: AlertSource;
  /** `ut…` or `Router-…`. */
  readonly deviceId: string;
  readonly code: number;
  readonly name: string;
  readonly edge: 'raised' | 'cleared';
  readonly atNs: bigint;
  /** True when it happened some time before atNs: at first sight of the device, or during a silence. */
  readonly before: boolean;
}

/** The device as it is now, and the alerts that the reply lists for it. */
export interface WalkedDevice {
  readonly source: AlertSource;
  /** `ut…` or `Router-…`: the first part of the alert key. */
  readonly key: string;
  readonly deviceId: string | null;
  readonly routerId: string | null;
  readonly credentialId: string;
}

export interface WalkedSample {
  readonly timestampNs: bigint;
  /** null: unknown, whatever was active stays so. */
  readonly codes: readonly number[] | null;
}

export type ActiveAlerts = ReadonlyMap<number, CurrentAlert>;

/**
 * @param samples newer than `previousNs`, oldest first
 * @param previousNs time of the device's last sample before these; null at first sight
 * @returns all alerts active after the last sample, and the edges
 */
export function walkAlerts(
  device: WalkedDevice,
  active: ActiveAlerts,
  samples: readonly WalkedSample[],
  previousNs: bigint | null,
  names: ReadonlyMap<number, string>,
): { readonly active: ActiveAlerts; readonly edges: readonly AlertEdge[] } {
  if (active.size === 0 && samples.every((sample) => sample.codes === null || sample.codes.length === 0)) return { active, edges: [] };
  const edges: AlertEdge[] = [];
  let now = active;
  let lastNs = previousNs;
  for (const { timestampNs, codes } of samples) {
    if (codes !== null) {
      const before = lastNs === null || timestampNs - lastNs > BigInt(SILENCE_MS) * 1_000_000n;
      const edge = (code: number, name: string, kind: AlertEdge['edge']): number =>
        edges.push({ source: device.source, deviceId: device.key, code, name, edge: kind, atNs: timestampNs, before });
      const atMs = Number(timestampNs / 1_000_000n);
      const next = new Map<number, CurrentAlert>();
      for (const code of new Set(codes)) {
        const known = now.get(code);
        const alertName = names.get(code) ?? nameOfAlert(device.source, code);
        if (known === undefined) edge(code, alertName, 'raised');
        next.set(code, {
          alertKey: `${device.key}/${code}`, source: device.source, deviceId: device.deviceId, routerId: device.routerId, credentialId: device.credentialId,
          code, alertName, activeSinceMs: known?.activeSinceMs ?? atMs, activeSinceBefore: known?.activeSinceBefore ?? before, lastSeenMs: atMs,
        });
      }
      for (const [code, alert] of now) if (!next.has(code)) edge(code, alert.alertName ?? nameOfAlert(device.source, code), 'cleared');
      now = next;
    }
    lastNs = timestampNs;
  }
  return { active: now, edges };
}
