// One telemetry reply, checked and turned into columns: what the parser makes and the history stores.
// Number columns are NaN where the reply said null or nothing. Units as the API gives them (fractions 0–1 stay fractions here).

export const terminalNumberColumns = [
  'downlinkMbps', 'uplinkMbps', 'pingDropRate', 'latencyMs', 'obstructionPercent', 'uptimeS', 'signalQuality', 'rebootPossibleInS',
] as const;
export const routerNumberColumns = [
  'uptimeS', 'hopsFromController', 'internetPingDropRate', 'internetPingLatencyMs', 'popPingDropRate', 'popPingLatencyMs',
  'terminalPingDropRate', 'terminalPingLatencyMs', 'clients', 'clients2Ghz', 'clients5Ghz', 'clientsEthernet', 'wanReceivedBytes', 'wanSentBytes',
  'clients2GhzRxRateMbpsMin', 'clients2GhzRxRateMbpsMax', 'clients2GhzRxRateMbpsAvg',
  'clients2GhzTxRateMbpsMin', 'clients2GhzTxRateMbpsMax', 'clients2GhzTxRateMbpsAvg',
  'clients5GhzRxRateMbpsMin', 'clients5GhzRxRateMbpsMax', 'clients5GhzRxRateMbpsAvg',
  'clients5GhzTxRateMbpsMin', 'clients5GhzTxRateMbpsMax', 'clients5GhzTxRateMbpsAvg',
  'clients2GhzSignalStrengthMin', 'clients2GhzSignalStrengthMax', 'clients2GhzSignalStrengthAvg',
  'clients5GhzSignalStrengthMin', 'clients5GhzSignalStrengthMax', 'clients5GhzSignalStrengthAvg',
] as const;

export type TerminalNumberColumn = (typeof terminalNumberColumns)[number];
export type RouterNumberColumn = (typeof routerNumberColumns)[number];

interface Samples {
  readonly count: number;
  /** The device's own clock, exact ns since the epoch. */
  readonly timestampNs: BigInt64Array;
  /** Columns this version does not know, as the JSON text of one object with the reply's own number spelling; null when there are none. */
  readonly unknownColumns: readonly (string | null)[];
}

export interface TerminalSamples extends Samples {
  /** `ut…`, lower case. */
  readonly deviceId: readonly string[];
  readonly numbers: Readonly<Record<TerminalNumberColumn, Float64Array>>;
  /** H3 index as 15 lower-case hex digits; null when absent or not a valid cell. */
  readonly h3Cell: readonly (string | null)[];
  readonly softwareVersion: readonly (string | null)[];
  readonly countryCode: readonly (string | null)[];
  /** 1, 0, or 2 for null. */
  readonly inTerritorialWaters: Uint8Array;
  /** Alert codes; null when the reply has no such column (unknown), [] when it says there are none, in a list or as null. */
  readonly activeAlerts: readonly (readonly number[] | null)[];
}

export interface RouterSamples extends Samples {
  /** `Router-…`, upper-case hex. */
  readonly routerId: readonly string[];
  /** The terminal it is bonded to, `ut…`; null when the reply says none. */
  readonly deviceId: readonly (string | null)[];
  readonly numbers: Readonly<Record<RouterNumberColumn, Float64Array>>;
  readonly softwareVersion: readonly (string | null)[];
  readonly hardwareVersion: readonly (string | null)[];
  /** 1, 0, or 2 for null. */
  readonly isRepeater: Uint8Array;
  readonly isBypassed: Uint8Array;
  readonly activeAlerts: readonly (readonly number[] | null)[];
}

export interface IpAllocationSamples extends Samples {
  /** `ip-ut…`, lower case. */
  readonly ipAllocationId: readonly string[];
  readonly deviceId: readonly string[];
  readonly ipv4: readonly (readonly string[] | null)[];
  readonly ipv6Ue: readonly (readonly string[] | null)[];
  readonly ipv6Cpe: readonly (readonly string[] | null)[];
}

/** A row of a device letter that this version does not know, kept word for word. */
export interface UnknownRow {
  readonly letter: string;
  readonly json: string;
}

/** Something odd in a reply that an operator or we should know: logged once each, counted; never a reason to drop the rest. */
export interface Finding {
  /** invalid-h3 | wrong-type | damaged | more | unknown-column | missing-column | unknown-letter | unknown-alert | short-row | long-row | bad-row | future-clock | truncated */
  readonly kind: string;
  /** What exactly: device id and raw value, column name, letter, … Same kind + subject = same finding. */
  readonly subject: string;
  /** Sentence for the log. */
  readonly text: string;
}

export interface TelemetryBatch {
  readonly terminals: TerminalSamples;
  readonly routers: RouterSamples;
  readonly ipAllocations: IpAllocationSamples;
  readonly unknownRows: readonly UnknownRow[];
  /** Rows that could not be read (short, no id, no time): kept word for word. */
  readonly badRows: readonly UnknownRow[];
  /** Names of alert codes in this very reply, by letter. */
  readonly alertNames: { readonly u: ReadonlyMap<number, string>; readonly r: ReadonlyMap<number, string> };
  readonly columnNames: Readonly<Record<string, readonly string[]>>;
  readonly findings: readonly Finding[];
  /** Complete rows in the reply, of every letter, bad ones included. */
  readonly rowCount: number;
  /** True when the body ended before its JSON did. */
  readonly truncated: boolean;
}
