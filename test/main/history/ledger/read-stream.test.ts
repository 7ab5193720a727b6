// Replies that only go on where the one before ended stay in the database, and the verdict is the same.
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { ledgerTables } from '../../../../src/main/history/ledger-schema.ts';
import { readStream } from '../../../../src/main/history/ledger/read-stream.ts';
import { buildStreamRecord } from '../../../../src/main/history/ledger/stream-holes.ts';
import type { StreamRead } from '../../../../src/main/history/ledger/stream-read.ts';

const START_MS = 1_800_000_000_000;
const HOUR = 3_600_000;

async function openLedger(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:');
  onTestFinished(() => instance.closeSync());
  const connection = await instance.connect();
  for (const statement of ledgerTables) await connection.run(statement);
  return connection;
}

async function store(connection: DuckDBConnection, reads: readonly StreamRead[]): Promise<void> {
  await connection.run(`DELETE FROM stream_reads`);
  const rows = reads.map((read) => `('cred-1', ${read.requestedAtMs}, ${read.receivedAtMs}, ${read.startMs ?? 0}, ${read.endMs ?? 0}, ${read.caughtUp}, ${read.whole}, ${read.damaged})`);
  await connection.run(`INSERT INTO stream_reads VALUES ${rows.join(', ')}, ('another', ${START_MS}, ${START_MS}, 0, 0, true, false, true)`);
}

/** Mostly a reply a minute that goes on where the last one ended; else anything. */
const reply = fc.record({
  afterMs: fc.oneof({ weight: 8, arbitrary: fc.constant(60_000) }, { weight: 1, arbitrary: fc.constantFrom(0, 1, 20 * 60_000, 9 * HOUR) }),
  skipsMs: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-90_000, 30_000, 30_001, HOUR) }),
  rows: fc.oneof({ weight: 8, arbitrary: fc.constant(45_000) }, { weight: 1, arbitrary: fc.constantFrom(null, 0, HOUR) }),
  caughtUp: fc.boolean(), whole: fc.nat(9).map((value) => value > 0), damaged: fc.nat(9).map((value) => value === 0),
});

test('what is left out changes no hole', async () => {
  const connection = await openLedger();
  await fc.assert(fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 40 }), async (replies) => {
    let requestedAtMs = START_MS;
    let endMs = START_MS;
    const reads = replies.map(({ afterMs, skipsMs, rows, caughtUp, whole, damaged }): StreamRead => {
      requestedAtMs += afterMs;
      const startMs = rows === null ? null : endMs + skipsMs;
      if (startMs !== null) endMs = startMs + rows!;
      return { requestedAtMs, receivedAtMs: requestedAtMs + 500, startMs, endMs: startMs === null ? null : endMs, caughtUp, whole, damaged };
    });
    await store(connection, reads);
    const listed = await readStream(connection, 'cred-1', START_MS, requestedAtMs);
    const spans = [{ state: 'polling' as const, fromMs: START_MS, toMs: START_MS + HOUR }, { state: 'failing' as const, fromMs: START_MS + HOUR, toMs: requestedAtMs }];
    for (const isFirst of [true, false]) expect(buildStreamRecord(listed, spans, requestedAtMs + 60_000, isFirst)).toEqual(buildStreamRecord(reads, spans, requestedAtMs + 60_000, isFirst));
  }), { numRuns: 300 });
});

test('replies of one millisecond stay in the order they were stored', async () => {
  const connection = await openLedger();
  const read = { requestedAtMs: START_MS, receivedAtMs: START_MS, damaged: false };
  const reads = [
    { ...read, startMs: START_MS - 90_000, endMs: START_MS - 60_000, caughtUp: false, whole: false },
    { ...read, startMs: null, endMs: null, caughtUp: true, whole: true },
  ];
  await store(connection, reads);
  expect(await readStream(connection, 'cred-1', START_MS, START_MS + HOUR)).toMatchObject(reads);
});

test('of a day of small batches a handful is read', async () => {
  const connection = await openLedger();
  await connection.run(`INSERT INTO stream_reads SELECT 'cred-1', ${START_MS} + i * 240, ${START_MS} + i * 240 + 200, ${START_MS} + i * 240 - 4000, ${START_MS} + i * 240, false, i <> 5000, false FROM range(100000) t(i)`);
  const listed = await readStream(connection, 'cred-1', START_MS, START_MS + HOUR * 24);
  expect(listed.map(({ requestedAtMs }) => (requestedAtMs - START_MS) / 240)).toEqual([0, 5_000, 5_001, 99_999]);
  expect(listed.at(-1)).toMatchObject({ earlierMs: START_MS + 99_998 * 240 });
});
