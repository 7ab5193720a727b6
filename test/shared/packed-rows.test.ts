// Rows survive the trip between processes exactly: every kind, null, and characters that could break the packing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRows, unpackRows } from '#shared/packed-rows.ts';
import { defineRows } from '#shared/row-schema.ts';

const schema = defineRows('id', { id: 'text', note: 'text', amount: 'number', on: 'flag', items: 'list' });

test('every value and every null comes back as it was', () => {
  const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/[\u0000\u001f]/.test(text));
  const row = fc.record({
    id: plain,
    note: fc.option(plain),
    amount: fc.option(fc.double({ noNaN: true })),
    on: fc.option(fc.boolean()),
    items: fc.option(fc.array(fc.string())),
  });
  fc.assert(fc.property(fc.array(row), (rows) => {
    expect(unpackRows(schema, packRows(schema, rows))).toEqual(rows);
  }));
});

test('no rows, and a single empty text, are told apart', () => {
  expect(unpackRows(schema, packRows(schema, []))).toEqual([]);
  const row = { id: '', note: '', amount: 0, on: false, items: [] };
  expect(unpackRows(schema, packRows(schema, [row]))).toEqual([row]);
});

test('a separator inside a text becomes a space instead of a column shift', () => {
  const rows = [{ id: 'a\u001fb', note: 'x\u0000', amount: null, on: null, items: ['p\u001fq'] }, { id: 'c', note: null, amount: 1, on: true, items: null }];
  expect(unpackRows(schema, packRows(schema, rows))).toEqual([{ ...rows[0], id: 'a b', note: 'x ' }, rows[1]]);
});

test('a column the sender does not know is null', () => {
  const older = defineRows('id', { id: 'text' });
  expect(unpackRows(schema, packRows(older, [{ id: 'a' }]))).toEqual([{ id: 'a', note: null, amount: null, on: null, items: null }]);
});
