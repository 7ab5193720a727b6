import fc from 'fast-check';
import { expect, test } from 'vitest';
import { routerSpellings, terminalSpellings } from '../../../src/main/starlink/api-columns.ts';
import { ParseMemory } from '../../../src/main/starlink/parse-memory.ts';
import { parseTelemetryBody } from '../../../src/main/starlink/parse-telemetry-body.ts';
import type { TelemetryBatch } from '../../../src/main/starlink/telemetry-batch.ts';

// Plain rows are read from their bytes, all others by JSON.parse. A blank behind a row's bracket takes the first way from it: both must agree on everything.

const namesOf = (spellings: Readonly<Record<string, readonly string[]>>): string[] => Object.values(spellings).map(([name]) => name!);
const names = { u: [...namesOf(terminalSpellings), 'NewColumn'], r: [...namesOf(routerSpellings), 'NewColumn'] };

const likelyCell: Readonly<Record<string, fc.Arbitrary<string>>> = {
  UtcTimestampNs: fc.bigInt({ min: 1_700_000_000_000_000_000n, max: 1_800_000_000_000_000_000n }).map(String),
  DeviceId: fc.constantFrom('"ut01000000-00000000-00a1b2c3"', '"UT01000000-00000000-00A1B2C3"', '"Router-0100000000000000001ACBB9"', '" "', '""', '"ü"'),
  DishId: fc.constantFrom('"ut01000000-00000000-00a1b2c3"', 'null', '""'),
  H3CellId: fc.constantFrom('599423848638578687', '599423848638578688', '600654498502803455', '6006544985028034', '"85194d07fffffff"', 'null'),
  ActiveAlerts: fc.constantFrom('[]', '[51,62]', '[51, 51]', 'null', '["51"]', '[199]'),
  InTerritorialWaters: fc.constantFrom('true', 'false', 'null', '1'),
  RunningSoftwareVersion: fc.constantFrom('"2026.10.20.mr70111"', '"2026.11.04.mr70498"', 'null', '""', '"a\\"b"', '"ü"'),
  NewColumn: fc.constantFrom('1', '"x"', 'null', '18446744073709551615', '{"a":[1]}'),
};
const anyCell = fc.oneof(
  { weight: 12, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)) },
  { weight: 12, arbitrary: fc.integer({ min: -1000, max: 1000 }).map((value) => String(value / 100)) },
  { weight: 2, arbitrary: fc.constant('null') },
  { weight: 1, arbitrary: fc.constantFrom('"12.5"', 'true', '1e400', '[]', '{}', 'x') },
);
const row = fc.constantFrom('u' as const, 'r' as const).chain((letter) =>
  fc.tuple(...names[letter].map((name) => (name === 'DeviceType' ? fc.constant(`"${letter}"`) : likelyCell[name] ?? anyCell)), fc.constantFrom(0, 0, 0, 0, -1, 1))
    .map((cells) => {
      const width = cells.pop() as number;
      const texts = cells as string[];
      return width === 0 ? texts : width < 0 ? texts.slice(0, -1) : [...texts, '7'];
    }));

function bodyOf(rows: readonly string[][], separator: string, behindBracket: string): Buffer {
  const values = rows.map((cells) => `[${behindBracket}${cells.join(separator)}]`).join(',');
  return Buffer.from(`{"data":{"values":[${values}],"columnNamesByDeviceType":${JSON.stringify(names)}},"metadata":{"enums":{"AlertsByDeviceType":{"u":{"51":"a"}}}}}`);
}

/** Raw texts keep the reply's spelling, white space included: these bodies differ only there. */
function comparable(batch: TelemetryBatch): unknown {
  const squeeze = (text: string): string => text.replace(/^\[ /, '[').replaceAll(' , ', ',');
  const raw = (rows: TelemetryBatch['badRows']): unknown => rows.map(({ letter, json }) => ({ letter, json: squeeze(json) }));
  return { ...batch, unknownRows: raw(batch.unknownRows), badRows: raw(batch.badRows), findings: batch.findings.map(({ kind, subject }) => `${kind} ${subject}`).sort() };
}

/** One of each letter, so that the columns of both are met whatever follows. */
const firstRows = (['u', 'r'] as const).map((letter) =>
  names[letter].map((name) => (name === 'DeviceType' ? `"${letter}"` : name === 'UtcTimestampNs' ? '1740000000000000001' : name === 'DeviceId' ? '"ut01"' : 'null')));

/** Of all replies of this test: what it holds must change nothing. */
const memory = new ParseMemory();

test('read from bytes or by JSON.parse, rows give the same samples and findings', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), fc.constantFrom(',', ' , '), (rows, separator) => {
      const options = { receivedAtMs: 1_750_000_000_000, knownColumns: null };
      const plain = parseTelemetryBody(bodyOf([...firstRows, ...rows], separator, ''), { ...options, memory });
      const parsed = parseTelemetryBody(bodyOf([...firstRows, ...rows], separator, ' '), options);
      expect(comparable(plain)).toEqual(comparable(parsed));
    }),
    { numRuns: 400 },
  );
});
