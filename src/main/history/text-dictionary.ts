// Numbers for the texts that samples repeat: device ids, versions, countries, alert lists. New ones are stored with the batch that brought them.
// After a failed transaction it is loaded anew: what the file holds is the truth.
import type { DuckDBConnection } from '@duckdb/node-api';
import { insertColumns, NO_NUMBER } from './column-writer.ts';

export interface TextDictionary {
  /** Number of a text, a new one if it was never seen; null → NO_NUMBER. */
  numberOf(text: string | null): number;
  /** Number of a text that was seen before, else undefined. */
  known(text: string): number | undefined;
  /** null for NULL. Throws on a number that was never given out. */
  textOf(number: unknown): string | null;
  /** Writes the new ones inside the caller's transaction. */
  insertNew(connection: DuckDBConnection): Promise<void>;
}

export async function loadTextDictionary(connection: DuckDBConnection): Promise<TextDictionary> {
  const stored = await connection.runAndReadAll(`SELECT text_no, text FROM texts ORDER BY text_no`);
  const [storedNumbers = [], storedTexts = []] = stored.getColumnsJS();
  if (storedNumbers.some((number, index) => number !== index)) throw new Error('The table texts has gaps or doubles');
  const texts = storedTexts.map(String);
  const numbers = new Map(texts.map((text, index) => [text, index]));
  let storedCount = texts.length;
  return {
    numberOf(text) {
      if (text === null) return NO_NUMBER;
      const number = numbers.get(text);
      if (number !== undefined) return number;
      numbers.set(text, texts.length);
      return texts.push(text) - 1;
    },
    known: (text) => numbers.get(text),
    textOf(number) {
      if (typeof number !== 'number') return null;
      const text = texts[number];
      if (text === undefined) throw new Error(`Text number ${number} is not in the history`);
      return text;
    },
    async insertNew(writer) {
      const fresh = texts.slice(storedCount);
      const freshNumbers = Int32Array.from(fresh, (_, index) => storedCount + index);
      await insertColumns(writer, 'texts', fresh.length, [{ integers: freshNumbers }, { texts: fresh }]);
      storedCount = texts.length;
    },
  };
}
