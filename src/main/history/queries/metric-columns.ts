// Metrics as pages know them, and the columns of samples behind them.
import type { SeriesMetric } from '#shared/history-series.ts';
import type { TerminalNumberColumn } from '../../starlink/telemetry-batch.ts';

/** The API gives drop rate and signal quality as fractions 0–1, obstruction as percent (starlink-api.md §5.4). */
export const metricColumns: Readonly<Record<SeriesMetric, { readonly column: TerminalNumberColumn; readonly scale: number }>> = {
  downlinkMbps: { column: 'downlinkMbps', scale: 1 },
  uplinkMbps: { column: 'uplinkMbps', scale: 1 },
  latencyMs: { column: 'latencyMs', scale: 1 },
  pingDropPercent: { column: 'pingDropRate', scale: 100 },
  obstructionPercent: { column: 'obstructionPercent', scale: 1 },
  signalQualityPercent: { column: 'signalQuality', scale: 100 },
};
