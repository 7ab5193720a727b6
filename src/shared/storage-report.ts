// What the telemetry history takes on disk, and what it is doing with closed days.

export interface StorageReport {
  /** The database of open days, its log included. */
  readonly databaseBytes: number;
  /** Bytes of the files of closed days. */
  readonly archiveBytes: Readonly<Record<'telemetry' | 'routers' | 'ip-allocations' | 'alert-edges' | 'snapshots' | 'rollups', number>>;
  readonly archivedDays: number;
  /** 'YYYY-MM-DD'; null before the first closed day. */
  readonly oldestDay: string | null;
  /** Terminal rows a day, and bytes of all kinds a day once archived: means of the last seven closed days; null before the first. */
  readonly rowsPerDay: number | null;
  readonly bytesPerDay: number | null;
  /** All files of the newest closed day; 0 before the first. */
  readonly newestDayBytes: number;
  /** Files that are missing or damaged: their rows are left out. */
  readonly damagedFiles: number;
  /** The first of them, by name from the data folder, with the reason. */
  readonly firstDamaged: readonly { readonly file: string; readonly reason: string }[];
}

/** GB. A limit below it can't be kept: days go oldest first and whole, the open ones and the newest closed one never by size. Then none goes for it. */
export function leastLimitGB({ databaseBytes, newestDayBytes }: Pick<StorageReport, 'databaseBytes' | 'newestDayBytes'>): number {
  return (databaseBytes + newestDayBytes) / 1e9;
}

/** What the Storage card shows of a data folder. */
export interface StorageView {
  readonly report: StorageReport;
  readonly state: StorageState;
  /** The database of the Management lists and of data usage, its log included. */
  readonly managementBytes: number;
  /** What restores and migrations have kept of before: it goes by hand only. */
  readonly keptAsideBytes: number;
  /** Free on the disk of the data folder; null when the system does not say. */
  readonly freeBytes: number | null;
  /** The folder that all of it lies in. */
  readonly folder: string;
}

/** slice counts from 1; null day and counts while idle. */
export type StorageState =
  | { readonly state: 'idle' }
  | { readonly state: 'closing'; readonly day: string; readonly slice: number; readonly slices: number };
