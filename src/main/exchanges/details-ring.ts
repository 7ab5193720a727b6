// Headers and bodies of the newest exchanges, bounded in bytes: the oldest go first.
import type { RecordedDetails } from '../starlink/exchange.ts';

export interface DetailsRing {
  set(exchangeId: string, details: RecordedDetails): void;
  get(exchangeId: string): RecordedDetails | undefined;
  clear(): void;
  readonly bytes: number;
}

/** An entry's own cost beside its texts: objects, map and array heads, measured roughly. */
const ENTRY_BYTES = 1_000;

export function createDetailsRing(mostBytes: number): DetailsRing {
  const held = new Map<string, { readonly details: RecordedDetails; readonly size: number }>();
  let bytes = 0;
  return {
    set(exchangeId, details) {
      const size = sizeOf(details);
      held.set(exchangeId, { details, size });
      bytes += size;
      for (const [oldest, { size: freed }] of held) {
        if (bytes <= mostBytes) break;
        held.delete(oldest);
        bytes -= freed;
      }
    },
    get: (exchangeId) => held.get(exchangeId)?.details,
    clear() {
      held.clear();
      bytes = 0;
    },
    get bytes() {
      return bytes;
    },
  };
}

function sizeOf({ requestHeaders, responseHeaders, requestBody, responseBody }: RecordedDetails): number {
  const headers = [...requestHeaders, ...responseHeaders].reduce((sum, { name, value }) => sum + 2 * (name.length + value.length), 0);
  return ENTRY_BYTES + headers + (requestBody?.text.byteLength ?? 0) + (responseBody?.text.byteLength ?? 0);
}
