// The service line that the terminal is on: plan, price, and what it has used of its cycle.
import type { TableRow } from '#shared/table-schemas.ts';
import { useTimeDisplay } from '../console-client/use-console.ts';
import { useServiceLineRows } from '../console-client/use-table.ts';
import { formatMoney } from '../formats/format-money.ts';
import { formatUsage, notAvailable } from '../formats/format-number.ts';
import { formatAge, formatBothZones, formatUtcDate } from '../formats/format-time.ts';
import { notRealTime } from '../tables/columns/service-columns.ts';
import { formatUsageLimit } from '../tables/columns/service-usage.ts';
import { useMinute } from '../tables/use-minute.ts';
import classes from './service-card.module.css';
import { SideCard, SideLine, SideNote } from './side-card.tsx';

type ServiceRow = TableRow<'services'>;

const DAY_MS = 86_400_000;

export function ServiceCard({ serviceLineNumber }: { readonly serviceLineNumber: string | null }): React.ReactNode {
  return (
    <SideCard title="Service">
      {serviceLineNumber === null ? <SideNote>On no service line</SideNote> : <ServiceLine key={serviceLineNumber} serviceLineNumber={serviceLineNumber} />}
    </SideCard>
  );
}

function ServiceLine({ serviceLineNumber }: { readonly serviceLineNumber: string }): React.ReactNode {
  const { byKey, loaded, failure } = useServiceLineRows('services', serviceLineNumber);
  const row = byKey.get(serviceLineNumber);
  return (
    <>
      {failure !== null && <SideNote>{failure}</SideNote>}
      {row === undefined ? <SideNote>{loaded ? `${serviceLineNumber} has not been read yet` : 'Loading…'}</SideNote> : <Service row={row} />}
    </>
  );
}

function Service({ row }: { readonly row: ServiceRow }): React.ReactNode {
  const nowMs = useMinute(true);
  const timeDisplay = useTimeDisplay();
  const stale = row.stale === true;
  return (
    <div className={classes.service} data-stale={stale || undefined}>
      <p className={classes.plan}>
        <b>{row.productName ?? row.productReferenceId ?? notAvailable}</b>
        <span>{formatMoney(row.price, row.priceCurrency)}{stale && <i> stale</i>}</span>
      </p>
      <UsageMeter usedGB={row.usedThisCycleGB} limitGB={row.usageLimitGB} />
      <p className={classes.usage} title={row.usageUpdatedAtMs === null ? notRealTime : `Counted ${formatBothZones(row.usageUpdatedAtMs, timeDisplay)}, ${formatAge(nowMs - row.usageUpdatedAtMs)} ago. ${notRealTime}`}>
        <span>{usageText(row)}</span>
        <span>{daysLeftText(row.cycleEndMs, nowMs)}</span>
      </p>
      <dl>
        <SideLine label="Service Name">{row.serviceName ?? notAvailable}</SideLine>
        <SideLine label="Billing cycle">{row.cycleStartMs === null ? notAvailable : `${formatUtcDate(row.cycleStartMs)} – ${formatUtcDate(row.cycleEndMs)}`}</SideLine>
        <SideLine label="Overage">{overageText(row)}</SideLine>
      </dl>
    </div>
  );
}

/** Nothing where there is no share to show: the usage is not known, or the plan is restricted and has no limit to fill. */
function UsageMeter({ usedGB, limitGB }: { readonly usedGB: number | null; readonly limitGB: number | null }): React.ReactNode {
  if (usedGB === null || limitGB === null || limitGB <= 0) return null;
  const percent = Math.min(100, (usedGB / limitGB) * 100);
  return (
    <div
      className={classes.meter} role="meter" aria-label="Used of the plan this cycle" aria-valuemin={0} aria-valuemax={limitGB} aria-valuenow={Math.min(usedGB, limitGB)}
      aria-valuetext={`${formatUsage(usedGB)} of ${formatUsage(limitGB)} GB`} data-full={usedGB >= limitGB || undefined}
    >
      <div style={{ width: `${percent}%` }} />
    </div>
  );
}

function usageText({ usedThisCycleGB: usedGB, usageLimitGB: limitGB }: ServiceRow): string {
  if (usedGB === null) return `Usage ${notAvailable}`;
  if (limitGB === null) return `${formatUsage(usedGB)} GB used`;
  return limitGB === 0 ? `${formatUsage(usedGB)} GB used · ${formatUsageLimit(limitGB)}` : `${formatUsage(usedGB)} of ${formatUsage(limitGB)} GB`;
}

function daysLeftText(cycleEndMs: number | null, nowMs: number): string {
  if (cycleEndMs === null) return '';
  const days = Math.ceil((cycleEndMs - nowMs) / DAY_MS);
  if (days <= 0) return 'cycle ended';
  return days === 1 ? 'last day of the cycle' : `${days} days left`;
}

function overageText(row: ServiceRow): string {
  if (row.overageGB === null) return notAvailable;
  const usage = `${formatUsage(row.overageGB)} GB`;
  return row.overageGB === 0 || row.overagePrice === null ? usage : `${usage} · ${formatMoney(row.overagePrice, row.overageCurrency)}`;
}
