// A day of a fleet, straight into the hot tables: the simulator's own samples of some terminals, repeated for as many as the fleet shall have.
import type { DuckDBConnection } from '@duckdb/node-api';
import { insertColumns, NO_NUMBER } from '../../src/main/history/column-writer.ts';
import { buildHotTables, hotTable } from '../../src/main/history/hot-tables.ts';
import { binSql } from '../../src/main/history/rollup-bins.ts';
import { rollupMetrics, ROLLUP_BUCKET_NS } from '../../src/main/history/rollup-rows.ts';
import { sqlName } from '../../src/main/history/sql-name.ts';
import { dayText, startOfDayNs, type UtcDay } from '../../src/main/history/utc-day.ts';
import { terminalNumberColumns } from '../../src/main/starlink/telemetry-batch.ts';
import { buildFleet } from '../../src/simulator/fleet.ts';
import { createPlaces } from '../../src/simulator/motion.ts';
import { createTerminalSamples } from '../../src/simulator/terminal-sample.ts';

/** A sample each 15 s. */
const STEPS_A_DAY = 5_760;
const STEP_S = 15;
/** Replies of a minute each. */
const STEPS_A_BATCH = 4;
/** Terminals that differ: more would take longer to make than to store. */
const MOST_MODELS = 200;
/** Each so-manieth terminal says nothing from three o'clock on: as of a time, its last row has to be looked for. */
const SILENT_EACH = 97;
const SILENT_FROM_STEP = 720;
const TEMPLATE = 'bench_template';
const numbers = terminalNumberColumns.map(sqlName).join(', ');

export interface BenchFleet {
  readonly terminals: number;
  readonly models: number;
}

export function deviceIdOf(index: number): string {
  return `ut01000000-${index.toString(16).padStart(8, '0')}-00${((index * 2_654_435_761) % 0xff_ffff).toString(16).padStart(6, '0')}`;
}

/** Texts of the fleet, and the template of its days in a temporary table. The connection is the only one on the file. */
export async function createFleet(connection: DuckDBConnection, terminals: number): Promise<BenchFleet> {
  const models = Math.min(MOST_MODELS, Math.ceil(terminals / 4));
  const texts = Array.from({ length: terminals }, (_, index) => deviceIdOf(index));
  const numberOf = new Map<string, number>();
  const numbered = (text: string): number => {
    const known = numberOf.get(text);
    if (known !== undefined) return known;
    numberOf.set(text, texts.length);
    return texts.push(text) - 1;
  };
  await connection.run(`CREATE TEMP TABLE ${TEMPLATE} (step INTEGER, model INTEGER, second BIGINT, ${terminalNumberColumns.map((name) => `${sqlName(name)} DOUBLE`).join(', ')},
    h3_cell UBIGINT, software_version_no INTEGER, country_code_no INTEGER, in_territorial_waters BOOLEAN, active_alerts_no INTEGER)`);
  const kits = buildFleet({ seed: 7, terminals: models, accounts: 1, serviceAccountsPerAccount: 1 })[0]!.terminals.slice(0, models);
  const samples = createTerminalSamples(createPlaces());
  const firstSecond = Math.floor(Date.parse('2026-11-22T00:00:00Z') / 1_000);
  const atOnce = 96;
  for (let from = 0; from < STEPS_A_DAY; from += atOnce) {
    const count = atOnce * models;
    const ints = (): Int32Array => new Int32Array(count).fill(NO_NUMBER);
    const columns = { step: ints(), model: ints(), second: new BigInt64Array(count), cell: new BigUint64Array(count), version: ints(), country: ints(), waters: new Uint8Array(count), alerts: ints() };
    const values = terminalNumberColumns.map(() => new Float64Array(count));
    for (let row = 0; row < count; row++) {
      const model = row % models;
      const kit = kits[model]!;
      const step = from + Math.floor(row / models);
      const second = firstSecond + step * STEP_S + kit.phase;
      const sample = samples.at(kit, second);
      const place = samples.places.at(kit, second);
      columns.step[row] = step;
      columns.model[row] = model;
      columns.second[row] = BigInt(step * STEP_S + kit.phase);
      const measured = [sample.downlinkMbps, sample.uplinkMbps, sample.pingDropRate, sample.pingLatencyMs, sample.obstruction, sample.uptimeS, sample.signalQuality, sample.rebootPossibleInS];
      for (const [index, value] of measured.entries()) values[index]![row] = value ?? NaN;
      columns.cell[row] = BigInt(place.cellDecimal);
      columns.version[row] = numbered(sample.softwareVersion);
      columns.country[row] = numbered(place.country);
      columns.waters[row] = place.inTerritorialWaters ? 1 : 0;
      columns.alerts[row] = numbered(`[${sample.alerts.join(',')}]`);
    }
    await insertColumns(connection, TEMPLATE, count, [
      { integers: columns.step }, { integers: columns.model }, { bigints: columns.second }, ...values.map((doubles) => ({ doubles })), { unsigned: columns.cell },
      { integers: columns.version }, { integers: columns.country }, { flags: columns.waters }, { integers: columns.alerts },
    ]);
  }
  await insertColumns(connection, 'texts', texts.length, [{ integers: Int32Array.from(texts, (_, index) => index) }, { texts }]);
  return { terminals, models };
}

/** All rows of a day in the order in which they would have come, with their replies and fleet statistics. Days in a row: the n-th, from 0. */
export async function fillDay(connection: DuckDBConnection, { terminals, models }: BenchFleet, day: UtcDay, nth: number): Promise<void> {
  for (const statement of buildHotTables(day)) await connection.run(statement);
  const repeats = Math.ceil(terminals / models);
  const dayNs = startOfDayNs(day);
  const batchesADay = STEPS_A_DAY / STEPS_A_BATCH;
  const batch = `(${nth * batchesADay + 1} + step // ${STEPS_A_BATCH})::INTEGER`;
  await connection.run(`INSERT INTO batches (batch_no, spool_id, credential_id, account_number, requested_at_ms, received_at_ms, batch_size, linger_ms, row_count, first_sample_ns, last_sample_ns)
    SELECT ${nth * batchesADay + 1} + n, '${dayText(day)}-' || n, 'bench', 'ACC-1', ms, ms + 1000, 65000, 15000, 0, ms * 1000000 - 60000000000, ms * 1000000
    FROM (SELECT range AS n, ${dayNs / 1_000_000n} + (range + 1) * 60000 AS ms FROM range(${batchesADay}))`);
  // The current state is nobody's business here: a start must not fold these replies into it.
  await connection.run(`UPDATE current_checkpoint SET batch_no = ${(nth + 1) * batchesADay}`);
  await connection.run(`INSERT INTO ${hotTable('terminal_samples', day)} SELECT ${batch}, (r.n * ${models} + model)::INTEGER, ${dayNs} + second * 1000000000 + r.n * 7919, ${numbers},
    h3_cell, software_version_no, country_code_no, in_territorial_waters, active_alerts_no FROM ${TEMPLATE}, (SELECT range AS n FROM range(${repeats})) r
    WHERE r.n * ${models} + model < ${terminals} AND (step < ${SILENT_FROM_STEP} OR (r.n * ${models} + model) % ${SILENT_EACH} <> 5)`);
  for (const [metricNo, metric] of rollupMetrics.entries()) {
    const value = sqlName(metric);
    await connection.run(`INSERT INTO ${hotTable('fleet_rollup_rows', day)} SELECT ${batch}, (${dayNs} + second * 1000000000) // ${ROLLUP_BUCKET_NS} * ${ROLLUP_BUCKET_NS}, ${metricNo}, ${binSql(value)},
      count(*) * ${repeats}, sum(${value}) * ${repeats}, min(${value}), max(${value}) FROM ${TEMPLATE} WHERE ${value} IS NOT NULL GROUP BY ALL`);
  }
}
