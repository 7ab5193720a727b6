import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/main/starlink/api-error.ts';
import { parseEnvelope } from '../../../src/main/starlink/envelope.ts';

const answered = { call: 'User terminals', host: 'starlink.com', status: 200 };

describe('parseEnvelope', () => {
  test('gives the content, also with null lists', () => {
    expect(parseEnvelope({ content: [1], errors: null, warnings: null, information: null, isValid: true }, answered)).toEqual({ content: [1] });
  });

  test('gives nothing of a bare reply', () => {
    expect(parseEnvelope({ errors: [], warnings: [], information: [], isValid: true }, answered)).toEqual({ content: undefined });
  });

  test('of isValid:false is a rejection in Starlink’s words', () => {
    const error = parseEnvelope({ content: null, errors: [{ memberNames: ['count'], errorMessage: 'Too many' }, { memberNames: null, errorMessage: 'Really' }], isValid: false }, answered);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ kind: 'rejected', status: 200, retryable: false, cause: 'User terminals: starlink.com says the request is not valid: Too many (count); Really.' });
  });

  test('without isValid, which the API does not promise, is judged by content and errors', () => {
    expect(parseEnvelope({ content: 1 }, answered)).toEqual({ content: 1 });
    expect(parseEnvelope({ content: 1, errors: [{ errorMessage: 'No' }] }, answered)).toMatchObject({ kind: 'rejected', cause: expect.stringContaining('No') as string });
  });

  test('with neither isValid nor content nor errors is a wrong shape', () => {
    for (const json of [{}, { data: {} }, { content: null }, { content: 1, isValid: 'yes' }, 'text', null, []]) expect(parseEnvelope(json, answered)).toMatchObject({ kind: 'shape' });
    expect(parseEnvelope({}, answered)).toMatchObject({ cause: expect.stringContaining('isValid') as string });
  });

  test('keeps its content whatever its warnings look like', () => {
    expect(parseEnvelope({ content: 1, warnings: ['careful'], information: [{ text: 'hm' }], errors: [null], isValid: true }, answered)).toEqual({ content: 1 });
    expect(parseEnvelope({ content: 1, errors: {}, isValid: true }, answered)).toEqual({ content: 1 });
  });

  test('takes the words of a rejection from wherever they stand', () => {
    const errors = ['As text', { code: 'x', message: 'As message', propertyName: 'p' }, { memberNames: [null], errorMessage: 'Odd names' }, 7];
    expect(parseEnvelope({ errors, isValid: false }, answered)).toMatchObject({ kind: 'rejected', cause: expect.stringContaining('As text; As message; Odd names') as string });
  });
});
