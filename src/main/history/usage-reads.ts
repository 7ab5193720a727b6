// Reads stored usage: the cycles of an account into memory, and days as they are shown.
import type { DuckDBConnection } from '@duckdb/node-api';
import type { UsageSide } from '../starlink/data-usage-entries.ts';
import { buildUsageKey, type UsageDay } from './current-usage.ts';
import type { UsageBook } from './usage-book.ts';
import type { OverageRecord } from './usage-records.ts';

export interface UsageOwner {
  readonly accountNumber: string;
  /** End of the last complete walk over all past cycles; null: none yet. */
  readonly pastReadMs: number | null;
}

export async function readOwners(connection: DuckDBConnection): Promise<Map<string, UsageOwner>> {
  const reader = await connection.runAndReadAll(`SELECT credential_id, account_number, past_read_ms::DOUBLE FROM usage_owners`);
  return new Map(reader.getRowsJS().map(([id, account, pastReadMs]) => [String(id), { accountNumber: String(account), pastReadMs: numberOf(pastReadMs) }]));
}

export async function writeOwner(connection: DuckDBConnection, credentialId: string, owner: UsageOwner | null): Promise<void> {
  await connection.run(`DELETE FROM usage_owners WHERE credential_id = $credential`, { credential: credentialId });
  if (owner === null) return;
  await connection.run(`INSERT INTO usage_owners VALUES ($credential, $account, $past)`, {
    credential: credentialId, account: owner.accountNumber, past: owner.pastReadMs === null ? null : BigInt(owner.pastReadMs),
  });
}

export async function readBook(connection: DuckDBConnection, accountNumber: string): Promise<UsageBook> {
  const account = { account: accountNumber };
  const lines = new Map<string, OverageRecord[]>();
  const overage = await connection.runAndReadAll(
    `SELECT service_line_number, cycle_start_ms::DOUBLE, overage_key, product_id, active_from_ms::DOUBLE, overage_type, usage_limit_gb, consumed_gb, overage_gb,
      price_per_gb, overage_price, currency, first_stored_ms::DOUBLE, updated_ms::DOUBLE FROM overage_lines WHERE account_number = $account ORDER BY overage_key`, account);
  for (const row of overage.getRowsJS()) {
    const [line, startMs, overageKey, productId, activeFromMs, overageType, ...amounts] = row;
    const key = buildUsageKey(accountNumber, String(line), Number(startMs));
    const [usageLimitGB, consumedGB, overageGB, pricePerGB, overagePrice] = amounts.slice(0, 5).map(numberOf) as Five;
    const [currency, firstStoredMs, updatedMs] = amounts.slice(5);
    const record: OverageRecord = {
      overageKey: String(overageKey), productId: textOf(productId), activeFromMs: numberOf(activeFromMs), overageType: textOf(overageType),
      usageLimitGB, consumedGB, overageGB, pricePerGB, overagePrice, currency: textOf(currency), firstStoredMs: Number(firstStoredMs), updatedMs: Number(updatedMs),
    };
    lines.set(key, [...(lines.get(key) ?? []), record]);
  }
  const book: UsageBook = new Map();
  const cycles = await connection.runAndReadAll(
    `SELECT service_line_number, cycle_start_ms::DOUBLE, cycle_end_ms::DOUBLE, side, days_fingerprint, overage_known, priority_gb, standard_gb, opt_in_priority_gb, non_billable_gb,
      usage_limit_gb, last_updated_ms::DOUBLE, first_stored_ms::DOUBLE, updated_ms::DOUBLE FROM usage_cycles WHERE account_number = $account`, account);
  for (const [line, start, endMs, side, daysFingerprint, overageKnown, ...numbers] of cycles.getRowsJS()) {
    const [priorityGB, standardGB, optInPriorityGB, nonBillableGB, usageLimitGB] = numbers.slice(0, 5).map(numberOf) as Five;
    const [lastUpdatedMs, firstStoredMs, updatedMs] = numbers.slice(5).map(Number) as [number, number, number];
    const usageKey = buildUsageKey(accountNumber, String(line), Number(start));
    book.set(usageKey, {
      usageKey, serviceLineNumber: String(line), startMs: Number(start), endMs: numberOf(endMs), side: textOf(side) as UsageSide | null, daysFingerprint: textOf(daysFingerprint), overageKnown: overageKnown === true,
      priorityGB, standardGB, optInPriorityGB, nonBillableGB, usageLimitGB, lastUpdatedMs, firstStoredMs, updatedMs, overageLines: lines.get(usageKey) ?? [],
    });
  }
  return book;
}

type Five = [number | null, number | null, number | null, number | null, number | null];

/** A sum over the parts of a day that is null as soon as one of them is. */
const whole = (value: string, where = 'true'): string => `CASE WHEN count(*) FILTER (${where}) = count(${value}) FILTER (${where}) THEN round(sum(${value}) FILTER (${where}), 9) END`;

const dayColumns = `d.service_line_number, d.day_ms::DOUBLE,
  ${whole('d.priority_gb', `c.side = 'fixed'`)}, ${whole('d.standard_gb', `c.side = 'fixed'`)}, ${whole('d.priority_gb', `c.side = 'mobile'`)}, ${whole('d.standard_gb', `c.side = 'mobile'`)},
  ${whole('d.opt_in_priority_gb')}, ${whole('d.non_billable_gb')}, ${whole('d.priority_gb + d.standard_gb + d.non_billable_gb')}, max(d.last_updated_ms)::DOUBLE`;

/** Days from `fromMs` on; `onlyTouched`: of them those in the temporary table `touched_days`. */
export async function readDays(
  connection: DuckDBConnection, credentialId: string, accountNumber: string, fromMs: number, onlyTouched: boolean,
): Promise<UsageDay[]> {
  const touched = onlyTouched ? `JOIN touched_days t ON t.service_line_number = d.service_line_number AND t.day_ms = d.day_ms` : '';
  const reader = await connection.runAndReadAll(
    `SELECT ${dayColumns} FROM usage_days d JOIN usage_cycles c USING (account_number, service_line_number, cycle_start_ms) ${touched}
     WHERE d.account_number = $account AND d.day_ms >= $from GROUP BY d.service_line_number, d.day_ms ORDER BY d.day_ms DESC, d.service_line_number`,
    { account: accountNumber, from: BigInt(fromMs) },
  );
  return reader.getRowsJS().map(([line, day, ...values]) => {
    const [fixedPriorityGB, fixedStandardGB, mobilePriorityGB, mobileStandardGB, optInPriorityGB, nonBillableGB, totalGB, lastUpdatedAtMs] = values.map(numberOf) as (number | null)[] & { length: 8 };
    const serviceLineNumber = String(line);
    return {
      usageKey: buildUsageKey(accountNumber, serviceLineNumber, Number(day)), credentialId, serviceLineNumber, dateMs: Number(day),
      fixedPriorityGB: fixedPriorityGB ?? null, fixedStandardGB: fixedStandardGB ?? null, mobilePriorityGB: mobilePriorityGB ?? null, mobileStandardGB: mobileStandardGB ?? null,
      optInPriorityGB: optInPriorityGB ?? null, nonBillableGB: nonBillableGB ?? null, totalGB: totalGB ?? null, lastUpdatedAtMs: lastUpdatedAtMs ?? null,
    };
  });
}

/** The first day of the newest whole days that hold at most `mostRows` rows of all accounts shown (the newest day always counts); null: all fit. */
export async function findFirstShownDay(connection: DuckDBConnection, mostRows: number): Promise<number | null> {
  const reader = await connection.runAndReadAll(
    `SELECT day_ms::DOUBLE, count(*)::DOUBLE FROM usage_days WHERE account_number IN (SELECT account_number FROM usage_owners) GROUP BY day_ms ORDER BY day_ms DESC`);
  return chooseFirstDay(reader.getRowsJS().map(([day, rows]) => ({ dayMs: Number(day), rows: Number(rows) })), mostRows);
}

/** `days`: newest first. */
export function chooseFirstDay(days: readonly { readonly dayMs: number; readonly rows: number }[], mostRows: number): number | null {
  let rows = 0;
  let first: number | null = null;
  for (const day of days) {
    rows += day.rows;
    if (rows > mostRows && first !== null) return first;
    first = day.dayMs;
  }
  return null;
}

function numberOf(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
