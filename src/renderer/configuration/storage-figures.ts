// What the Storage card says of the amount on disk and of its growth.
import type { Settings } from '#shared/settings.ts';
import { leastLimitGB, type StorageReport, type StorageState, type StorageView } from '#shared/storage-report.ts';
import { formatBytes } from '../formats/format-bytes.ts';
import { formatCount, notAvailable } from '../formats/format-number.ts';

export interface StorageFigure {
  readonly label: string;
  readonly value: string;
  /** Muted, behind the value. */
  readonly note?: string;
}

const kindLabels: Readonly<Record<keyof StorageReport['archiveBytes'], string>> = {
  telemetry: 'Terminal samples', routers: 'Router samples', 'ip-allocations': 'IP allocations', 'alert-edges': 'Alerts', snapshots: 'Fleet snapshots', rollups: 'Fleet statistics',
};
/** A month as growth is given. */
const MONTH_DAYS = 30;
/** Beyond it a forecast by days says nothing. */
const FAR_DAYS = 3_650;

export function sumOnDisk(view: StorageView): number {
  return view.managementBytes + view.keptAsideBytes + sumOfHistory(view.report);
}

/** What the limit counts: the telemetry history. */
function sumOfHistory({ databaseBytes, archiveBytes }: StorageReport): number {
  return Object.values(archiveBytes).reduce((sum, bytes) => sum + bytes, databaseBytes);
}

export function buildDiskFigures({ report, managementBytes, keptAsideBytes }: StorageView): StorageFigure[] {
  const kinds = Object.entries(kindLabels) as [keyof StorageReport['archiveBytes'], string][];
  return [
    { label: 'Database of open days', value: formatBytes(report.databaseBytes) },
    ...kinds.map(([kind, label]) => ({ label: `${label}, archived`, value: formatBytes(report.archiveBytes[kind]) })),
    { label: 'Management history', value: formatBytes(managementBytes) },
    ...(keptAsideBytes === 0 ? [] : [{ label: 'Kept from before', value: formatBytes(keptAsideBytes), note: 'by restores and updates; delete it by hand' }]),
  ];
}

export function buildGrowthFigures({ report, state, freeBytes }: StorageView, settings: Pick<Settings, 'historyDays' | 'historyMaxGB'>): StorageFigure[] {
  const { archivedDays, oldestDay, bytesPerDay, rowsPerDay } = report;
  const untilClosed = 'until a day is closed';
  return [
    { label: 'Days archived', value: formatCount(archivedDays), ...(oldestDay === null ? {} : { note: `since ${oldestDay}` }) },
    { label: 'Rows a day', value: formatCount(rowsPerDay), ...(rowsPerDay === null ? { note: untilClosed } : {}) },
    bytesPerDay === null
      ? { label: 'Expected growth', value: notAvailable, note: untilClosed }
      : { label: 'Expected growth', value: `${formatBytes(bytesPerDay)} a day`, note: `${formatBytes(bytesPerDay * MONTH_DAYS)} a month` },
    ...(bytesPerDay === null ? [] : [buildOutlook(report, bytesPerDay, settings)]),
    { label: 'Free on this disk', value: formatBytes(freeBytes) },
    { label: 'Archive', value: describeState(state) },
  ];
}

/** How it ends: at the limit, or where as many days go as come. */
function buildOutlook(report: StorageReport, bytesPerDay: number, { historyDays, historyMaxGB }: Pick<Settings, 'historyDays' | 'historyMaxGB'>): StorageFigure {
  const bytes = sumOfHistory(report);
  const steadyBytes = bytes + bytesPerDay * Math.max(0, historyDays - report.archivedDays);
  const limitBytes = historyMaxGB * 1e9;
  if (historyMaxGB === 0 || steadyBytes <= limitBytes) return { label: 'In the end', value: `about ${formatBytes(steadyBytes)}`, note: `with ${formatCount(historyDays)} days kept` };
  if (historyMaxGB < leastLimitGB(report)) return { label: 'Limit', value: 'too low', note: 'no day is removed for it' };
  if (bytes >= limitBytes) return { label: 'Limit', value: 'reached', note: 'the oldest days go first' };
  const days = bytesPerDay === 0 ? Infinity : Math.ceil((limitBytes - bytes) / bytesPerDay);
  return { label: 'Limit', value: days > FAR_DAYS ? 'reached in more than 10 years' : `reached in about ${formatCount(days)} ${days === 1 ? 'day' : 'days'}`, note: 'then the oldest days go' };
}

export function describeState(state: StorageState): string {
  return state.state === 'idle' ? 'idle' : `Closing ${state.day}: slice ${state.slice} of ${state.slices}`;
}

/** null where the limit can be kept, or there is none. */
export function describeLimit({ report }: StorageView, { historyMaxGB }: Pick<Settings, 'historyMaxGB'>): string | null {
  const leastGB = leastLimitGB(report);
  if (historyMaxGB === 0 || historyMaxGB >= leastGB) return null;
  return `The limit of ${formatCount(historyMaxGB)} GB can’t be kept: the open days and the newest closed one take ${formatBytes(leastGB * 1e9)}. No day is removed for it. Set ${formatCount(Math.ceil(leastGB) + 1)} GB or more, or 0 for no limit.`;
}

/** null while all files are whole. */
export function describeDamage({ report, folder }: StorageView): string | null {
  const { damagedFiles, firstDamaged } = report;
  if (damagedFiles === 0) return null;
  const named = firstDamaged.map(({ file, reason }) => `${file} (${reason})`).join(', ');
  const more = damagedFiles > firstDamaged.length ? ` and ${formatCount(damagedFiles - firstDamaged.length)} more` : '';
  return `${damagedFiles === 1 ? 'A file of the archive is' : `${formatCount(damagedFiles)} files of the archive are`} missing or damaged, and left out of every answer: ${named}${more}, in ${folder}.`;
}
