// One HTTP exchange with the server as the Stream Viewer shows it. Masked where it is made: no secret and no token is in any field.
import { unpackRows, packRows, type PackedRows } from './packed-rows.ts';
import { defineRows } from './row-schema.ts';

/** DataMiner's polling groups, with the names that the Stream Viewer shows. */
export const exchangeGroups = {
  700: 'Token',
  701: 'Account and managed accounts',
  702: 'Telemetry',
  703: 'User terminals',
  704: 'Service lines',
  705: 'Data usage',
  706: 'Opt-in',
  707: 'Opt-out',
  708: 'Top-up',
  709: 'Products',
  710: 'Reboot and rename',
} as const;
export type ExchangeGroup = keyof typeof exchangeGroups;

export interface ExchangeRow {
  readonly exchangeId: string;
  /** Counts up in the order in which exchanges ended; never used twice in a run. */
  readonly serial: number;
  /** When the request went out. */
  readonly atMs: number;
  readonly credentialId: string;
  /** Account name, else its number, else the client id, as known when it happened. */
  readonly account: string;
  readonly group: ExchangeGroup;
  readonly method: string;
  readonly url: string;
  /** null when no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Bytes on the wire of the answer's body. */
  readonly bytes: number;
  /** 1 for the first try, 2 for the one after a 401. */
  readonly attempt: number;
  readonly error: string | null;
}

export interface ShownHeader {
  readonly name: string;
  /** '•••' unless the header is on the list of those that are shown. */
  readonly value: string;
}

export interface BodyExcerpt {
  readonly text: string;
  /** True when the body goes on, or went on, after the text. */
  readonly isCut: boolean;
  /** Size of the whole body, unpacked; null when nobody unpacked all of it. */
  readonly decodedBytes: number | null;
  /** Why the text is not the body as it came; null when it is. */
  readonly note: string | null;
}

/** What is seen when an exchange is opened. */
export interface ExchangeDetails {
  readonly requestHeaders: readonly ShownHeader[];
  /** Empty when no answer came. */
  readonly responseHeaders: readonly ShownHeader[];
  /** null: the request had none. */
  readonly requestBody: BodyExcerpt | null;
  /** null: no answer, or one without a body. */
  readonly responseBody: BodyExcerpt | null;
  /** From sending to the head of the answer; null when none came. */
  readonly waitMs: number | null;
}

/** How rows travel to a page: 2,000 a message at most. */
export interface ExchangePage {
  readonly rows: PackedRows;
  /** Serial before which older rows may exist; null when these are all. */
  readonly olderThan: number | null;
}

/** New rows of the last moment, in order. */
export interface ExchangeNews {
  readonly rows: PackedRows;
  /** Rows up to this serial are gone: cleared by an operator, in this window or another. 0 while none was. */
  readonly clearedThrough: number;
}

const rowFields = defineRows('exchangeId', {
  exchangeId: 'text', serial: 'number', atMs: 'number', credentialId: 'text', account: 'text', group: 'number', method: 'text', url: 'text',
  status: 'number', durationMs: 'number', bytes: 'number', attempt: 'number', error: 'text',
});

export const packExchanges = (rows: readonly ExchangeRow[]): PackedRows => packRows(rowFields, rows);
export const unpackExchanges = (packed: PackedRows): ExchangeRow[] => unpackRows(rowFields, packed) as unknown as ExchangeRow[];

/** So many of the newest exchanges are kept, in main and in a page. */
export const KEPT_EXCHANGES = 10_000;
