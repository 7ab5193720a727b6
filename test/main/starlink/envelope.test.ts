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

  test('without isValid is a wrong shape that names the path', () => {
    expect(parseEnvelope({ content: 1 }, answered)).toMatchObject({ kind: 'shape', cause: expect.stringContaining('isValid') as string });
    expect(parseEnvelope('text', answered)).toMatchObject({ kind: 'shape' });
  });
});
