// Every command and event between a window and main, with the payload each accepts. To add one: a line here, a handler in main/ipc.
import { z } from 'zod';
import type { AccountStatus } from './account-status.ts';
import type { ExchangeDetails, ExchangeNews, ExchangePage } from './exchange.ts';
import { seriesRequestSchema, type Series } from './history-series.ts';
import type { CommandName, EventName } from './ipc-channels.ts';
import type { LogLevel, LogLine } from './log-line.ts';
import type { PackedRows } from './packed-rows.ts';
import type { Problem } from './problem.ts';
import { settingsChangeSchema, type Settings } from './settings.ts';
import { tableNames, type TableName } from './table-schemas.ts';
import { LARGEST_VIEW_FILE, LONGEST_VIEW_NAME } from './view-file.ts';

const nothing = z.undefined();
const idText = z.string().min(1).max(200);
/** A secret is opaque; 4,096 characters is far beyond any that Starlink issues. */
const secretText = z.string().min(1).max(4_096);

/** Payload schemas by command, `subject:verb`. */
export const commandPayloads = {
  'console:state': nothing,
  'status:get': nothing,
  'settings:set': settingsChangeSchema,
  /** Rows of a table, then its deltas; `where` keeps the rows of one terminal or of one service line only. */
  'table:watch': z.object({
    table: z.enum(tableNames as [TableName, ...TableName[]]),
    where: z.union([z.strictObject({ deviceId: idText }), z.strictObject({ serviceLineNumber: idText })]).optional(),
  }),
  'table:unwatch': z.object({ watchId: z.number().int() }),
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
  'history:series': seriesRequestSchema,
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

export type FileOpened =
  | { readonly outcome: 'opened'; readonly file: string; readonly text: string }
  | { readonly outcome: 'cancelled' };

/** Values that the commands answer with, inside a Result. */
export interface CommandValues extends Record<CommandName, unknown> {
  'console:state': ConsoleState;
  'status:get': StatusReport;
  'settings:set': Settings;
  'table:watch': TableSnapshot;
  'table:unwatch': null;
  'credential:list': readonly CredentialView[];
  'credential:test': AccountIdentity;
  'credential:save': CredentialSaved;
  'credential:remove': null;
  'account:setPolling': null;
  'demo:enable': null;
  'terminalWindow:open': null;
  'dve:setCreation': null;
  'dve:delete': null;
  'history:series': Series;
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
}

/** What main announces to windows. */
export interface ConsoleEvents extends Record<EventName, unknown> {
  'console:changed': ConsoleState;
  'status:changed': StatusReport;
  'credentials:changed': readonly CredentialView[];
  'table:delta': TableDelta;
  'exchange:news': ExchangeNews;
  'log:lines': readonly LogLine[];
}
