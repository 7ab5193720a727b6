import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteTexts } from '../../../src/main/starlink/byte-texts.ts';
import { PlainCursor } from '../../../src/main/starlink/plain-cursor.ts';

/** The value that `read` takes from `json`, which an element of a row would hold; undefined when it is not plain. */
function readPlain<Value>(json: string, read: (cursor: PlainCursor, bytes: Uint8Array) => Value): Value | undefined {
  const bytes = Buffer.from(`${json},7]`);
  const cursor = new PlainCursor(bytes);
  const value = read(cursor, bytes);
  if (cursor.plain) cursor.comma();
  if (!cursor.plain) return undefined;
  // Nothing was left over, and nothing was eaten of the next element.
  expect(cursor.number()).toBe(7);
  return value;
}

function parseOrUndefined(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

const digits = (least: number, most: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`));
const numberText = fc.oneof(
  fc.double().map((value) => JSON.stringify(value)),
  fc.integer().map(String),
  fc.tuple(fc.constantFrom('', '-'), digits(1, 24), digits(0, 26)).map(([sign, whole, fraction]) => `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`),
  fc.constantFrom('-0', '0', '-0.0', '0.1', '00', '01', '-', '.5', '5.', '1e3', '1E-3', '-x', '+1', 'nul', 'null', 'NaN', '9007199254740993', '0.38705536000000035', `${'9'.repeat(400)}`),
);

test('a plain number is the very double that JSON.parse makes, or it is not taken', () => {
  fc.assert(
    fc.property(numberText, (json) => {
      const plain = readPlain(json, (cursor) => cursor.number());
      if (plain === undefined) return;
      const parsed = parseOrUndefined(json);
      expect(Object.is(plain, parsed === null ? Number.NaN : parsed)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

test('usual numbers are plain', () => {
  for (const json of ['0', '41.27', '-1', '0.006666667', '177439788174', '1', '60.5', '-65.75', 'null']) expect(readPlain(json, (cursor) => cursor.number())).not.toBeUndefined();
});

test('an integer keeps every digit, or it is not taken', () => {
  fc.assert(
    fc.property(fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String), numberText), (json) => {
      const plain = readPlain(json, (cursor) => (cursor.integer() ? BigInt(cursor.high) * 1_000_000_000n + BigInt(cursor.low) : null));
      if (plain === undefined) return;
      expect(plain === null ? 'null' : plain.toString()).toBe(json);
    }),
    { numRuns: 3_000 },
  );
  expect(readPlain('1795363215000000000', (cursor) => cursor.integer())).toBe(true);
});

test('a plain text is what JSON.parse makes of it, also when it was met before', () => {
  const texts = fc.array(fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom('ut01', 'ut02', 'ut0102', '', 'a"b', 'a\\')), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(texts, (list) => {
      const bytes = Buffer.from(`${list.map((text) => JSON.stringify(text)).join(',')}]`);
      const memo = new ByteTexts().readFrom(bytes);
      let at = 0;
      for (const text of list) {
        const cursor = new PlainCursor(bytes);
        cursor.at = at;
        const plain = cursor.text(memo);
        if (cursor.plain) expect(plain).toBe(text === '' ? null : text);
        else expect(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(text)).toBe(false);
        at += Buffer.byteLength(JSON.stringify(text)) + 1;
      }
    }),
    { numRuns: 1_000 },
  );
});

test('codes are whole numbers, each once, or they are not taken', () => {
  const read = (json: string): readonly number[] | null | undefined => readPlain(json, (cursor) => cursor.codes());
  expect(read('[]')).toEqual([]);
  expect(read('[51,62]')).toEqual([51, 62]);
  expect(read('[ 51 , 62 ]')).toEqual([51, 62]);
  expect(read('null')).toEqual([]);
  for (const odd of ['[51,51]', '[51.5]', '["51"]', '[null]', '[51', '[,51]', '[51,]', '51', '[[51]]']) expect(read(odd)).toBeUndefined();
});

test('flags are words, or they are not taken', () => {
  const read = (json: string): number | undefined => readPlain(json, (cursor) => cursor.flag());
  expect([read('true'), read('false'), read('null')]).toEqual([1, 0, 2]);
  for (const odd of ['tru', 'truth', 'falsy', '1', '0', '"true"', 'True', 'nil']) expect(read(odd)).toBeUndefined();
});
