import { describe, expect, test } from 'vitest';
import { composeRedactors, maskText, redactValue } from '../../../src/main/starlink/masked-text.ts';
import { describeForeignBody, plainExcerpt } from '../../../src/main/starlink/plain-excerpt.ts';

describe('maskText', () => {
  test.each([
    ['authorization: Bearer abcDEF-._~+/=123', 'authorization: Bearer •••'],
    ['Basic dXNlcjpwYXNz', 'Basic •••'],
    ['grant_type=x&client_secret=s3cr%20et&client_id=me', 'grant_type=x&client_secret=•••&client_id=me'],
    ['{"client_secret":"top \\" secret"}', '{"client_secret":"•••"}'],
    ["{'clientSecret': 'top secret'}", "{'clientSecret': '•••'}"],
    ['{"access_token" : "opaque","expires_in":900}', '{"access_token" : "•••","expires_in":900}'],
    ['access_token: opaque-value', 'access_token: •••'],
    ['of eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl!', 'of •••!'],
    ['eyJhbGciOiJSUzI1NiJ9 cut short', '••• cut short'],
    ['ut01000000-00000000-00a1b2c3 sent HTTP 401, the bearer of it', 'ut01000000-00000000-00a1b2c3 sent HTTP 401, the bearer of it'],
  ])('%s', (text, expected) => {
    expect(maskText(text)).toBe(expected);
  });
});

test('redactValue finds a secret in two-byte letters that were read as one-byte ones, and leaves other NULs alone', () => {
  const mask = redactValue('opaque-very-secret');
  const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
  expect(mask(wide('you sent opaque-very-secret.').toString('utf8'))).toBe('you sent •••.');
  expect(Buffer.from(mask.bytes(wide('you sent opaque-very-secret.'))).toString()).toBe('you sent •••.');
  const harmless = wide('nothing');
  expect(mask.bytes(harmless)).toBe(harmless);
  expect(mask(harmless.toString('utf8'))).toBe(harmless.toString('utf8'));
});

test('redactValue finds a secret in its other spellings too', () => {
  const mask = redactValue('p&ss w"rd/ü');
  for (const spelling of ['p&ss w"rd/ü', encodeURIComponent('p&ss w"rd/ü'), 'p%26ss+w%22rd%2F%C3%BC', 'p&ss w\\"rd/ü']) expect(mask(`a ${spelling} z`)).toBe('a ••• z');
});

test('composeRedactors applies all in order', () => {
  expect(composeRedactors([(text) => `${text}1`, (text) => `${text}2`])('x')).toBe('x12');
});

describe('plainExcerpt', () => {
  test('is one line without control or direction marks, and short', () => {
    expect(plainExcerpt('a\u0000\u001b[31m\n\tb\u202ec\u2028d')).toBe('a [31m b c d');
    expect(plainExcerpt('x'.repeat(300), 10)).toBe(`${'x'.repeat(9)}…`);
  });
});

describe('describeForeignBody', () => {
  test.each([
    ['text/html; charset=utf-8', '<html><head><title>\n Sign in\n</title>', 'a web page (text/html) titled “Sign in”'],
    [null, '<!DOCTYPE html><p>x', 'a web page without a title'],
    ['text/plain', 'no healthy upstream', 'text (text/plain) that begins “no healthy upstream”'],
    ['application/json', ' \n', 'an empty body (application/json)'],
  ])('%s %s', (contentType, body, expected) => {
    expect(describeForeignBody(contentType, body)).toBe(expected);
  });
});
