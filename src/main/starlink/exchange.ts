// One HTTP exchange as the client reports it: masked before it leaves the client that made it.
import type { BodyExcerpt, ExchangeDetails, ExchangeRow } from '#shared/exchange.ts';

export type { ExchangeGroup } from '#shared/exchange.ts';

/** A row of the Stream Viewer before main gives it its number and its account. */
export type Exchange = Omit<ExchangeRow, 'serial' | 'account' | 'method'> & {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The pause that the server asked for with this answer. */
  readonly retryAfterMs?: number;
};

/** UTF-8 bytes in a buffer of their own: they cross processes and wait in main's memory outside of the heap. */
export type RecordedBody = Omit<BodyExcerpt, 'text'> & { readonly text: Uint8Array };

export type RecordedDetails = Omit<ExchangeDetails, 'requestBody' | 'responseBody'> & {
  readonly requestBody: RecordedBody | null;
  readonly responseBody: RecordedBody | null;
};

/**
 * Called once an exchange has ended, whatever the end. `details` masks headers and bodies when it is called, which costs milliseconds:
 * later than the bytes' own way to disk.
 */
export type ReportExchange = (exchange: Exchange, details: () => Promise<RecordedDetails>) => void;
