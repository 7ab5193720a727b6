// The metrics of the terminal window's chart: name, unit and how a value reads.
import type { SeriesMetric } from '#shared/history-series.ts';
import { formatMbps, formatMs, formatPercent } from '../formats/format-number.ts';

export interface ChartMetric {
  readonly metric: SeriesMetric;
  /** On the selector. */
  readonly shortName: string;
  /** The column's name (pages.md), above the chart. */
  readonly name: string;
  readonly unit: string;
  readonly format: (value: number) => string;
  /** Greatest value there can be; the scale stops there. */
  readonly ceiling?: number;
}

export const chartMetrics: readonly ChartMetric[] = [
  { metric: 'downlinkMbps', shortName: 'Downlink', name: 'Downlink Throughput', unit: 'Mbps', format: formatMbps },
  { metric: 'uplinkMbps', shortName: 'Uplink', name: 'Uplink Throughput', unit: 'Mbps', format: formatMbps },
  { metric: 'latencyMs', shortName: 'Latency', name: 'Average Ping Latency', unit: 'ms', format: formatMs },
  { metric: 'pingDropPercent', shortName: 'Ping drop', name: 'Average Ping Drop Rate', unit: '%', format: (value) => formatPercent(value, 3), ceiling: 100 },
  { metric: 'obstructionPercent', shortName: 'Obstruction', name: 'Obstruction Percent Time', unit: '%', format: (value) => formatPercent(value, 2), ceiling: 100 },
  { metric: 'signalQualityPercent', shortName: 'Signal', name: 'Signal Quality', unit: '%', format: (value) => formatPercent(value, 0), ceiling: 100 },
];

const HOUR_MS = 3_600_000;
export const chartRanges = [
  { label: '1 h', spanMs: HOUR_MS },
  { label: '6 h', spanMs: 6 * HOUR_MS },
  { label: '24 h', spanMs: 24 * HOUR_MS },
  { label: '7 d', spanMs: 7 * 24 * HOUR_MS },
  { label: '14 d', spanMs: 14 * 24 * HOUR_MS },
] as const;
export type ChartRange = (typeof chartRanges)[number];
