// Exchanges for tests, and how their details look.
import type { Exchange, RecordedBody, RecordedDetails } from '../../../src/main/starlink/exchange.ts';

export function buildExchange(index: number, part: Partial<Exchange> = {}): Exchange {
  return {
    exchangeId: `p-${index}`, atMs: 1_795_363_200_000 + index, credentialId: 'c1', group: 703, method: 'GET', url: `https://starlink.com/api/public/v2/user-terminals?page=${index}`,
    status: 200, durationMs: 12, bytes: 1_000, attempt: 1, error: null, ...part,
  };
}

export function buildBody(text: string, part: Partial<RecordedBody> = {}): RecordedBody {
  return { text: new TextEncoder().encode(text), isCut: false, decodedBytes: text.length, note: null, ...part };
}

export function buildDetails(part: Partial<RecordedDetails> = {}): RecordedDetails {
  return {
    requestHeaders: [{ name: 'authorization', value: 'Bearer •••' }], responseHeaders: [{ name: 'content-type', value: 'application/json' }],
    requestBody: null, responseBody: buildBody('{"a":1}'), waitMs: 5, ...part,
  };
}
