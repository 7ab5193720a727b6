// Every named query. To add one: its request and answer in src/shared/history-query.ts, its module here, its line below.
import type { Completeness, HistoryAnswer, HistoryQueryName, HistoryRequest } from '#shared/history-query.ts';
import { queryAlertChronology } from './alert-chronology.ts';
import { queryFleetAsOf } from './fleet-as-of.ts';
import { queryFleetPercentiles } from './fleet-percentiles.ts';
import type { HistoryReader } from './history-reader.ts';
import { queryIpChronology } from './ip-chronology.ts';
import { querySeries } from './series-query.ts';
import { queryTrack } from './track.ts';

/** An answer without what the service itself adds. */
export type Found<Name extends HistoryQueryName> = Omit<HistoryAnswer<Name>, keyof Completeness>;

export interface HistoryQuery<Name extends HistoryQueryName> {
  run(reader: HistoryReader, request: HistoryRequest<Name>): Promise<Found<Name>>;
  /** Its size, for the log. */
  rowsOf(found: Found<Name>): number;
}

export const historyQueries: { readonly [Name in HistoryQueryName]: HistoryQuery<Name> } = {
  series: { run: querySeries, rowsOf: ({ startMs }) => startMs.length },
  track: { run: queryTrack, rowsOf: ({ fromMs }) => fromMs.length },
  fleetPercentiles: { run: queryFleetPercentiles, rowsOf: ({ startMs }) => startMs.length },
  fleetAsOf: { run: queryFleetAsOf, rowsOf: ({ terminals, alerts }) => terminals.count + alerts.count },
  alertChronology: { run: queryAlertChronology, rowsOf: ({ edges }) => edges.count },
  ipChronology: { run: queryIpChronology, rowsOf: ({ changes }) => changes.count },
};
