// CurrentTelemetry ↔ messages of at most a few thousand rows, so that no single one holds main up.
import { packColumns, packRows, unpackRows, type PackedRows } from '#shared/packed-rows.ts';
import type { RowOf, RowSchema } from '#shared/row-schema.ts';
import { columnsOf } from '../history/current-rows.ts';
import { currentAlerts, currentIpAllocations, currentRouters, currentTerminals, type CurrentTelemetry } from '../history/current-telemetry.ts';
import type { PackedTelemetry } from './worker-protocol.ts';

/** Unpacking so many terminals takes main about 3 ms. */
const ROWS_PER_MESSAGE = 2_000;

export function* packTelemetry(news: CurrentTelemetry): Generator<PackedTelemetry> {
  const slices = Math.max(1, ...[news.terminals, news.routers, news.ipAllocations, news.alerts].map((rows) => Math.ceil(rows.length / ROWS_PER_MESSAGE)));
  const nothing = { terminals: [], routers: [], ipAllocations: [], alerts: [] };
  for (let slice = 0; slice < slices; slice++) {
    yield {
      terminals: packSlice(currentTerminals, news.terminals, slice),
      routers: packSlice(currentRouters, news.routers, slice),
      ipAllocations: packSlice(currentIpAllocations, news.ipAllocations, slice),
      alerts: packSlice(currentAlerts, news.alerts, slice),
      removed: slice === 0 ? news.removed : nothing,
    };
  }
}

export function unpackTelemetry(packed: PackedTelemetry): CurrentTelemetry {
  return {
    terminals: packed.terminals ? unpackRows(currentTerminals, packed.terminals) : [],
    routers: packed.routers ? unpackRows(currentRouters, packed.routers) : [],
    ipAllocations: packed.ipAllocations ? unpackRows(currentIpAllocations, packed.ipAllocations) : [],
    alerts: packed.alerts ? unpackRows(currentAlerts, packed.alerts) : [],
    removed: packed.removed,
  };
}

function packSlice<Schema extends RowSchema>(schema: Schema, rows: readonly RowOf<Schema>[], slice: number): PackedRows | null {
  const part = rows.slice(slice * ROWS_PER_MESSAGE, (slice + 1) * ROWS_PER_MESSAGE);
  if (part.length === 0) return null;
  const columns = columnsOf(part);
  return columns === null ? packRows(schema, part) : packColumns(schema, part.length, columns as Parameters<typeof packColumns<Schema>>[2]);
}
