// The charts of the two usage pages: what a bar is there, and what its limit means.
import { useMemo } from 'react';
import { useTable } from '../console-client/use-table.ts';
import { dailyDataUsageTable, type DailyUsageRow } from '../tables/columns/daily-data-usage.ts';
import { monthlyDataUsageTable, type MonthlyUsageRow } from '../tables/columns/monthly-data-usage.ts';
import { serviceTitle } from '../tables/columns/service-columns.ts';
import type { BelowTableProps } from '../tables/table-page.tsx';
import type { UsageSpan } from './usage-bars.ts';
import { UsageChartPanel } from './usage-chart-panel.tsx';
import { dayShare, readLimit } from './usage-limits.ts';

const cycleOf = ({ cycleStartMs, cycleEndMs }: MonthlyUsageRow): UsageSpan | null => (cycleStartMs === null ? null : { startMs: cycleStartMs, endMs: cycleEndMs });
const cycleLimitOf = (row: MonthlyUsageRow) => readLimit(row.usageLimitGB);
const dayOf = ({ dateMs }: DailyUsageRow): UsageSpan | null => (dateMs === null ? null : { startMs: dateMs, endMs: null });

export function MonthlyUsageChart(props: BelowTableProps<MonthlyUsageRow>): React.ReactNode {
  const { table, title, keyOf } = monthlyDataUsageTable;
  return <UsageChartPanel {...props} table={table} title={title} keyOf={keyOf} unit="month" spanOf={cycleOf} lineNameOf={serviceTitle} limitOf={cycleLimitOf} />;
}

export function DailyUsageChart(props: BelowTableProps<DailyUsageRow>): React.ReactNode {
  const { table, title, keyOf } = dailyDataUsageTable;
  const { byKey: services } = useTable('services');
  const limitOf = useMemo(() => (row: DailyUsageRow, dayMs: number) => dayShare(services.get(row.serviceLineNumber ?? ''), dayMs), [services]);
  return <UsageChartPanel {...props} table={table} title={title} keyOf={keyOf} unit="day" spanOf={dayOf} lineNameOf={serviceTitle} limitOf={limitOf} />;
}
