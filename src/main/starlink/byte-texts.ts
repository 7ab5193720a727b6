// Texts of a reply, recognised by their bytes: a device sends many rows, and only its first one makes a string.

/** Slots for the ids of a large fleet, and for the few texts that all devices share. Powers of two. */
const slotCounts = { ids: 32_768, few: 256 } as const;
/** The end of an id or a version tells it apart from its neighbours. */
const hashedBytes = 8;

export class ByteTexts {
  /** Of the text that was asked for last: the next one of its column is often as long. */
  lastLength = 0;
  readonly #bytes: Uint8Array;
  /** The same memory, compared four bytes at a time. */
  readonly #words: DataView;
  readonly #rewrite: (text: string) => string;
  readonly #mask: number;
  /** Where the text of each slot begins and ends; 0 and 0: the slot is free. */
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #texts: string[];

  /** `rewrite` must be pure: its answer is kept. */
  constructor(bytes: Uint8Array, size: keyof typeof slotCounts, rewrite: (text: string) => string = (text) => text) {
    this.#bytes = bytes;
    this.#words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#rewrite = rewrite;
    this.#mask = slotCounts[size] - 1;
    this.#starts = new Int32Array(slotCounts[size]);
    this.#ends = new Int32Array(slotCounts[size]);
    this.#texts = new Array<string>(slotCounts[size]);
  }

  /** The text of bytes[start, end) if it was met before: then they are what `of` was given. */
  find(start: number, end: number): string | undefined {
    const slot = this.#slotOf(start, end);
    if (this.#isAt(slot, start, end)) return this.#texts[slot];
    // A second place for each hash: two texts that share one would push each other out at every row.
    return this.#isAt(slot ^ 1, start, end) ? this.#texts[slot ^ 1] : undefined;
  }

  /** Text of bytes[start, end), which are ASCII. */
  of(start: number, end: number): string {
    this.lastLength = end - start;
    const known = this.find(start, end);
    if (known !== undefined) return known;
    const slot = this.#slotOf(start, end);
    const second = slot ^ 1;
    const text = this.#rewrite(Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, end - start).toString('latin1'));
    const free = this.#ends[slot] === 0 ? slot : second;
    this.#starts[free] = start;
    this.#ends[free] = end;
    this.#texts[free] = text;
    return text;
  }

  #slotOf(start: number, end: number): number {
    const bytes = this.#bytes;
    let hash = end - start;
    for (let at = Math.max(start, end - hashedBytes); at < end; at += 1) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    return (hash ^ (hash >>> 13)) & this.#mask;
  }

  #isAt(slot: number, start: number, end: number): boolean {
    let known = this.#starts[slot]!;
    if (this.#ends[slot]! - known !== end - start) return false;
    let at = start;
    for (const words = this.#words; at + 4 <= end; at += 4, known += 4) if (words.getInt32(known) !== words.getInt32(at)) return false;
    for (const bytes = this.#bytes; at < end; at += 1, known += 1) if (bytes[known] !== bytes[at]) return false;
    return true;
  }
}
