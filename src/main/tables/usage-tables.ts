// Keeps the tables of service lines and their usage joined: what changes is marked, and built in slices that leave main free.
import type { CurrentManagement } from '../history/current-management.ts';
import { buildDailyRow, buildMonthlyRow, buildOverageLineRow, buildServiceRow, type LineParts } from './build-usage-rows.ts';
import type { FleetInputs, TouchedLists } from './fleet-inputs.ts';
import type { FleetStates } from './fleet-tables.ts';
import type { AccountContext } from './terminal-state.ts';
import { createDaySweep } from './day-sweep.ts';
import { createUsageInputs, noUsage, type UsageInputs } from './usage-inputs.ts';

export interface UsageTables {
  readonly inputs: UsageInputs;
  /** Call after the lists of the news were taken in; `touched` is what they touched. */
  applyManagement(news: CurrentManagement, touched: TouchedLists): void;
  /** `touched`: lists in which another account's row stands now. */
  setAccounts(before: ReadonlyMap<string, AccountContext>, now: ReadonlyMap<string, AccountContext>, touched: TouchedLists): void;
  /** Builds at most so many rows; true: there is more to do. */
  flushSlice(mostRows: number): boolean;
  clear(): void;
}

export interface UsageTablesOptions {
  readonly lists: FleetInputs;
  readonly states: FleetStates;
  readonly account: (credentialId: string) => AccountContext | undefined;
  readonly now: () => number;
}

export function createUsageTables({ lists, states, account, now }: UsageTablesOptions): UsageTables {
  const inputs = createUsageInputs();
  const dirty = noUsage();
  const sweep = createDaySweep(inputs, (key) => dirty.days.add(key));

  /** A line's name shows in all its rows, its plan and terminals in its own. */
  function touchLine(serviceLineNumber: string): void {
    dirty.serviceLines.add(serviceLineNumber);
    for (const key of inputs.monthsOf(serviceLineNumber)) dirty.months.add(key);
    for (const key of inputs.overageOf(serviceLineNumber)) dirty.overageLines.add(key);
    sweep.lookForLine(serviceLineNumber);
  }

  function touchCredential(credentialId: string): void {
    for (const row of lists.serviceLines.values()) if (row.credentialId === credentialId) dirty.serviceLines.add(row.serviceLineNumber);
    for (const row of states.services.values()) if (row.credentialId === credentialId) dirty.serviceLines.add(row.serviceLineNumber);
    for (const row of inputs.months.values()) if (row.credentialId === credentialId) dirty.months.add(row.usageKey);
    for (const row of inputs.overageLines.values()) if (row.credentialId === credentialId) dirty.overageLines.add(row.overageKey);
    sweep.lookForCredential(credentialId);
  }

  function touchProducts(productKeys: ReadonlySet<string>): void {
    if (productKeys.size === 0) return;
    for (const row of lists.serviceLines.values()) if (productKeys.has(`${row.credentialId ?? ''}/${row.productReferenceId ?? ''}`)) dirty.serviceLines.add(row.serviceLineNumber);
    for (const row of inputs.overageLines.values()) if (productKeys.has(`${row.credentialId ?? ''}/${row.productId ?? ''}`)) dirty.overageLines.add(row.overageKey);
  }

  function touchLists({ renamedLines, serviceLines, productKeys }: TouchedLists): void {
    for (const line of renamedLines) touchLine(line);
    for (const line of serviceLines) dirty.serviceLines.add(line);
    touchProducts(productKeys);
  }

  function partsOf(row: { readonly credentialId: string | null; readonly serviceLineNumber: string | null } | undefined): LineParts | null {
    const context = account(row?.credentialId ?? '');
    if (!row || !context) return null;
    const serviceLine = lists.serviceLines.get(row.serviceLineNumber ?? '');
    return {
      account: context, serviceLine: serviceLine?.credentialId === context.credentialId ? serviceLine : undefined,
      stale: !context.managementCurrent || inputs.isFailing(context.credentialId, 'data-usage'),
    };
  }

  function serviceRow(serviceLineNumber: string) {
    const serviceLine = lists.serviceLines.get(serviceLineNumber);
    const context = account(serviceLine?.credentialId ?? '');
    if (!serviceLine || !context) return null;
    const { credentialId } = context;
    const last = inputs.currentMonth(serviceLineNumber, credentialId);
    // A line that has ended has no current cycle once its last one is over.
    const month = serviceLine.active === false && last !== undefined && (last.cycleEndMs ?? Infinity) <= now() ? undefined : last;
    const overage = [...inputs.overageOf(serviceLineNumber)].flatMap((key) => inputs.overageLines.get(key) ?? []);
    return buildServiceRow({
      serviceLine, account: context, month,
      product: lists.products.get(`${credentialId}/${serviceLine.productReferenceId ?? ''}`),
      overageLines: overage.filter((line) => line.credentialId === credentialId && line.cycleStartMs === month?.cycleStartMs),
      terminals: lists.countTerminals(serviceLineNumber),
      stale: !context.managementCurrent || inputs.isFailing(credentialId, 'service-lines'),
    });
  }

  function overageRow(key: string) {
    const line = inputs.overageLines.get(key);
    const parts = partsOf(line);
    return line && parts && buildOverageLineRow(line, parts, lists.products.get(`${parts.account.credentialId}/${line.productId ?? ''}`));
  }

  function monthRow(key: string) {
    const month = inputs.months.get(key);
    const parts = partsOf(month);
    return month && parts && buildMonthlyRow(month, parts);
  }

  function dayRow(key: string) {
    const day = inputs.days.get(key);
    const parts = partsOf(day);
    return day && parts && buildDailyRow(day, parts);
  }

  return {
    inputs,
    applyManagement(news, lists) {
      const cutBefore = inputs.daysFromMs;
      const touched = inputs.apply(news);
      if (inputs.daysFromMs !== cutBefore) sweep.lookForCut();
      for (const kind of ['months', 'days', 'overageLines', 'serviceLines'] as const) for (const key of touched[kind]) dirty[kind].add(key);
      touchLists(lists);
      if (news.failing) touchCredential(news.credentialId);
    },
    setAccounts(before, now, touched) {
      touchLists(touched);
      for (const credentialId of new Set([...before.keys(), ...now.keys()])) {
        const was = before.get(credentialId);
        const is = now.get(credentialId);
        const same = was?.accountName === is?.accountName && was?.accountNumber === is?.accountNumber && was?.managementCurrent === is?.managementCurrent;
        if (!same || (was === undefined) !== (is === undefined)) touchCredential(credentialId);
      }
    },
    flushSlice(mostRows) {
      let left = applySlice(dirty.serviceLines, states.services, serviceRow, mostRows);
      left = applySlice(dirty.overageLines, states.overageLines, overageRow, left);
      left = applySlice(dirty.months, states.monthlyDataUsage, monthRow, left);
      left = applySlice(dirty.days, states.dailyDataUsage, dayRow, left);
      const isSweeping = left > 0 && sweep.lookAtNext();
      return isSweeping || left === 0 || dirty.days.size > 0;
    },
    clear() {
      inputs.clear();
      for (const set of Object.values(dirty)) (set as Set<string>).clear();
      sweep.clear();
    },
  };
}

/** Takes at most `mostRows` keys out of the set and applies what `build` makes of them; null means the row is gone. Answers how many more may be taken. */
export function applySlice<Row>(
  keys: Set<string>, state: { apply(upserts: readonly Row[], removedKeys?: readonly string[]): void }, build: (key: string) => Row | null | undefined, mostRows: number,
): number {
  const upserts: Row[] = [];
  const removed: string[] = [];
  let taken = 0;
  for (const key of keys) {
    if (taken >= mostRows) break;
    taken += 1;
    keys.delete(key);
    const row = build(key);
    if (row === null || row === undefined) removed.push(key);
    else upserts.push(row);
  }
  state.apply(upserts, removed);
  return mostRows - taken;
}
