// Many short texts kept as a few long ones: one search through a long text costs a fraction of a search through each short one.

export interface TextShelf {
  set(slot: number, text: string): void;
  /** Slots whose text holds `wanted`, in their order. `wanted` must not span two texts: texts begin and end with a mark that it doesn't hold twice in a row. */
  scan(wanted: string, visit: (slot: number) => void): void;
  /** Slots with a field that begins with `beginning`, once for each such field. Fields have a `mark` before, between and after them. */
  scanFields(beginning: string, mark: string, visit: (slot: number, isWholeField: boolean) => void): void;
}

interface Chunk {
  readonly texts: string[];
  /** Joined and where each begins; null since one has changed. */
  joined: Joined | null;
}

interface Joined {
  readonly text: string;
  readonly starts: Int32Array;
}

/** Long enough that the search inside it dominates, short enough that one changed name costs little to join again. */
const CHUNK_TEXTS = 512;

export function createTextShelf(): TextShelf {
  const chunks: Chunk[] = [];
  const joined = (chunk: Chunk): Joined => (chunk.joined ??= joinTexts(chunk.texts));
  return {
    set(slot, text) {
      const number = Math.floor(slot / CHUNK_TEXTS);
      while (chunks.length <= number) chunks.push({ texts: [], joined: null });
      const chunk = chunks[number]!;
      const place = slot % CHUNK_TEXTS;
      while (chunk.texts.length < place) chunk.texts.push('');
      chunk.texts[place] = text;
      chunk.joined = null;
    },
    scan(wanted, visit) {
      if (wanted === '') return;
      for (const [number, chunk] of chunks.entries()) {
        const { text, starts } = joined(chunk);
        let place = 0;
        for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, starts[place])) {
          while (starts[place + 1]! <= at) place += 1;
          visit(number * CHUNK_TEXTS + place);
          place += 1;
          if (place >= chunk.texts.length) break;
        }
      }
    },
    scanFields(beginning, mark, visit) {
      const wanted = mark + beginning;
      for (const [number, chunk] of chunks.entries()) {
        const { text, starts } = joined(chunk);
        let place = 0;
        for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
          while (starts[place + 1]! <= at) place += 1;
          visit(number * CHUNK_TEXTS + place, text[at + wanted.length] === mark);
        }
      }
    },
  };
}

function joinTexts(texts: readonly string[]): Joined {
  const starts = new Int32Array(texts.length + 1);
  for (const [place, text] of texts.entries()) starts[place + 1] = starts[place]! + text.length;
  return { text: texts.join(''), starts };
}
