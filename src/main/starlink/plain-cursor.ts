// Reads JSON values straight from bytes, as long as they are plain: numbers without an exponent, ASCII texts without escapes, true, false, null,
// lists of whole numbers. Each value comes out as JSON.parse would give it. Anything else ends the plain reading, and JSON.parse has the word.
import type { ByteTexts } from './byte-texts.ts';
import { closeBracket, comma, openBracket, quote } from './json-bytes.ts';

const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const backslash = 0x5c;
const firstPrintable = 0x20;
const firstNonAscii = 0x80;
const letterF = 0x66;
const letterN = 0x6e;
const letterT = 0x74;

/** Up to here a quotient of two exact doubles is the correctly rounded value of the decimal: both 10^22 and 2^53 − 1 are exact. */
const maxScale = 22;
const powersOfTen = Array.from({ length: maxScale + 1 }, (_, exponent) => Number(`1e${exponent}`));
/** A 64-bit integer has at most 19 digits; below 10 it is no time and no cell. */
const longestInteger = 19;
const shortestInteger = 10;
/** Behind it in an integer stand nine more digits. */
const lowDigits = 9;

/** 1 for the bytes that stand for themselves inside of a text. */
const isPlainText = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= firstPrintable && byte < firstNonAscii && byte !== quote && byte !== backslash ? 1 : 0));

const noCodes: readonly number[] = [];

export class PlainCursor {
  at = 0;
  /** False from the first value on that is not plain. */
  plain = true;
  /** Of the integer that was read last: value = high × 10^9 + low. */
  high = 0;
  low = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** NaN for null. */
  number(): number {
    const bytes = this.#bytes;
    const start = this.at;
    let at = start;
    let byte = bytes[at]!;
    const isNegative = byte === minus;
    if (isNegative) byte = bytes[(at += 1)]!;
    let mantissa = byte - zero;
    if (!(mantissa >= 0 && mantissa <= 9)) return this.#null(isNegative);
    at += 1;
    let digit = bytes[at]! - zero;
    if (mantissa === 0) {
      if (digit >= 0 && digit <= 9) return this.#refuse();
    } else {
      while (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digit = bytes[(at += 1)]! - zero;
      }
    }
    let scale = 0;
    if (bytes[at] === point) {
      const firstDecimal = at + 1;
      digit = bytes[(at += 1)]! - zero;
      while (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digit = bytes[(at += 1)]! - zero;
      }
      scale = at - firstDecimal;
      if (scale === 0) return this.#refuse();
    }
    this.at = at;
    if (mantissa > Number.MAX_SAFE_INTEGER || scale > maxScale) return this.#longNumber(start, at);
    const magnitude = scale === 0 ? mantissa : mantissa / powersOfTen[scale]!;
    return isNegative ? -magnitude : magnitude;
  }

  /** A plain run of 10 to 19 digits into `high` and `low`, exactly. False for null. */
  integer(): boolean {
    const bytes = this.#bytes;
    const start = this.at;
    let end = start;
    while (bytes[end]! >= zero && bytes[end]! <= zero + 9) end += 1;
    const length = end - start;
    if (length === 0) {
      this.#null(false);
      return false;
    }
    if (length < shortestInteger || length > longestInteger || bytes[start] === zero) {
      this.#refuse();
      return false;
    }
    let high = 0;
    let low = 0;
    let at = start;
    for (const middle = end - lowDigits; at < middle; at += 1) high = high * 10 + (bytes[at]! - zero);
    for (; at < end; at += 1) low = low * 10 + (bytes[at]! - zero);
    this.high = high;
    this.low = low;
    this.at = end;
    return true;
  }

  /** null for null and for an empty text. */
  text(texts: ByteTexts): string | null {
    const bytes = this.#bytes;
    if (bytes[this.at] !== quote) {
      this.#null(false);
      return null;
    }
    const start = this.at + 1;
    const likelyEnd = start + texts.lastLength;
    if (bytes[likelyEnd] === quote) {
      const known = texts.find(start, likelyEnd);
      if (known !== undefined) {
        this.at = likelyEnd + 1;
        return known;
      }
    }
    const end = this.#findQuote(start);
    return !this.plain || end === start ? null : texts.of(start, end);
  }

  /** 1, 0, or 2 for null. */
  flag(): number {
    switch (this.#bytes[this.at]) {
      case letterT:
        return this.#word('true') ? 1 : 2;
      case letterF:
        return this.#word('false') ? 0 : 2;
      default:
        this.#null(false);
        return 2;
    }
  }

  /** Whole numbers, each once; null for null. */
  codes(): readonly number[] {
    const bytes = this.#bytes;
    if (bytes[this.at] !== openBracket) {
      this.#null(false);
      return noCodes;
    }
    if (bytes[this.at + 1] === closeBracket) {
      this.at += 2;
      return noCodes;
    }
    const codes: number[] = [];
    for (;;) {
      this.at += 1;
      this.skipSpace();
      const code = this.number();
      if (!Number.isSafeInteger(code) || codes.includes(code)) this.plain = false;
      codes.push(code);
      this.skipSpace();
      if (!this.plain || bytes[this.at] !== comma) break;
    }
    if (bytes[this.at] !== closeBracket) this.plain = false;
    this.at += 1;
    return codes;
  }

  /** A number, text, true, false or null. */
  skip(): void {
    const byte = this.#bytes[this.at];
    if (byte === letterT || byte === letterF) this.flag();
    else if (byte === quote) this.#findQuote(this.at + 1);
    else this.number();
  }

  /** Between two elements, white space included. */
  comma(): void {
    if (this.#bytes[this.at]! <= firstPrintable) this.skipSpace();
    if (this.#bytes[this.at] !== comma) this.plain = false;
    this.at += 1;
    if (this.#bytes[this.at]! <= firstPrintable) this.skipSpace();
  }

  /** Behind the last element. */
  end(): void {
    this.skipSpace();
    if (this.#bytes[this.at] !== closeBracket) this.plain = false;
    this.at += 1;
  }

  skipSpace(): void {
    for (;;) {
      const byte = this.#bytes[this.at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.at += 1;
    }
  }

  /** Steps behind the closing quote of the text that begins at `start`; answers where that quote is. */
  #findQuote(start: number): number {
    const bytes = this.#bytes;
    let at = start;
    while (isPlainText[bytes[at]!] === 1) at += 1;
    if (bytes[at] !== quote) this.#refuse();
    this.at = at + 1;
    return at;
  }

  #null(isRefused: boolean): number {
    if (isRefused || this.#bytes[this.at] !== letterN || !this.#word('null')) return this.#refuse();
    return Number.NaN;
  }

  /** Steps over `word`, whose first byte is known to be there. */
  #word(word: string): boolean {
    const bytes = this.#bytes;
    for (let index = 1; index < word.length; index += 1) {
      if (bytes[this.at + index] === word.charCodeAt(index)) continue;
      this.#refuse();
      return false;
    }
    this.at += word.length;
    return true;
  }

  #refuse(): number {
    this.plain = false;
    return Number.NaN;
  }

  #longNumber(start: number, end: number): number {
    const value = Number(Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, end - start).toString('latin1'));
    return Number.isFinite(value) ? value : this.#refuse();
  }
}
