// Finds its way through a telemetry reply, whole or torn: the rows of data.values, the column names, the metadata.
import { closeBrace, colon, comma, openBrace, openBracket, parseSlice, quote, skipSpace, skipString, skipValue, torn } from './json-bytes.ts';

/** Where the rows end, and whatever else the taker made of them. */
export interface TakenRows {
  /** Offset behind the array's `]`; `torn` when the bytes end before it. */
  readonly endOfList: number;
}

export interface Frame<Rows extends TakenRows> {
  /** null when there is no array at data.values (yet). */
  readonly rows: Rows | null;
  /** What stands at data.values when it is no array; undefined when the key is absent. */
  readonly otherValues: unknown;
  /** As far as it came: of a torn object the complete members, of a torn list nothing. */
  readonly columnNames: unknown;
  readonly metadata: unknown;
  /** whole · torn: the bytes end before the JSON does · damaged: it is no JSON from some byte on */
  readonly state: 'whole' | 'torn' | 'damaged';
}

/** Offset behind a walked object, `torn`, or `damaged`. */
const damaged = -2;

/** Takes the rows of the list whose first byte behind the `[` is at `start`. */
export type TakeRows<Rows extends TakenRows> = (start: number) => Rows;

/** `start` is at the `{` of the reply. Never throws by itself. Of a key given twice the last one counts, as with JSON.parse. */
export function walkFrame<Rows extends TakenRows>(bytes: Uint8Array, start: number, takeRows: TakeRows<Rows>): Frame<Rows> {
  const found: { -readonly [Key in keyof Frame<Rows>]: Frame<Rows>[Key] } = {
    rows: null, otherValues: undefined, columnNames: undefined, metadata: undefined, state: 'whole',
  };

  const dataMember = (key: string, at: number): number => {
    if (key === 'values' && bytes[at] === openBracket) {
      found.rows = takeRows(at + 1);
      return found.rows.endOfList;
    }
    if (key === 'columnNamesByDeviceType') return keep(at, (value) => (found.columnNames = value));
    const end = skipValue(bytes, at);
    if (key === 'values' && end >= 0) found.otherValues = parseSlice(bytes, at, end);
    return end;
  };

  const keep = (at: number, store: (value: unknown) => void): number => {
    const { value, end } = readPartial(bytes, at);
    store(value);
    return end;
  };

  const end = walkMembers(bytes, start, (key, at) => {
    if (key === 'data' && bytes[at] === openBrace) return walkMembers(bytes, at, dataMember);
    if (key === 'metadata') return keep(at, (value) => (found.metadata = value));
    return skipValue(bytes, at);
  });
  found.state = end === torn ? 'torn' : end === damaged ? 'damaged' : 'whole';
  return found;
}

/** Walks the object that begins at `start`; `onMember` gets each key and the offset of its value, and answers the offset behind the value. */
function walkMembers(bytes: Uint8Array, start: number, onMember: (key: string, at: number) => number): number {
  let at = start + 1;
  for (;;) {
    at = skipSpace(bytes, at);
    const byte = bytes[at];
    if (byte === undefined) return torn;
    if (byte === closeBrace) return at + 1;
    if (byte === comma) {
      at += 1;
      continue;
    }
    if (byte !== quote) return damaged;
    const keyEnd = skipString(bytes, at);
    if (keyEnd === torn) return torn;
    const key = parseSlice(bytes, at, keyEnd);
    at = skipSpace(bytes, keyEnd);
    if (at === bytes.length) return torn;
    if (typeof key !== 'string' || bytes[at] !== colon) return damaged;
    at = skipSpace(bytes, at + 1);
    if (at === bytes.length) return torn;
    at = onMember(key, at);
    if (at < 0) return at;
  }
}

/** A value, or what came of it: objects keep their complete members, anything else that is torn is undefined. */
export function readPartial(bytes: Uint8Array, start: number): { readonly value: unknown; readonly end: number } {
  if (bytes[start] !== openBrace) {
    const end = skipValue(bytes, start);
    return { value: end < 0 ? undefined : parseSlice(bytes, start, end), end };
  }
  const members = new Map<string, unknown>();
  const end = walkMembers(bytes, start, (key, at) => {
    const member = readPartial(bytes, at);
    if (member.value !== undefined) members.set(key, member.value);
    return member.end;
  });
  return { value: Object.fromEntries(members), end };
}
