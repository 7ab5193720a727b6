// Texts recognised by their bytes: a device sends many rows, and only its first one makes a string.

/** Slots at first, for the few texts that all devices share, and at most, for the ids of a large fleet. Powers of two. */
const fewestSlots = 256;
const mostSlots = 65_536;
/** The end of an id or a version tells it apart from its neighbours. */
const hashedBytes = 8;
/** Longer texts are no ids: they are made each time. */
const longestKept = 256;
/** Bytes of texts that are kept at first and at most; then all are forgotten. */
const leastRoom = 4_096;
const mostRoom = 4_194_304;

const noBytes = new Uint8Array(0);

export class ByteTexts {
  /** Of the text that was asked for last: the next one of its column is often as long. */
  lastLength = 0;
  #bytes: Buffer = Buffer.from(noBytes);
  /** The same memory, compared four bytes at a time. */
  #words = viewOf(noBytes);
  readonly #rewrite: (text: string) => string;
  /** Copies of the texts' bytes, one behind the other: those they were read from don't stay. */
  #kept = new Uint8Array(leastRoom);
  #keptWords = viewOf(this.#kept);
  #keptLength = 0;
  #slots = new Slots(fewestSlots);

  /** `rewrite` must be pure: its answer is kept. */
  constructor(rewrite: (text: string) => string = (text) => text) {
    this.#rewrite = rewrite;
  }

  /** From now on offsets are those of `bytes`. */
  readFrom(bytes: Uint8Array): this {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#words = viewOf(bytes);
    return this;
  }

  /** The text of bytes[start, end) if it was met before: then they are what `of` was given. */
  find(start: number, end: number): string | undefined {
    const slot = hashOf(this.#bytes, start, end) & this.#slots.mask;
    if (this.#isAt(slot, start, end)) return this.#slots.texts[slot];
    // A second place for each hash: two texts that share one would push each other out at every row.
    return this.#isAt(slot ^ 1, start, end) ? this.#slots.texts[slot ^ 1] : undefined;
  }

  /** Text of bytes[start, end), which are ASCII. */
  of(start: number, end: number): string {
    this.lastLength = end - start;
    const known = this.find(start, end);
    if (known !== undefined) return known;
    const text = this.#rewrite(this.#bytes.toString('latin1', start, end));
    if (end - start <= longestKept) this.#keep(start, end, text);
    return text;
  }

  #keep(start: number, end: number, text: string): void {
    while (this.#keptLength + end - start > this.#kept.length) this.#makeRoom();
    if (this.#slots.isFull()) this.#slots = this.#slots.doubled(this.#kept);
    const keptStart = this.#keptLength;
    this.#keptLength += end - start;
    this.#kept.set(this.#bytes.subarray(start, end), keptStart);
    this.#slots.put(hashOf(this.#bytes, start, end), keptStart, this.#keptLength, text);
  }

  #makeRoom(): void {
    if (this.#kept.length >= mostRoom) {
      this.#slots = new Slots(fewestSlots);
      this.#keptLength = 0;
      return;
    }
    const larger = new Uint8Array(2 * this.#kept.length);
    larger.set(this.#kept);
    this.#kept = larger;
    this.#keptWords = viewOf(larger);
  }

  #isAt(slot: number, start: number, end: number): boolean {
    const { spans } = this.#slots;
    let known = spans[2 * slot]!;
    if (spans[2 * slot + 1]! - known !== end - start) return false;
    const words = this.#words;
    const keptWords = this.#keptWords;
    let at = start;
    for (; at + 4 <= end; at += 4, known += 4) if (keptWords.getInt32(known) !== words.getInt32(at)) return false;
    for (; at < end; at += 1, known += 1) if (this.#kept[known] !== this.#bytes[at]) return false;
    return true;
  }
}

class Slots {
  readonly mask: number;
  /** Where the copy of each slot's text begins and ends, side by side as they are read; 0 and 0: the slot is free. */
  readonly spans: Int32Array;
  readonly texts: string[];
  #taken = 0;

  constructor(count: number) {
    this.mask = count - 1;
    this.spans = new Int32Array(2 * count);
    this.texts = new Array<string>(count);
  }

  isFull(): boolean {
    return this.#taken > this.mask / 4 && this.mask + 1 < mostSlots;
  }

  put(hash: number, start: number, end: number, text: string): void {
    const first = hash & this.mask;
    const slot = this.spans[2 * first + 1] === 0 ? first : first ^ 1;
    if (this.spans[2 * slot + 1] === 0) this.#taken += 1;
    this.spans[2 * slot] = start;
    this.spans[2 * slot + 1] = end;
    this.texts[slot] = text;
  }

  doubled(kept: Uint8Array): Slots {
    const larger = new Slots(2 * (this.mask + 1));
    for (let slot = 0; slot <= this.mask; slot += 1) {
      const start = this.spans[2 * slot]!;
      const end = this.spans[2 * slot + 1]!;
      if (end !== 0) larger.put(hashOf(kept, start, end), start, end, this.texts[slot]!);
    }
    return larger;
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let at = Math.max(start, end - hashedBytes); at < end; at += 1) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
  return hash ^ (hash >>> 13);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
