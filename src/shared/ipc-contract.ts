// Every command and event between a window and main, with the payload each accepts. To add one: a line here, a handler in main/ipc.
import { z } from 'zod';
import type { AccountStatus } from './account-status.ts';
import { PAGE_MEMORY_PREFIX, type BackupChecked, type BackupProgress, type BackupRestored, type BackupWritten } from './backup.ts';
import { coverageRequestSchema, type Coverage } from './coverage.ts';
import type { ExchangeDetails, ExchangeNews, ExchangePage } from './exchange.ts';
import { historyExportSchema, type HistoryExportProgress } from './history-export.ts';
import { queryTicketSchema, type HistoryAnswer, type HistoryQueryName } from './history-query.ts';
import type { CommandName, EventName } from './ipc-channels.ts';
import type { LogLevel, LogLine } from './log-line.ts';
import type { PackedRows } from './packed-rows.ts';
import type { Problem } from './problem.ts';
import { settingsChangeSchema, type Settings } from './settings.ts';
import type { StorageState, StorageView } from './storage-report.ts';
import { relationFields } from './table-relations.ts';
import { tableNames, type TableName } from './table-schemas.ts';
import { LARGEST_VIEW_FILE, LONGEST_VIEW_NAME } from './view-file.ts';

const nothing = z.undefined();
const idText = z.string().min(1).max(200);
/** A secret is opaque; 4,096 characters is far beyond any that Starlink issues. */
const secretText = z.string().min(1).max(4_096);
const tableName = z.enum(tableNames as [TableName, ...TableName[]]);
/** The largest fleet that the console is made for, all selected. */
const MOST_RELATED_KEYS = 20_000;
/** Pieces of an export: four times what the page sends at once. */
const MOST_EXPORT_TEXT = 2_000_000;
/** 200,000 rows of daily usage, all selected, have half of it. */
const MOST_COPIED_TEXT = 64_000_000;
/** Layouts and views of all tables: what a page may store at all is 5 MB. */
const MOST_PAGE_MEMORY = 10_000_000;
/** What only a page can read goes into the backup, and aside with the data that a restore replaces. */
const pageMemory = z.strictObject({ pageMemory: z.record(z.string().startsWith(PAGE_MEMORY_PREFIX).max(200), z.string().max(MOST_PAGE_MEMORY)) });

/** Payload schemas by command, `subject:verb`. */
export const commandPayloads = {
  'console:state': nothing,
  'status:get': nothing,
  'settings:set': settingsChangeSchema,
  /** Rows of a table, then its deltas; `where` keeps the rows of one terminal or of one service line only. */
  'table:watch': z.object({
    table: tableName,
    where: z.union([z.strictObject({ deviceId: idText }), z.strictObject({ serviceLineNumber: idText })]).optional(),
  }),
  'table:unwatch': z.object({ watchId: z.number().int() }),
  /** How many rows of each table belong to these keys. */
  'table:relatedCounts': z.array(z.object({ field: z.enum(relationFields), keys: z.array(idText).max(MOST_RELATED_KEYS), tables: z.array(tableName).max(tableNames.length) })).max(relationFields.length),
  'credential:list': nothing,
  'credential:test': z.object({ clientId: idText, clientSecret: secretText.nullable(), credentialId: idText.nullable() }),
  /** credentialId null adds one; clientSecret null keeps the stored secret. `confirmedDveLoss` answers the question that removing DVEs asks. */
  'credential:save': z.object({ credentialId: idText.nullable(), clientId: idText, clientSecret: secretText.nullable(), confirmedDveLoss: z.boolean() }),
  'credential:remove': z.object({ credentialId: idText }),
  'account:setPolling': z.object({ credentialId: idText, enabled: z.boolean() }),
  /** Switches polling on for every demo account of the simulation. */
  'demo:enable': nothing,
  'terminalWindow:open': z.object({ deviceId: idText }),
  'dve:setCreation': z.object({ deviceId: idText, enabled: z.boolean() }),
  'dve:delete': z.object({ deviceId: idText }),
  'history:query': queryTicketSchema,
  'history:cancel': z.strictObject({ queryId: z.number().int() }),
  /** Asks for a file by the system's own dialog; answers when it is written. */
  'history:export': historyExportSchema,
  'history:cancelExport': z.strictObject({ exportId: z.number().int() }),
  'history:coverage': coverageRequestSchema,
  'storage:get': nothing,
  /** Asks for a folder by the system's own dialog; answers when the backup is whole in it. */
  'backup:write': pageMemory,
  /** Asks for the folder of a backup and reads it whole. */
  'backup:check': nothing,
  /** Of the backup that was checked last: prepares it, then the console starts anew with it. */
  'backup:restore': pageMemory,
  'backup:cancel': nothing,
  /** The page's own storage out of a restored backup; null when there is none (any more). */
  'backup:takePageMemory': nothing,
  /** New exchanges come as events while the page watches. */
  'exchange:watch': z.object({ watching: z.boolean() }),
  'exchange:page': z.object({ olderThan: z.number().int().nullable() }),
  'exchange:details': z.object({ exchangeId: idText }),
  'exchange:find': z.object({ text: z.string().min(1).max(500) }),
  'exchange:clear': nothing,
  /** Asks for a file by the system's own dialog; null saves all. */
  'exchange:saveHar': z.object({ serials: z.array(z.number().int()).max(20_000).nullable() }),
  'log:watch': z.object({ watching: z.boolean() }),
  'log:recent': nothing,
  'log:file': nothing,
  'log:save': z.object({ upTo: z.union([z.literal('error'), z.literal([0, 1, 2, 3, 4, 5])]) satisfies z.ZodType<LogLevel>, module: z.string().max(200).nullable(), text: z.string().max(500) }),
  /** A saved view of a table as a file, by the system's own dialogs. */
  'view:save': z.object({ name: z.string().min(1).max(LONGEST_VIEW_NAME), text: z.string().max(LARGEST_VIEW_FILE) }),
  'view:open': nothing,
  /** Asks for a file by the system's own dialog; the text follows piece by piece, and nothing is left behind unless it is finished. */
  'export:begin': z.object({ title: z.string().max(200), name: z.string().regex(/^[a-z0-9-]{1,60}$/), extension: z.enum(['csv', 'tsv', 'json']), kind: z.string().max(60) }),
  'export:append': z.object({ exportId: z.number().int(), text: z.string().max(MOST_EXPORT_TEXT) }),
  'export:finish': z.object({ exportId: z.number().int() }),
  'export:cancel': z.object({ exportId: z.number().int() }),
  /** For rows: the page's own clipboard wants its window in front at the moment when they are written, and that may be a second after the key. */
  'clipboard:write': z.object({ text: z.string().max(MOST_COPIED_TEXT) }),
} as const satisfies Record<CommandName, z.ZodType>;

export type { CommandName, EventName };
export type CommandPayload<Name extends CommandName> = z.infer<(typeof commandPayloads)[Name]>;

export interface TableSnapshot {
  readonly watchId: number;
  readonly seq: number;
  readonly rows: PackedRows;
  /** Only the first rows of a large table: the others come as deltas, the last of which no longer says so. */
  readonly restFollows?: true;
}

/** Follows a snapshot: `seq` counts up by one; a gap means watch again. */
export interface TableDelta {
  readonly watchId: number;
  readonly seq: number;
  readonly upserts: PackedRows;
  readonly removedKeys: readonly string[];
  readonly restFollows?: true;
}

export interface CredentialView {
  readonly credentialId: string;
  readonly clientId: string;
  /** Host the secret was entered for; it is never sent anywhere else. */
  readonly tokenOrigin: string;
  readonly accountNumber: string | null;
  readonly accountName: string | null;
  readonly authentication: AccountStatus['authentication'];
  readonly authenticationReason: string | null;
  /** keychain: stored by the OS · memory: this run only, no keychain here · unavailable: cannot be read now · otherHost: entered for another token host */
  readonly secret: 'keychain' | 'memory' | 'unavailable' | 'otherHost';
  readonly isDemo: boolean;
}

export interface AccountIdentity {
  /** null when the credential lacks the account permission. */
  readonly accountNumber: string | null;
  readonly accountName: string | null;
  readonly regionCode: string | null;
}

export interface ConsoleState {
  readonly mode: 'simulation' | 'live' | 'test-server';
  /** Host and port of a server that is not Starlink's, for the banner; null otherwise. */
  readonly testServerHost: string | null;
  /** True while no credential was ever saved here and no demo account polls: the first-run panel shows. */
  readonly firstRun: boolean;
  /** False where `--api-url` or `--token-url` name a server: then there is no simulation. */
  readonly demoAvailable: boolean;
  readonly keychain: { readonly available: boolean; readonly reason: string | null };
  readonly settings: Settings;
  readonly version: string;
  /** Set while quitting waits for a telemetry request in hand. */
  readonly quitting: string | null;
}

export interface StatusReport {
  readonly atMs: number;
  readonly accounts: readonly AccountStatus[];
  readonly problems: readonly Problem[];
  /** Rows of tables that a window should not have to hold for a figure beside a tab: up to five seconds old. */
  readonly rowCounts?: { readonly [Name in TableName]?: number };
  /** Days of usage before this one lie on disk only: more are stored than a table should hold. null or absent: Daily Data Usage shows all. */
  readonly dailyUsageFromMs?: number | null;
}

/** Saving answers saved, or asks first: DVEs would go because the new credential is of another account. */
export type CredentialSaved =
  | { readonly outcome: 'saved'; readonly credentialId: string }
  | { readonly outcome: 'confirm-dve-loss'; readonly dveNames: readonly string[] };

export type FileSaved =
  | { readonly outcome: 'saved'; readonly file: string; readonly count: number }
  | { readonly outcome: 'cancelled' };

/** `incompleteDays`: the archive's files of those days could not all be read, or retention took them meanwhile. */
export type HistorySaved =
  | { readonly outcome: 'saved'; readonly file: string; readonly rows: number; readonly incompleteDays: readonly string[] }
  | { readonly outcome: 'cancelled' };

export type FileOpened =
  | { readonly outcome: 'opened'; readonly file: string; readonly text: string }
  | { readonly outcome: 'cancelled' };

export type ExportBegun =
  | { readonly outcome: 'begun'; readonly exportId: number; readonly file: string }
  | { readonly outcome: 'cancelled' };

/** Values that the commands answer with, inside a Result. */
export interface CommandValues extends Record<CommandName, unknown> {
  'console:state': ConsoleState;
  'status:get': StatusReport;
  'settings:set': Settings;
  'table:watch': TableSnapshot;
  'table:unwatch': null;
  /** In the order asked; only tables that have the field. */
  'table:relatedCounts': readonly Partial<Record<TableName, number>>[];
  'credential:list': readonly CredentialView[];
  'credential:test': AccountIdentity;
  'credential:save': CredentialSaved;
  'credential:remove': null;
  'account:setPolling': null;
  'demo:enable': null;
  'terminalWindow:open': null;
  'dve:setCreation': null;
  'dve:delete': null;
  'history:query': HistoryAnswer<HistoryQueryName>;
  'history:cancel': null;
  'history:export': HistorySaved;
  'history:cancelExport': null;
  'history:coverage': Coverage;
  'storage:get': StorageView;
  'backup:write': BackupWritten;
  'backup:check': BackupChecked;
  'backup:restore': BackupRestored;
  'backup:cancel': null;
  'backup:takePageMemory': Readonly<Record<string, string>> | null;
  'exchange:watch': null;
  'exchange:page': ExchangePage;
  'exchange:details': ExchangeDetails;
  /** Ids of the exchanges whose headers or bodies hold the text. */
  'exchange:find': readonly string[];
  'exchange:clear': null;
  'exchange:saveHar': FileSaved;
  'log:watch': null;
  'log:recent': readonly LogLine[];
  'log:file': { readonly file: string };
  'log:save': FileSaved;
  'view:save': FileSaved;
  'view:open': FileOpened;
  'export:begin': ExportBegun;
  'export:append': null;
  'export:finish': null;
  'export:cancel': null;
  'clipboard:write': null;
}

/** What main announces to windows. */
export interface ConsoleEvents extends Record<EventName, unknown> {
  'console:changed': ConsoleState;
  'status:changed': StatusReport;
  'credentials:changed': readonly CredentialView[];
  'table:delta': TableDelta;
  'exchange:news': ExchangeNews;
  'log:lines': readonly LogLine[];
  'history:exportProgress': HistoryExportProgress;
  /** The archive begins or ends something; its figures may have changed. */
  'storage:changed': StorageState;
  /** To the page that asked. */
  'backup:progress': BackupProgress;
}
