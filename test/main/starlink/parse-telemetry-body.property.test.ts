import fc from 'fast-check';
import { isValidCell } from 'h3-js';
import { expect, test } from 'vitest';
import { ApiError } from '../../../src/main/starlink/api-error.ts';
import { UnknownColumnsError } from '../../../src/main/starlink/column-names.ts';
import { parseTelemetryBody } from '../../../src/main/starlink/parse-telemetry-body.ts';
import type { TelemetryBatch } from '../../../src/main/starlink/telemetry-batch.ts';

// The oracle never parses: it makes rows from exact values, spells them in random ways, and knows what must come out.

interface Sample {
  readonly letter: 'u' | 'd' | 'i';
  readonly ns: bigint;
  readonly cell: bigint;
  readonly latency: number | null;
  readonly device: string;
  readonly version: string;
}

const columnsOfU = ['DeviceType', 'UtcTimestampNs', 'DeviceId', 'PingLatencyMsAvg', 'H3CellId', 'RunningSoftwareVersion', 'ActiveAlerts', 'Brand "New"'];
const columnsOfI = ['DeviceType', 'UtcTimestampNs', 'DeviceId', 'Ipv4', 'Ipv6Ue', 'Ipv6Cpe'];

const cell = fc.oneof(
  fc.constantFrom(599423848638578687n, 600654498502803455n, BigInt('0x8f194ad32bb6d6e'), BigInt('0x8f194ad32bb6d6d')),
  fc.bigInt({ min: 0n, max: (1n << 63n) - 1n }),
);
const sample = fc.record<Sample>({
  letter: fc.constantFrom('u', 'u', 'u', 'i', 'd'),
  ns: fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }),
  cell,
  latency: fc.oneof(fc.constant(null), fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0), fc.integer()),
  device: fc.stringMatching(/^[0-9a-f]{1,8}$/).map((hex) => `ut${hex}`),
  version: fc.string({ unit: 'binary', maxLength: 12 }),
});
const space = fc.constantFrom('', '', ' ', '\n  ', '\t\r\n');

/** Values as text by column name, exact integers from their own digits. */
function spell(one: Sample): Record<string, string> {
  return {
    DeviceType: JSON.stringify(one.letter), UtcTimestampNs: one.ns.toString(), DeviceId: JSON.stringify(one.letter === 'i' ? `ip-${one.device}` : one.device),
    PingLatencyMsAvg: one.latency === null ? 'null' : JSON.stringify(one.latency), H3CellId: one.cell.toString(), RunningSoftwareVersion: JSON.stringify(one.version),
    ActiveAlerts: '[ 50,[]]'.replace(',[]', ''), 'Brand "New"': `{"at":[${one.ns}, "]"]}`, Ipv4: '["192.0.2.1","]\\"["]', Ipv6Ue: '[]', Ipv6Cpe: 'null',
  };
}

const reply = fc.record({
  samples: fc.array(sample, { maxLength: 6 }),
  order: fc.shuffledSubarray(columnsOfU, { minLength: columnsOfU.length }),
  columnsFirst: fc.boolean(),
  spaces: fc.array(space, { minLength: 1, maxLength: 7 }),
}).map(({ samples, order, columnsFirst, spaces }) => {
  let turn = 0;
  const gap = (): string => spaces[turn++ % spaces.length] ?? '';
  const columns = { u: order, i: columnsOfI };
  const list = (texts: readonly string[]): string => `[${gap()}${texts.join(`${gap()},${gap()}`)}${gap()}]`;
  const rows = samples.map((one) => {
    const texts = spell(one);
    return list((one.letter === 'u' ? order : one.letter === 'i' ? columnsOfI : ['DeviceType', 'UtcTimestampNs']).map((name) => texts[name] ?? 'null'));
  });
  const values = `"values"${gap()}:${gap()}${list(rows)}`;
  const names = `"columnNamesByDeviceType":${gap()}${JSON.stringify(columns)}`;
  const body = `${gap()}{"data":${gap()}{${columnsFirst ? `${names},${values}` : `${values},${names}`}${gap()}},"metadata":{"enums":{"AlertsByDeviceType":{"u":{"50":"fifty"}}}}}${gap()}`;
  return { samples, columns, rows, body: Buffer.from(body) };
});

const options = { receivedAtMs: 0, knownColumns: null };

function expectSamples(batch: TelemetryBatch, samples: readonly Sample[]): void {
  const terminals = samples.filter(({ letter }) => letter === 'u');
  const allocations = samples.filter(({ letter }) => letter === 'i');
  expect([...batch.terminals.timestampNs]).toEqual(terminals.map(({ ns }) => ns));
  expect(batch.terminals.deviceId).toEqual(terminals.map(({ device }) => device));
  expect([...batch.terminals.numbers.latencyMs]).toEqual(terminals.map(({ latency }) => latency ?? Number.NaN));
  expect(batch.terminals.h3Cell).toEqual(terminals.map((one) => (one.cell.toString(16).length === 15 && isValidCell(one.cell.toString(16)) ? one.cell.toString(16) : null)));
  expect(batch.terminals.softwareVersion).toEqual(terminals.map(({ version }) => (version === '' ? null : version)));
  expect(batch.terminals.activeAlerts).toEqual(terminals.map(() => [50]));
  expect(batch.terminals.unknownColumns).toEqual(terminals.map(({ ns }) => `{"Brand \\"New\\"":{"at":[${ns}, "]"]}}`));
  expect([...batch.ipAllocations.timestampNs]).toEqual(allocations.map(({ ns }) => ns));
  expect(batch.ipAllocations.ipv4).toEqual(allocations.map(() => ['192.0.2.1', ']"[']));
  expect(batch.unknownRows).toHaveLength(samples.filter(({ letter }) => letter === 'd').length);
  expect(batch.badRows).toEqual([]);
  expect(batch.rowCount).toBe(samples.length);
}

test('any reply comes back exactly', () => {
  fc.assert(
    fc.property(reply, ({ samples, body }) => {
      const batch = parseTelemetryBody(body, options);
      expect(batch.truncated).toBe(false);
      expectSamples(batch, samples);
    }),
    { numRuns: 300 },
  );
});

test('cut at every single byte, a reply gives exactly the rows that are complete', () => {
  fc.assert(
    fc.property(reply, ({ samples, columns, rows, body }) => {
      // Offsets behind each row's closing bracket, found in order: rows are too particular to occur elsewhere.
      const ends: number[] = [];
      for (const text of rows) {
        const bytes = Buffer.from(text);
        ends.push(body.indexOf(bytes, ends.at(-1) ?? 0) + bytes.length);
      }
      for (let length = 0; length < body.length; length += 1) {
        const part = body.subarray(0, length);
        const complete = ends.filter((end) => end <= length).length;
        const batch = parseTelemetryBody(part, { ...options, knownColumns: columns });
        expect([batch.rowCount, batch.badRows.length]).toEqual([complete, 0]);
        if (ends.includes(length) || body.length - length < 3) expectSamples(batch, samples.slice(0, complete));
        // Only white space can be missing of a reply that counts as whole.
        if (!batch.truncated) expect(JSON.parse(part.toString())).toBeDefined();
        expectTypedOutcome(part, complete, samples);
      }
    }),
    { numRuns: 8 },
  );
});

/** Without known columns a torn reply is read the same, or waits: never anything else. */
function expectTypedOutcome(part: Uint8Array, complete: number, samples: readonly Sample[]): void {
  try {
    expect(parseTelemetryBody(part, options).rowCount).toBe(complete);
  } catch (error) {
    expect(error).toBeInstanceOf(UnknownColumnsError);
    expect(samples.slice(0, complete).some(({ letter }) => letter !== 'd')).toBe(true);
  }
}

test('bytes of any kind give a batch or a typed error', () => {
  const fragments = fc.array(fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '"data":', '"values":[', '["u",1,"utA"],', '1e5', '-', 'null', 'x', '\u00e9', ' '), { maxLength: 30 });
  fc.assert(
    fc.property(fc.oneof(fragments.map((parts) => Buffer.from(`{"data":{"values":[${parts.join('')}`)), fragments.map((parts) => Buffer.from(parts.join(''))), fc.uint8Array({ maxLength: 60 })), (bytes) => {
      try {
        const batch = parseTelemetryBody(bytes, { receivedAtMs: 0, knownColumns: { u: columnsOfU } });
        expect(batch.terminals.count + batch.badRows.length + batch.unknownRows.length).toBe(batch.rowCount);
      } catch (error) {
        expect(error instanceof ApiError || error instanceof UnknownColumnsError).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});
