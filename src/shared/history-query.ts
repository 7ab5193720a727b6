// The questions that windows ask the history: a name, a checked request, a typed answer. Every answer is bounded and says what it had to go without.
// To add one: a request and an answer here, and a query of that name in src/main/history/queries.
import { z } from 'zod';
import { seriesMetrics, seriesRequestSchema, type Series } from './history-series.ts';
import type { PackedRows } from './packed-rows.ts';
import { defineRows, type RowOf } from './row-schema.ts';

const deviceId = z.string().min(1).max(100);
const accountNumber = z.string().min(1).max(100);
/** Epoch ms; `toMs` is the first moment that no longer belongs to the range. A range that ends before it begins is empty. */
const range = { fromMs: z.number(), toMs: z.number() };

/** Metrics of which rollups are kept: of every account, each five minutes. */
export const fleetMetrics = seriesMetrics;

/** More lines than anybody reads at once; the answer says when there are more. */
export const MOST_CHRONOLOGY_ROWS = 10_000;

export const historyRequests = {
  series: seriesRequestSchema,
  /** Where a terminal was: one row for each stay in an H3 cell. */
  track: z.strictObject({ deviceId, ...range }),
  /** accountNumber null: the whole fleet. */
  fleetPercentiles: z.strictObject({ metric: z.enum(fleetMetrics), accountNumber: accountNumber.nullable(), ...range, buckets: z.number().int().min(1).max(2_000) }),
  /** The newest sample of every terminal at that moment; a moment that is still to come counts as now. */
  fleetAsOf: z.strictObject({ atMs: z.number(), accountNumber: accountNumber.nullable() }),
  /** deviceId is a terminal's or a router's; null: all. Newest first. */
  alertChronology: z.strictObject({ deviceId: deviceId.nullable(), ...range, limit: z.number().int().min(1).max(MOST_CHRONOLOGY_ROWS) }),
  /** Changes of the addresses of a terminal, newest first. */
  ipChronology: z.strictObject({ deviceId, ...range, limit: z.number().int().min(1).max(MOST_CHRONOLOGY_ROWS) }),
} as const;

/** A file of the archive that an answer had to go without. */
export interface MissingFile {
  /** UTC day of the samples in it, `2026-11-22`. */
  readonly day: string;
  /** Relative to the data folder. */
  readonly file: string;
  /** `is missing`, `is damaged: …` */
  readonly reason: string;
}

/** Part of every answer: empty when all was read. */
export interface Completeness {
  readonly missing: readonly MissingFile[];
}

/** Stays in a cell, oldest first: from the first to the last sample there. `thinned`: there were more stays than fit, each n-th is left. */
export interface Track extends Completeness {
  readonly fromMs: Float64Array;
  readonly toMs: Float64Array;
  /** 15 hex digits each; null: samples without a position. */
  readonly h3Cell: readonly (string | null)[];
  readonly samples: Float64Array;
  readonly thinned: boolean;
}

/** Parallel arrays, oldest first; a bucket without samples is absent. From histograms: percentiles are within 1 % of the value. */
export interface FleetPercentiles extends Completeness {
  readonly bucketMs: number;
  readonly startMs: Float64Array;
  readonly samples: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  readonly p50: Float64Array;
  readonly p95: Float64Array;
  readonly p99: Float64Array;
}

/** Values in the units of the User Terminals table. */
export const pastTerminals = defineRows('deviceId', {
  deviceId: 'text', accountNumber: 'text', timestampNs: 'text', sampledAtMs: 'number', receivedAtMs: 'number',
  downlinkMbps: 'number', uplinkMbps: 'number', pingDropPercent: 'number', latencyMs: 'number', obstructionPercent: 'number', uptimeS: 'number',
  signalQualityPercent: 'number', rebootPossibleInS: 'number', h3Cell: 'text', softwareVersion: 'text', countryCode: 'text', inTerritorialWaters: 'flag',
  /** Codes as texts: ["51", "62"]. null: the sample did not say. */
  alertCodes: 'list',
});
export type PastTerminal = RowOf<typeof pastTerminals>;

/** An alert that was active; `alertKey` = `<ut… or Router-…>/<code>`. activeSinceMs null: no edge is stored any more. */
export const pastAlerts = defineRows('alertKey', {
  alertKey: 'text', source: 'text', deviceId: 'text', code: 'number', alertName: 'text', activeSinceMs: 'number', activeSinceBefore: 'flag',
});
export type PastAlert = RowOf<typeof pastAlerts>;

export interface FleetAsOf extends Completeness {
  /** What the rows are as of; up to five minutes before the moment asked for on days that are closed. null: nothing was stored by then. */
  readonly asOfMs: number | null;
  /** Where they come from: 'samples' exactly, 'snapshot' each five minutes. */
  readonly basis: 'samples' | 'snapshot';
  /** Of `pastTerminals`. Each row carries the time of its own sample: up to 30 days before. */
  readonly terminals: PackedRows;
  /** Of `pastAlerts`. */
  readonly alerts: PackedRows;
}

export const alertEdges = defineRows('edgeKey', {
  edgeKey: 'text', source: 'text', deviceId: 'text', code: 'number', alertName: 'text',
  /** 'raised' | 'cleared' */
  edge: 'text',
  atMs: 'number',
  /** True: it happened some time before, in a silence or ahead of the first sight. */
  before: 'flag',
});
export type PastAlertEdge = RowOf<typeof alertEdges>;

export interface AlertChronology extends Completeness {
  /** Of `alertEdges`, newest first. */
  readonly edges: PackedRows;
  /** Older ones were left out. */
  readonly more: boolean;
}

export const ipChanges = defineRows('changeKey', {
  changeKey: 'text', ipAllocationId: 'text', deviceId: 'text', atMs: 'number',
  /** The first sample of the range is no change: it says what was there at its beginning. */
  first: 'flag',
  ipv4: 'list', ipv6Ue: 'list', ipv6Cpe: 'list',
});
export type IpChange = RowOf<typeof ipChanges>;

export interface IpChronology extends Completeness {
  /** Of `ipChanges`, newest first. */
  readonly changes: PackedRows;
  readonly more: boolean;
}

export interface HistoryAnswers {
  series: Series;
  track: Track;
  fleetPercentiles: FleetPercentiles;
  fleetAsOf: FleetAsOf;
  alertChronology: AlertChronology;
  ipChronology: IpChronology;
}

export type HistoryQueryName = keyof typeof historyRequests & keyof HistoryAnswers;
export type HistoryRequest<Name extends HistoryQueryName> = z.infer<(typeof historyRequests)[Name]>;
export type HistoryAnswer<Name extends HistoryQueryName> = HistoryAnswers[Name];

export const historyQuestionSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('series'), request: historyRequests.series }),
  z.strictObject({ name: z.literal('track'), request: historyRequests.track }),
  z.strictObject({ name: z.literal('fleetPercentiles'), request: historyRequests.fleetPercentiles }),
  z.strictObject({ name: z.literal('fleetAsOf'), request: historyRequests.fleetAsOf }),
  z.strictObject({ name: z.literal('alertChronology'), request: historyRequests.alertChronology }),
  z.strictObject({ name: z.literal('ipChronology'), request: historyRequests.ipChronology }),
]);
export type HistoryQuestion = z.infer<typeof historyQuestionSchema>;

/** Names a query of a page, so that it can be cancelled. A newer query of the same chart ends the older one. */
export const queryTicketSchema = z.strictObject({ queryId: z.number().int(), chart: z.string().min(1).max(100).nullable(), question: historyQuestionSchema });
