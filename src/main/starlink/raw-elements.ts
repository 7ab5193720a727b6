// The elements of one row as the reply spells them, for what must be kept or read word for word.
import { closeBracket, comma, skipSpace, skipValue, textOf } from './json-bytes.ts';

/** JSON text of every element of the row whose `[` is at `start`. */
export function rawElements(bytes: Uint8Array, start: number): string[] {
  const elements: string[] = [];
  let at = start + 1;
  for (;;) {
    at = skipSpace(bytes, at);
    const byte = bytes[at];
    if (byte === undefined || byte === closeBracket) return elements;
    if (byte === comma) {
      at += 1;
      continue;
    }
    const end = skipValue(bytes, at);
    if (end < 0) return elements;
    elements.push(textOf(bytes, at, end));
    at = end;
  }
}
