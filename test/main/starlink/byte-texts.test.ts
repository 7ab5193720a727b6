// Texts by their bytes: the same text is one string from reply to reply, another text never is, and nothing of an old reply stays.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteTexts } from '../../../src/main/starlink/byte-texts.ts';

function readAll(texts: ByteTexts, list: readonly string[]): string[] {
  const bytes = Buffer.from(list.join(''), 'latin1');
  texts.readFrom(bytes);
  let at = 0;
  return list.map((text) => texts.of(at, (at += text.length)));
}

const id = (number: number): string => `01000000-00000000-${number.toString(16).padStart(8, '0')}`;

test('texts are what their bytes say, in whatever order and reply they come again', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }), fc.constantFrom('ut1', 'ut2', '1ut2', 'a', 'aa', 'aaaaaaaaa', 'baaaaaaaa'));
  fc.assert(
    fc.property(fc.array(fc.array(text, { maxLength: 40 }), { maxLength: 6 }), (replies) => {
      const texts = new ByteTexts((read) => `<${read}>`);
      for (const list of replies) expect(readAll(texts, list)).toEqual(list.map((read) => `<${read}>`));
    }),
    { numRuns: 300 },
  );
});

test('a text is rewritten once for a fleet of ten thousand, however many replies name it', () => {
  let rewritten = 0;
  const texts = new ByteTexts((read) => {
    rewritten += 1;
    return `ut${read}`;
  });
  const fleet = Array.from({ length: 10_000 }, (_, number) => id(number * 7_919));
  readAll(texts, fleet);
  expect(rewritten).toBe(10_000);
  const again = readAll(texts, fleet);
  expect(again.every((text, index) => text === `ut${fleet[index]!}`)).toBe(true);
  // Of three texts that share two places one is made again.
  expect(rewritten).toBeLessThan(11_000);
});

test('more texts than there is room for are all read right, and so is one that is very long', () => {
  const texts = new ByteTexts();
  const many = Array.from({ length: 180_000 }, (_, number) => id(number));
  expect(readAll(texts, many)).toEqual(many);
  const long = 'x'.repeat(10_000);
  expect(readAll(texts, [id(1), long, long, id(1)])).toEqual([id(1), long, long, id(1)]);
});

test('what was read from stays no longer: other bytes in its place change nothing', () => {
  const texts = new ByteTexts();
  const bytes = Buffer.from('abcdefgh');
  texts.readFrom(bytes);
  expect(texts.of(0, 8)).toBe('abcdefgh');
  bytes.fill('z');
  expect(texts.of(0, 8)).toBe('zzzzzzzz');
  texts.readFrom(Buffer.from('abcdefgh'));
  expect(texts.find(0, 8)).toBe('abcdefgh');
});
