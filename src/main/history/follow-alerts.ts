// Which devices of a batch have alerts to follow, and their samples in time order. Most have none: they cost nothing.
import type { AlertSource } from '#shared/alert-catalogue.ts';
import type { CurrentState } from './current-state.ts';
import type { NumberedDevices } from './newest-rows.ts';
import { walkAlerts, type ActiveAlerts, type AlertEdge, type WalkedDevice } from './walk-alerts.ts';

export interface AlertNews {
  /** All active alerts of each device whose alerts changed. */
  readonly alerts: Map<string, ActiveAlerts>;
  readonly endedAlerts: string[];
  readonly edges: AlertEdge[];
}

interface AlertSamples {
  readonly timestampNs: BigInt64Array;
  readonly activeAlerts: readonly (readonly number[] | null)[];
}

export interface FollowedDevices {
  readonly source: AlertSource;
  readonly devices: NumberedDevices;
  readonly samples: AlertSamples;
  /** Time of the device's current sample before this batch; null at first sight. */
  previousNs(id: string): bigint | null;
  /** How the device is called in its alerts; null when the batch brought nothing newer of it. */
  describe(device: number, id: string): WalkedDevice | null;
}

const noAlerts: ActiveAlerts = new Map();

/** Adds to `news`. Samples later than `latestNs` are from the future and left out. */
export function followAlerts(news: AlertNews, state: CurrentState, followed: FollowedDevices, names: ReadonlyMap<number, string>, latestNs: bigint): void {
  const { devices, samples } = followed;
  for (const [device, rows] of concernedRows(state, devices, samples)) {
    const id = devices.ids[device]!;
    const described = followed.describe(device, id);
    if (described === null) continue;
    const known = state.alerts.get(id) ?? noAlerts;
    const previousNs = followed.previousNs(id);
    const walk = newerRows(rows, samples.timestampNs, previousNs, latestNs).map((row) => ({ timestampNs: samples.timestampNs[row]!, codes: samples.activeAlerts[row]! }));
    const walked = walkAlerts(described, known, walk, previousNs, names);
    news.edges.push(...walked.edges);
    if (walked.active === known) continue;
    news.alerts.set(id, walked.active);
    for (const [code, alert] of known) if (!walked.active.has(code)) news.endedAlerts.push(alert.alertKey);
  }
}

/** Rows of every device that lists an alert or had one. */
function concernedRows(state: CurrentState, { ids, deviceOfRow }: NumberedDevices, samples: AlertSamples): ReadonlyMap<number, number[]> {
  const isConcerned = new Uint8Array(ids.length);
  const concerned = new Map<number, number[]>();
  const concern = (device: number): void => {
    isConcerned[device] = 1;
    concerned.set(device, []);
  };
  if (state.alerts.size > 0) for (let device = 0; device < ids.length; device++) if (state.alerts.has(ids[device]!)) concern(device);
  for (let row = 0; row < deviceOfRow.length; row++) if (samples.activeAlerts[row]?.length) concern(deviceOfRow[row]!);
  if (concerned.size > 0) for (let row = 0; row < deviceOfRow.length; row++) if (isConcerned[deviceOfRow[row]!] === 1) concerned.get(deviceOfRow[row]!)!.push(row);
  return concerned;
}

/** Those newer than what is known and not from the future, oldest first, each time once. */
function newerRows(rows: readonly number[], timesNs: BigInt64Array, previousNs: bigint | null, latestNs: bigint): readonly number[] {
  const newer = rows.filter((row) => (previousNs === null || timesNs[row]! > previousNs) && timesNs[row]! <= latestNs);
  newer.sort((a, b) => (timesNs[a]! < timesNs[b]! ? -1 : timesNs[a]! > timesNs[b]! ? 1 : a - b));
  return newer.filter((row, index) => index === 0 || timesNs[row] !== timesNs[newer[index - 1]!]);
}
