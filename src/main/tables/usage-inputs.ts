// Data usage as the management worker told it, indexed by service line for joining.
import type { CurrentManagement, PolledList } from '../history/current-management.ts';
import type { OverageLine, UsageDay, UsageMonth, UsageNews } from '../history/current-usage.ts';
import { createKeyIndex } from './key-index.ts';

export interface TouchedUsage {
  readonly months: Set<string>;
  readonly days: Set<string>;
  readonly overageLines: Set<string>;
  readonly serviceLines: Set<string>;
}

export function noUsage(): TouchedUsage {
  return { months: new Set(), days: new Set(), overageLines: new Set(), serviceLines: new Set() };
}

export interface UsageInputs {
  readonly months: ReadonlyMap<string, UsageMonth>;
  readonly days: ReadonlyMap<string, UsageDay>;
  readonly overageLines: ReadonlyMap<string, OverageLine>;
  /** Keys of a line's rows; days have no such index, it would weigh as much as they do. */
  monthsOf(serviceLineNumber: string): ReadonlySet<string>;
  overageOf(serviceLineNumber: string): ReadonlySet<string>;
  /** The cycle that began last; undefined while no usage of the line is known. */
  currentMonth(serviceLineNumber: string, credentialId: string | null): UsageMonth | undefined;
  isFailing(credentialId: string, list: PolledList): boolean;
  /** Earlier days lie on disk only; null: all are here. Those that are here still are to be dropped. */
  readonly daysFromMs: number | null;
  dropDay(usageKey: string): void;
  /** Answers what the news touches. */
  apply(news: CurrentManagement): TouchedUsage;
  clear(): void;
}

type Kind = 'months' | 'days' | 'overageLines';

interface LineRow {
  readonly credentialId: string | null;
  readonly serviceLineNumber: string | null;
}

export function createUsageInputs(): UsageInputs {
  const rows = { months: new Map<string, UsageMonth>(), days: new Map<string, UsageDay>(), overageLines: new Map<string, OverageLine>() };
  const byLine = { months: createKeyIndex(), overageLines: createKeyIndex() };
  const failing = new Map<string, ReadonlySet<PolledList>>();
  let daysFromMs: number | null = null;

  function forget(kind: Kind, key: string, touched: TouchedUsage): void {
    const row: LineRow | undefined = rows[kind].get(key);
    if (!row) return;
    rows[kind].delete(key);
    if (kind !== 'days') byLine[kind].remove(row.serviceLineNumber ?? '', key);
    touch(kind, key, row, touched);
  }

  function keep<Row extends LineRow>(kind: Kind, map: Map<string, Row>, key: string, row: Row, touched: TouchedUsage): void {
    map.set(key, row);
    if (kind !== 'days') byLine[kind].add(row.serviceLineNumber ?? '', key);
    touch(kind, key, row, touched);
  }

  /** A line's own row shows its current cycle, but not its days. */
  function touch(kind: Kind, key: string, row: LineRow, touched: TouchedUsage): void {
    touched[kind].add(key);
    if (kind !== 'days' && row.serviceLineNumber !== null) touched.serviceLines.add(row.serviceLineNumber);
  }

  function applyUsage(credentialId: string, news: UsageNews, touched: TouchedUsage): void {
    const kinds: readonly Kind[] = ['months', 'days', 'overageLines'];
    for (const kind of kinds) {
      if (news.reset) for (const [key, row] of rows[kind] as ReadonlyMap<string, LineRow>) if (row.credentialId === credentialId) forget(kind, key, touched);
      for (const key of news.removed[kind]) forget(kind, key, touched);
    }
    if (news.daysFromMs !== null) daysFromMs = Math.max(news.daysFromMs, daysFromMs ?? -Infinity);
    for (const row of news.months) keep('months', rows.months, row.usageKey, row, touched);
    for (const row of news.overageLines) keep('overageLines', rows.overageLines, row.overageKey, row, touched);
    for (const row of news.days) if ((row.dateMs ?? 0) >= (daysFromMs ?? -Infinity)) keep('days', rows.days, row.usageKey, row, touched);
  }

  return {
    ...rows,
    monthsOf: (line) => byLine.months.of(line),
    overageOf: (line) => byLine.overageLines.of(line),
    currentMonth(line, credentialId) {
      let current: UsageMonth | undefined;
      for (const key of byLine.months.of(line)) {
        const month = rows.months.get(key);
        if (month?.credentialId === credentialId && (month.cycleStartMs ?? 0) > (current?.cycleStartMs ?? -Infinity)) current = month;
      }
      return current;
    },
    isFailing: (credentialId, list) => failing.get(credentialId)?.has(list) ?? false,
    get daysFromMs() {
      return daysFromMs;
    },
    dropDay: (usageKey) => void rows.days.delete(usageKey),
    apply(news) {
      const touched = noUsage();
      if (news.failing) failing.set(news.credentialId, new Set(news.failing));
      if (news.usage) applyUsage(news.credentialId, news.usage, touched);
      return touched;
    },
    clear() {
      for (const map of Object.values(rows)) map.clear();
      for (const index of Object.values(byLine)) index.clear();
      failing.clear();
      daysFromMs = null;
    },
  };
}
