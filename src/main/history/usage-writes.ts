// Writes what a walk changed in the usage of an account: staged as columns, then joined, inside the caller's transaction.
import type { DuckDBConnection } from '@duckdb/node-api';
import { DAY_STRIDE } from '../starlink/data-usage-entries.ts';
import { insertColumns, type ColumnValues } from './column-writer.ts';
import { stageRows, type StagedColumn } from './stage-rows.ts';
import type { ChangedCycle, UsageChange } from './usage-book.ts';
import type { CycleRecord, OverageRecord } from './usage-records.ts';

interface StagedOverage {
  readonly cycle: CycleRecord;
  readonly line: OverageRecord;
}

const cycleKey: readonly StagedColumn<CycleRecord>[] = [
  { name: 'service_line_number', text: (row) => row.serviceLineNumber },
  { name: 'cycle_start_ms', number: (row) => row.startMs },
];
const cycleValues: readonly StagedColumn<CycleRecord>[] = [
  { name: 'cycle_end_ms', number: (row) => row.endMs },
  { name: 'side', text: (row) => row.side },
  { name: 'priority_gb', number: (row) => row.priorityGB },
  { name: 'standard_gb', number: (row) => row.standardGB },
  { name: 'opt_in_priority_gb', number: (row) => row.optInPriorityGB },
  { name: 'non_billable_gb', number: (row) => row.nonBillableGB },
  { name: 'usage_limit_gb', number: (row) => row.usageLimitGB },
  { name: 'overage_known', number: (row) => (row.overageKnown ? 1 : 0) },
  { name: 'last_updated_ms', number: (row) => row.lastUpdatedMs },
  { name: 'days_fingerprint', text: (row) => row.daysFingerprint },
  { name: 'first_stored_ms', number: (row) => row.firstStoredMs },
  { name: 'updated_ms', number: (row) => row.updatedMs },
];
const overageColumns: readonly StagedColumn<StagedOverage>[] = [
  { name: 'service_line_number', text: ({ cycle }) => cycle.serviceLineNumber },
  { name: 'cycle_start_ms', number: ({ cycle }) => cycle.startMs },
  { name: 'overage_key', text: ({ line }) => line.overageKey },
  { name: 'product_id', text: ({ line }) => line.productId },
  { name: 'active_from_ms', number: ({ line }) => line.activeFromMs },
  { name: 'overage_type', text: ({ line }) => line.overageType },
  { name: 'usage_limit_gb', number: ({ line }) => line.usageLimitGB },
  { name: 'consumed_gb', number: ({ line }) => line.consumedGB },
  { name: 'overage_gb', number: ({ line }) => line.overageGB },
  { name: 'price_per_gb', number: ({ line }) => line.pricePerGB },
  { name: 'overage_price', number: ({ line }) => line.overagePrice },
  { name: 'currency', text: ({ line }) => line.currency },
  { name: 'first_stored_ms', number: ({ line }) => line.firstStoredMs },
  { name: 'updated_ms', number: ({ line }) => line.updatedMs },
];
const dayValues = ['priority_gb', 'standard_gb', 'opt_in_priority_gb', 'non_billable_gb'] as const;

const sameCycle = (a: string, b: string): string => `${a}.service_line_number = ${b}.service_line_number AND ${a}.cycle_start_ms = ${b}.cycle_start_ms`;
const listOf = (columns: readonly { readonly name: string }[]): string => columns.map(({ name }) => name).join(', ');

/** Leaves the temporary table `changed_days` for `markTouchedDays`. Answers whether there are new ones. */
export async function writeUsageChange(connection: DuckDBConnection, accountNumber: string, change: UsageChange): Promise<{ readonly newDays: boolean }> {
  const account = { account: accountNumber };
  await stageRows(connection, 'staged_cycles', change.cycles.map(({ record }) => record), [...cycleKey, ...cycleValues]);
  await connection.run(
    `UPDATE usage_cycles SET ${cycleValues.map(({ name }) => `${name} = s.${name}`).join(', ')} FROM staged_cycles s
     WHERE usage_cycles.account_number = $account AND ${sameCycle('usage_cycles', 's')}`, account);
  await connection.run(
    `INSERT INTO usage_cycles (account_number, ${listOf([...cycleKey, ...cycleValues])}) SELECT $account, s.* FROM staged_cycles s
     WHERE NOT EXISTS (FROM usage_cycles c WHERE c.account_number = $account AND ${sameCycle('c', 's')})`, account);
  await connection.run(`DELETE FROM overage_lines USING staged_cycles s WHERE overage_lines.account_number = $account AND ${sameCycle('overage_lines', 's')}`, account);
  const lines = change.cycles.flatMap(({ record }) => record.overageLines.map((line) => ({ cycle: record, line })));
  await stageRows(connection, 'staged_overage', lines, overageColumns);
  await connection.run(`INSERT INTO overage_lines (account_number, ${listOf(overageColumns)}) SELECT $account, * FROM staged_overage`, account);
  return writeDays(connection, accountNumber, change.cycles);
}

/** What a reply no longer says of a day stays as it was; days that it no longer lists stay altogether. */
async function writeDays(connection: DuckDBConnection, accountNumber: string, cycles: readonly ChangedCycle[]): Promise<{ readonly newDays: boolean }> {
  const account = { account: accountNumber };
  await stageDays(connection, cycles);
  const value = (name: string): string => `coalesce(s.${name}, d.${name}) AS ${name}`;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE changed_days AS
     SELECT s.* REPLACE (${dayValues.map(value).join(', ')}), d.day_ms IS NULL AS is_new FROM staged_days s
     LEFT JOIN usage_days d ON d.account_number = $account AND ${sameCycle('d', 's')} AND d.day_ms = s.day_ms
     WHERE d.day_ms IS NULL OR ${dayValues.map((name) => `coalesce(s.${name}, d.${name}) IS DISTINCT FROM d.${name}`).join(' OR ')}`, account);
  await connection.run(`DROP TABLE staged_days`);
  await connection.run(
    `UPDATE usage_days SET ${[...dayValues, 'last_updated_ms', 'updated_ms'].map((name) => `${name} = s.${name}`).join(', ')} FROM changed_days s
     WHERE NOT s.is_new AND usage_days.account_number = $account AND ${sameCycle('usage_days', 's')} AND usage_days.day_ms = s.day_ms`, account);
  await connection.run(
    `INSERT INTO usage_days SELECT $account, service_line_number, cycle_start_ms, day_ms, ${dayValues.join(', ')}, last_updated_ms, updated_ms, updated_ms
     FROM changed_days WHERE is_new`, account);
  const found = await connection.runAndReadAll(`SELECT coalesce(bool_or(is_new), false) FROM changed_days`);
  return { newDays: found.value(0, 0) === true };
}

/** After writeUsageChange: the temporary table `touched_days` (service_line_number, day_ms), the days from `fromMs` on whose rows look different now. */
export async function markTouchedDays(connection: DuckDBConnection, accountNumber: string, { cycles }: UsageChange, fromMs: number): Promise<void> {
  // The side of a cycle holds for its days: when it is decided late, all of them look different.
  const decided = cycles.flatMap(({ before, record }) => (before !== undefined && before.side !== record.side ? [record] : []));
  await stageRows(connection, 'decided_cycles', decided, cycleKey);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE touched_days AS SELECT service_line_number, day_ms FROM changed_days WHERE day_ms >= $from
     UNION SELECT d.service_line_number, d.day_ms FROM usage_days d JOIN decided_cycles s ON ${sameCycle('d', 's')} WHERE d.account_number = $account AND d.day_ms >= $from`,
    { account: accountNumber, from: BigInt(fromMs) });
}

/** Days copied in one go: the first walk over a large account brings millions, and its columns must not stand in memory twice. */
const DAYS_PER_COPY = 50_000;

async function stageDays(connection: DuckDBConnection, cycles: readonly ChangedCycle[]): Promise<void> {
  const names = ['cycle_start_ms', 'day_ms', 'last_updated_ms', 'updated_ms', ...dayValues];
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged_days (service_line_number VARCHAR, ${names.map((name) => `${name} DOUBLE`).join(', ')})`);
  let copy: ChangedCycle[] = [];
  let count = 0;
  for (const [index, cycle] of cycles.entries()) {
    if (cycle.days !== null && cycle.days.length > 0) {
      copy.push(cycle);
      count += cycle.days.length / DAY_STRIDE;
    }
    if (count < DAYS_PER_COPY && index < cycles.length - 1) continue;
    await insertColumns(connection, 'staged_days', count, buildDayColumns(copy, count));
    copy = [];
    count = 0;
  }
}

function buildDayColumns(cycles: readonly ChangedCycle[], count: number): ColumnValues[] {
  const numbers = Array.from({ length: 4 + dayValues.length }, () => new Float64Array(count));
  const [starts, days, lastUpdated, updated, ...values] = numbers as [Float64Array, Float64Array, Float64Array, Float64Array, ...Float64Array[]];
  const lines = new Array<string>(count);
  let row = 0;
  for (const { record, days: read } of cycles) {
    for (let at = 0; at < (read?.length ?? 0); at += DAY_STRIDE, row += 1) {
      lines[row] = record.serviceLineNumber;
      starts[row] = record.startMs;
      days[row] = read![at]!;
      lastUpdated[row] = record.lastUpdatedMs;
      updated[row] = record.updatedMs;
      for (let value = 0; value < dayValues.length; value += 1) values[value]![row] = read![at + 1 + value]!;
    }
  }
  return [{ texts: lines }, ...numbers.map((doubles): ColumnValues => ({ doubles }))];
}

/** Frees what a walk staged: a year of a large account must not lie in memory until the next one. */
export async function dropStaged(connection: DuckDBConnection): Promise<void> {
  for (const table of ['staged_cycles', 'staged_overage', 'changed_days', 'decided_cycles', 'expired_cycles', 'touched_days']) await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
}

/** Takes cycles whose time is over out of all three tables. Answers their days; a day that another cycle shares stays with that part, as one of `touched_days`. */
export async function removeExpired(connection: DuckDBConnection, accountNumber: string, expired: readonly CycleRecord[]): Promise<{ readonly serviceLineNumber: string; readonly dayMs: number }[]> {
  if (expired.length === 0) return [];
  const account = { account: accountNumber };
  await stageRows(connection, 'expired_cycles', expired, cycleKey);
  const of = (table: string): string => `${table}.account_number = $account AND ${sameCycle(table, 's')}`;
  const gone = await connection.runAndReadAll(
    `SELECT DISTINCT service_line_number, day_ms::DOUBLE FROM usage_days JOIN expired_cycles s USING (service_line_number, cycle_start_ms) WHERE account_number = $account`, account);
  await connection.run(`CREATE TEMP TABLE IF NOT EXISTS touched_days (service_line_number VARCHAR, day_ms DOUBLE)`);
  await connection.run(
    `INSERT INTO touched_days SELECT service_line_number, day_ms FROM usage_days JOIN expired_cycles s USING (service_line_number, cycle_start_ms)
     WHERE account_number = $account EXCEPT FROM touched_days`, account);
  for (const table of ['usage_days', 'overage_lines', 'usage_cycles']) await connection.run(`DELETE FROM ${table} USING expired_cycles s WHERE ${of(table)}`, account);
  return gone.getRowsJS().map(([line, dayMs]) => ({ serviceLineNumber: String(line), dayMs: Number(dayMs) }));
}
