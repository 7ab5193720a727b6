// Whatever a secret looks like and however a text spells it, nothing of it is left; where it was not, nothing changes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskMark, maskText, redactValue } from '../../../src/main/starlink/masked-text.ts';

/** Around the secrets stands what no secret below is made of. */
const surroundings = fc.string({ unit: fc.constantFrom('Z', '{', '}', ':', ',', '\n', '|'), maxLength: 40 });
const letters = fc.constantFrom(...'abcdefgh0123456789-._~+/= &"\'\\%<>äé漢😀');
const secrets = fc.string({ unit: letters, minLength: 4, maxLength: 80 });

const utf8Percent = (letter: string): string => [...Buffer.from(letter)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const units = (letter: string): string => Array.from({ length: letter.length }, (_, i) => `\\u${letter.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
const spellings: readonly ((letter: string) => string)[] = [
  (letter) => letter,
  (letter) => encodeURIComponent(letter),
  (letter) => utf8Percent(letter),
  (letter) => utf8Percent(letter).toUpperCase(),
  (letter) => encodeURIComponent(encodeURIComponent(letter)),
  (letter) => (letter === ' ' ? '+' : letter),
  (letter) => JSON.stringify(letter).slice(1, -1),
  (letter) => JSON.stringify(JSON.stringify(letter).slice(1, -1)).slice(1, -1),
  units,
  (letter) => (letter === '/' ? '\\/' : letter),
  (letter) => `&#${letter.codePointAt(0)};`,
  (letter) => `&#x${letter.codePointAt(0)!.toString(16)};`,
  (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })[letter] ?? letter,
];

describe('a known secret', () => {
  test('is masked in any spelling, also one that changes from letter to letter', () => {
    fc.assert(fc.property(secrets, fc.array(fc.nat(spellings.length - 1), { minLength: 1 }), surroundings, surroundings, (secret, ways, before, after) => {
      const spelled = [...secret].map((letter, i) => spellings[ways[i % ways.length]!]!(letter)).join('');
      expect(redactValue(secret)(`${before}${spelled}${after}`)).toBe(`${before}${maskMark}${after}`);
    }), { numRuns: 2_000 });
  });

  test('is masked in base64, whatever stands beside it', () => {
    const long = fc.string({ unit: letters, minLength: 12, maxLength: 60 });
    fc.assert(fc.property(long, fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), fc.constantFrom('base64' as const, 'base64url' as const), (secret, before, after, encoding) => {
      const encoded = Buffer.from(before + secret + after).toString(encoding);
      const masked = redactValue(secret)(encoded);
      // At the seams up to two of its letters share a symbol with the neighbours.
      for (const decoded of masked.split(maskMark)) expect(Buffer.from(decoded, encoding).toString().includes(secret.slice(3, -3))).toBe(false);
      expect(masked).toContain(maskMark);
    }));
  });

  test('that is cut by the end of a text is masked as far as it goes', () => {
    fc.assert(fc.property(secrets, fc.nat(), fc.nat(spellings.length - 1), surroundings, (secret, cut, way, before) => {
      const spelled = [...secret].map((letter) => spellings[way]!(letter));
      const kept = spelled.slice(0, 1 + (cut % spelled.length)).join('');
      const masked = redactValue(secret, { isCut: true })(before + kept);
      // One letter before it may be taken for the beginning of the secret's base64: at a cut that is as it should be.
      expect([before + maskMark, before.slice(0, -1) + maskMark]).toContain(masked);
    }), { numRuns: 1_000 });
  });

  test('that somebody shortened before an ellipsis is masked as far as it goes', () => {
    expect(redactValue('Zq7&x"K/9+w%L')('titled “Zq7%26x%2…” (HTTP 500)')).toBe(`titled “${maskMark}%2…” (HTTP 500)`);
    expect(redactValue('Zq7&x"K/9+w%L')('titled “Zq7…” (HTTP 500)')).toBe('titled “Zq7…” (HTTP 500)');
  });

  test('leaves no twelve of its letters in a row, from wherever a piece of it was taken', () => {
    const long = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnop0123456789'), minLength: 24, maxLength: 80 });
    fc.assert(fc.property(long, fc.nat(), fc.nat(), surroundings, surroundings, (secret, from, size, before, after) => {
      const start = from % (secret.length - 12);
      const piece = secret.slice(start, start + 12 + (size % (secret.length - start - 11)));
      expect(redactValue(secret)(before + piece + after)).toBe(before + maskMark + after);
    }), { numRuns: 1_000 });
  });

  test('is masked in bytes as in text, and bytes without it stay the same bytes', () => {
    fc.assert(fc.property(secrets, surroundings, (secret, around) => {
      const bytes = Buffer.from(around);
      expect(redactValue(secret).bytes(bytes)).toBe(bytes);
      expect(Buffer.from(redactValue(secret).bytes(Buffer.from(around + secret))).toString()).toBe(around + maskMark);
    }));
  });
});

describe('a text without secrets', () => {
  test('is not changed', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'qrstuvwxyz{}[]:,"\\% &\n0123456789'), maxLength: 300 }), (text) => {
      expect(redactValue('ABCDEFGHIJKLMNOPABCDEFGHIJ')(text)).toBe(text);
    }));
  });

  test.each([
    '{"batchSize":65000,"maxLingerMs":15000}', '{"data":{"values":[["u",1795363215000000000,"ut01000000-00000000-00a1b2c3",599423848638578687,[51,62]]]}}',
    'Token: starlink.com refuses connections (ECONNREFUSED).', 'starlink.com does not accept this client id and client secret (HTTP 400): invalid_client.',
    'https://starlink.com/api/public/v2/service-lines?page=3&serviceLineNumbers=SL-1', '{"token_type":"Bearer","expires_in":900,"scope":"public_api_v2"}',
    'WWW-Authenticate: Bearer realm="Starlink", error="invalid_token"',
  ])('is not touched by the patterns either: %s', (text) => {
    expect(maskText(text)).toBe(text);
  });
});

test('no text makes masking slow', () => {
  // Quadratic patterns take minutes here, and the test its time limit.
  const mask = redactValue('Z'.repeat(30) + 'abcdefgh');
  for (const piece of ['Z', 'a.', 'eyJ', '://', 'https://a', '<token', 'name="token" ', 'token', '"token":"', 'access_token\\', 'password=', '\\', '%', '&#', 'Bearer ', 'cookie:', '[', ' ', '\n']) {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    expect(mask(maskText(text)).length).toBeGreaterThan(0);
  }
});

describe('a secret that only its name gives away', () => {
  const value = 'hidden0value';
  test.each([
    `{"access_token":"${value}"}`, `{"refreshToken" : "${value}"`, `{"a":"{\\"client_secret\\":\\"${value}\\"}"}`, `client_secret=${value}&x=1`, `client-secret: ${value}`, `client_secret%3D${value}%26x`,
    `%22id_token%22%3A%22${value}%22`, `&quot;password&quot;:&quot;${value}&quot;`, `<access_token>${value}</access_token>`, `<input type="hidden" name="client_secret" value="${value}">`,
    `{"access_token":["${value}"]}`, `?token=${value}&page=1`, `{"token":"${value}"}`, `Authorization: Custom ${value}`, `Set-Cookie: session=${value}; Path=/`, `{"cookie":"sid=${value}"}`,
    `Bearer ${value}==`, `BEARER%20${value}`, `Basic ${value}`, `https://me:${value}@host/`, `x_eyJ${value}.eyJ${value}.${value}`, `X-Api-Key: ${value}`, `{"access_token":"${value}`,
  ])('%s', (text) => {
    expect(maskText(text)).not.toContain(value);
    expect(maskText(text)).toContain(maskMark);
  });
});
