// Laid out JSON is the same JSON: every number and escape as it came, also of a text that was cut.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatJson } from '../../../src/renderer/stream-viewer/format-json.ts';

describe('formatJson', () => {
  test('keeps 64-bit numbers and puts a telemetry row on one line', () => {
    expect(formatJson('{"data":{"values":[["u",1795363215000000001,599423848638578687,[51,62],[]]]},"e":"a\\"{,\\u00e4"}')).toBe(
      ['{', '  "data": {', '    "values": [', '      ["u", 1795363215000000001, 599423848638578687, [51, 62], []]', '    ]', '  },', '  "e": "a\\"{,\\u00e4"', '}'].join('\n'),
    );
  });

  test('lays a cut text out up to its cut', () => {
    expect(formatJson('{"a":{"b":[{"c":"unfinis')).toBe(['{', '  "a": {', '    "b": [', '      {', '        "c": "unfinis'].join('\n'));
  });

  test.each(['<html></html>', 'plain', '', '•••'])('is null for %s', (text) => {
    expect(formatJson(text)).toBeNull();
  });

  test('adds nothing but white space', () => {
    fc.assert(fc.property(fc.oneof(fc.object(), fc.array(fc.anything())), fc.nat(), (value, cut) => {
      const json = JSON.stringify(value) ?? '[]';
      if (!/^[[{]/.test(json)) return;
      expect(JSON.parse(formatJson(json)!)).toEqual(JSON.parse(json));
      const part = json.slice(0, 1 + (cut % json.length));
      expect(formatJson(part)!.replace(/\s/g, '')).toBe(part.replace(/\s/g, ''));
    }), { numRuns: 500 });
  });
});
