// Every exchange of this run: the newest 10,000 rows, headers and bodies as far as memory goes, and who is told of new ones.
import { KEPT_EXCHANGES, packExchanges, type BodyExcerpt, type ExchangeDetails, type ExchangeNews, type ExchangePage, type ExchangeRow } from '#shared/exchange.ts';
import type { Redactor } from '../starlink/masked-text.ts';
import type { Exchange, RecordedBody, RecordedDetails, ReportExchange } from '../starlink/exchange.ts';
import { createDetailsRing } from './details-ring.ts';

export interface ExchangeBoard {
  record(exchange: Exchange, account: string): void;
  /** For a client of main's own: row and details under this account. */
  recorderFor(account: string): ReportExchange;
  /** Headers and bodies follow their row a moment later. */
  addDetails(exchangeId: string, details: RecordedDetails): void;
  /** At most PAGE_ROWS rows before `olderThan`; the newest ones for null. Oldest first. */
  page(olderThan: number | null): ExchangePage;
  /** Oldest first. */
  rows(): readonly ExchangeRow[];
  /** Waits a moment for those of a new row; null when they are no longer kept. */
  details(exchangeId: string): Promise<ExchangeDetails | null>;
  /** Ids of the exchanges whose headers or bodies hold the text, upper or lower case. Lets main do other things meanwhile. */
  find(text: string): Promise<readonly string[]>;
  /** Forgets all exchanges, for every window. */
  clear(): void;
  /** New rows, gathered for a moment. Answers the function that ends the subscription. */
  subscribe(listener: (news: ExchangeNews) => void): () => void;
}

export interface ExchangeBoardOptions {
  /** What main knows to be secret of a credential and its workers don't: the client secret. Runs when details leave main. */
  readonly redactorOf: (credentialId: string, isCut: boolean) => Redactor;
  readonly onRow: (row: ExchangeRow) => void;
  readonly mostDetailBytes?: number;
}

/** Headers and bodies of about 700 full list pages, or of some 10,000 small answers. */
const MOST_DETAIL_BYTES = 48 * 1024 * 1024;
/** Packing so many rows costs main under 2 ms. */
const PAGE_ROWS = 2_000;
/** So often windows are told: the eye sees no difference, and a burst is one message. */
const TELL_AFTER_MS = 100;
/** Rows beyond the limit are dropped together, not one by one. */
const SPARE_ROWS = 500;
/** Details are on their way when the row is there; a worker that died never sends them. */
const DETAILS_WAIT_MS = 3_000;
/** Searching so much text costs a millisecond or two; between two such pieces main serves everybody else. */
const FIND_PIECE_BYTES = 128 * 1024;

export function createExchangeBoard(options: ExchangeBoardOptions): ExchangeBoard {
  let rows: ExchangeRow[] = [];
  const byId = new Map<string, ExchangeRow>();
  /** Their details are on the way. */
  const unanswered = new Set<string>();
  let untold: ExchangeRow[] = [];
  let nextSerial = 1;
  let clearedThrough = 0;
  let timer: NodeJS.Timeout | null = null;
  const kept = createDetailsRing(options.mostDetailBytes ?? MOST_DETAIL_BYTES);
  const listeners = new Set<(news: ExchangeNews) => void>();
  const waiting = new Map<string, Set<() => void>>();

  function tell(): void {
    timer = null;
    const news: ExchangeNews = { rows: packExchanges(untold.slice(-KEPT_EXCHANGES)), clearedThrough };
    untold = [];
    for (const listener of listeners) listener(news);
  }

  function arrival(exchangeId: string): Promise<void> {
    return new Promise((resolve) => {
      const waiters = waiting.get(exchangeId) ?? new Set();
      waiting.set(exchangeId, waiters.add(done));
      const tooLate = setTimeout(done, DETAILS_WAIT_MS);
      function done(): void {
        clearTimeout(tooLate);
        waiters.delete(done);
        if (waiters.size === 0) waiting.delete(exchangeId);
        resolve();
      }
    });
  }

  function record(exchange: Exchange, account: string): void {
    const row: ExchangeRow = { ...exchange, account, serial: nextSerial++ };
    rows.push(row);
    byId.set(row.exchangeId, row);
    unanswered.add(row.exchangeId);
    if (rows.length > KEPT_EXCHANGES + SPARE_ROWS) dropOldest();
    options.onRow(row);
    if (listeners.size === 0) return;
    untold.push(row);
    timer ??= setTimeout(tell, TELL_AFTER_MS);
  }

  function dropOldest(): void {
    for (const { exchangeId } of rows.slice(0, -KEPT_EXCHANGES)) {
      byId.delete(exchangeId);
      unanswered.delete(exchangeId);
    }
    rows = rows.slice(-KEPT_EXCHANGES);
  }

  function addDetails(exchangeId: string, details: RecordedDetails): void {
    // Cleared meanwhile.
    if (!byId.has(exchangeId)) return;
    unanswered.delete(exchangeId);
    kept.set(exchangeId, details);
    for (const done of waiting.get(exchangeId) ?? []) done();
  }

  return {
    record, addDetails,
    recorderFor: (account) => (exchange, details) => {
      record(exchange, account);
      setImmediate(() => void details().then((read) => addDetails(exchange.exchangeId, read)));
    },
    page(olderThan) {
      const end = olderThan === null ? rows.length : rows.findIndex((row) => row.serial >= olderThan);
      const last = end === -1 ? rows.length : end;
      const first = Math.max(0, last - PAGE_ROWS);
      return { rows: packExchanges(rows.slice(first, last)), olderThan: first === 0 ? null : rows[first]!.serial };
    },
    rows: () => rows.slice(-KEPT_EXCHANGES),
    async details(exchangeId) {
      const row = byId.get(exchangeId);
      if (row === undefined) return null;
      if (unanswered.has(exchangeId) && Date.now() - row.atMs - row.durationMs < DETAILS_WAIT_MS) await arrival(exchangeId);
      const recorded = kept.get(exchangeId);
      return recorded === undefined ? null : readable(recorded, (isCut) => options.redactorOf(row.credentialId, isCut));
    },
    async find(text) {
      const words = text.toLowerCase();
      const found: string[] = [];
      let searched = 0;
      for (const { exchangeId, credentialId } of [...rows]) {
        const recorded = kept.get(exchangeId);
        if (recorded === undefined) continue;
        if (holds(recorded, words) && holds(readable(recorded, (isCut) => options.redactorOf(credentialId, isCut)), words)) found.push(exchangeId);
        searched += (recorded.responseBody?.text.byteLength ?? 0) + ENTRY_TEXT_BYTES;
        if (searched < FIND_PIECE_BYTES) continue;
        searched = 0;
        await new Promise((resolve) => setImmediate(resolve));
      }
      return found;
    },
    clear() {
      clearedThrough = nextSerial - 1;
      rows = [];
      untold = [];
      byId.clear();
      unanswered.clear();
      kept.clear();
      if (listeners.size > 0) timer ??= setTimeout(tell, 0);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Headers and request of one exchange. */
const ENTRY_TEXT_BYTES = 1_000;

/** A secret that only main knows must not be found either: a match counts once it is still there after masking. */
function holds({ requestHeaders, responseHeaders, requestBody, responseBody }: RecordedDetails | ExchangeDetails, words: string): boolean {
  const headers = [...requestHeaders, ...responseHeaders];
  if (headers.some(({ name, value }) => `${name}: ${value}`.toLowerCase().includes(words))) return true;
  return [requestBody, responseBody].some((body) => body !== null && textOf(body.text).toLowerCase().includes(words));
}

function textOf(text: string | Uint8Array): string {
  return typeof text === 'string' ? text : Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8');
}

function readable(details: RecordedDetails, redactorOf: (isCut: boolean) => Redactor): ExchangeDetails {
  const redact = redactorOf(false);
  const header = ({ name, value }: ExchangeDetails['requestHeaders'][number]) => ({ name: redact(name), value: redact(value) });
  const body = (one: RecordedBody | null): BodyExcerpt | null => (one === null ? null : { ...one, text: redactorOf(one.isCut)(textOf(one.text)) });
  return {
    ...details,
    requestHeaders: details.requestHeaders.map(header),
    responseHeaders: details.responseHeaders.map(header),
    requestBody: body(details.requestBody),
    responseBody: body(details.responseBody),
  };
}
