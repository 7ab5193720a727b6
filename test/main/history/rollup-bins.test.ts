import fc from 'fast-check';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { binOf, binSql, LAST_BIN, NO_BIN, valueOf } from '../../../src/main/history/rollup-bins.ts';

const measured = fc.oneof(fc.double({ min: 2 ** -20, max: 2 ** 43, noNaN: true }), fc.double({ min: 1e-4, max: 1_000, noNaN: true }), fc.integer({ min: 1, max: 100_000 }));

test('the middle of a bin is within one percent of every value in it, below zero too', () => {
  fc.assert(fc.property(measured, fc.boolean(), (size, isNegative) => {
    const value = isNegative ? -size : size;
    expect(Math.abs(valueOf(binOf(value)) - value)).toBeLessThanOrEqual(Math.abs(value) * 0.008);
  }));
});

test('larger values never fall into lower bins', () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ noNaN: true, noDefaultInfinity: true }), (a, b) => {
    expect(Math.sign(binOf(a) - binOf(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
  }));
});

test('zero, what is next to it, the largest and what is no number', () => {
  expect([0, -0, 1e-9, -1e-9].map(binOf)).toEqual([0, 0, 0, 0]);
  expect([1e300, -1e300].map(binOf)).toEqual([LAST_BIN, -LAST_BIN]);
  expect([NaN, Infinity, -Infinity].map(binOf)).toEqual([NO_BIN, NO_BIN, NO_BIN]);
  expect([0, binOf(1), binOf(-1)].map(valueOf)).toEqual([0, 1 + 1 / 128, -1 - 1 / 128]);
});

test('SQL finds the same bins', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const powers = Array.from({ length: 70 }, (_, index) => 2 ** (index - 24));
  const edges = powers.flatMap((power) => [power, power * (1 - Number.EPSILON), power * (1 + Number.EPSILON), power * (1 + 5 / 64), power * (1 + 5 / 64) * (1 - Number.EPSILON)]);
  const values = [0, ...edges, ...edges.map((value) => -value), ...fc.sample(measured, { numRuns: 2_000, seed: 7 }), 1e300, -1e300];
  const found = await connection.runAndReadAll(`SELECT ${binSql('v')} FROM (SELECT unnest([${values.map((value) => `${value}::DOUBLE`).join(', ')}]) AS v)`);
  expect(found.getColumnsJS()[0]).toEqual(values.map((value) => binOf(value)));
  connection.disconnectSync();
  instance.closeSync();
});
