// Rows of a large delivery read their fields where they arrived: they must say what plain objects would, and keep nothing alive that nobody needs.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { packRows, type PackedRows } from '#shared/packed-rows.ts';
import { defineRows, type RowOf } from '#shared/row-schema.ts';
import { createColumnRows, LEAST_ROWS } from '../../../src/renderer/console-client/column-rows.ts';
import { patient } from '../../patient.ts';

const schema = defineRows('id', { id: 'text', note: 'text', amount: 'number', on: 'flag', items: 'list' });
type Row = RowOf<typeof schema>;

const plain = ({ id, note, amount, on, items }: Row): Row => ({ id, note, amount, on, items });
const buildRows = (count: number, amount = 0): Row[] =>
  Array.from({ length: count }, (_, at) => ({ id: `ut${at}`, note: at % 3 === 0 ? null : `note ${at}`, amount: at % 5 === 0 ? null : amount + at, on: at % 2 === 0 ? null : at % 3 === 0, items: at % 4 === 0 ? null : [`${at}`] }));

test('every field says what a plain object says', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 4 }).filter((one) => !/[\u0000\u001f]/.test(one));
  const row = fc.record({ id: text, note: fc.option(text), amount: fc.option(fc.double({ noNaN: true })), on: fc.option(fc.boolean()), items: fc.option(fc.array(text, { maxLength: 2 })) });
  fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (some) => {
    const rows = Array.from({ length: LEAST_ROWS }, (_, at) => some[at % some.length]!);
    expect(createColumnRows<Row>(schema).read(packRows(schema, rows)).map(plain)).toEqual(rows);
  }), { numRuns: 50 });
});

test('a few rows are plain objects', () => {
  const rows = buildRows(LEAST_ROWS - 1);
  expect(createColumnRows<Row>(schema).read(packRows(schema, rows))).toEqual(rows);
});

test('a field that the sender does not know is null', () => {
  const older = defineRows('id', { id: 'text' });
  const columnRows = createColumnRows<Row>(schema);
  const rows = columnRows.read(packRows(older, buildRows(LEAST_ROWS)));
  expect(plain(rows[7]!)).toEqual({ id: 'ut7', note: null, amount: null, on: null, items: null });
  rows.slice(1).forEach(columnRows.drop);
  columnRows.settle(rows.slice(0, 1));
  expect(plain(rows[0]!)).toEqual({ id: 'ut0', note: null, amount: null, on: null, items: null });
});

test('texts that come again, that changed, and fewer of them', () => {
  const rows = buildRows(LEAST_ROWS + 1);
  const renamed = rows.map((row, at) => (at === 3 ? { ...row, note: 'new', items: ['a', 'b'] } : row));
  const columnRows = createColumnRows<Row>(schema);
  for (const sent of [rows, rows, renamed, rows.slice(1), rows]) expect(columnRows.read(packRows(schema, sent)).map(plain)).toEqual(sent);
});

test('a list is the same array each time it is asked for', () => {
  const [, row] = createColumnRows<Row>(schema).read(packRows(schema, buildRows(LEAST_ROWS)));
  expect(row!.items).toEqual(['1']);
  expect(row!.items).toBe(row!.items);
});

describe('columns of a past delivery', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;

  /** Reads a delivery and keeps no hold of its columns: a function of its own, so that no register does either. */
  function read(columnRows: ReturnType<typeof createColumnRows<Row>>, rows: readonly Row[]): { rows: Row[]; numbers: WeakRef<object> } {
    const packed: PackedRows = packRows(schema, rows);
    return { rows: columnRows.read(packed), numbers: new WeakRef((packed.columns['amount'] as { numbers: Float64Array }).numbers) };
  }

  async function isKept(numbers: WeakRef<object>): Promise<boolean> {
    // A WeakRef holds until the turn in which it was made has ended.
    await new Promise((resolve) => setTimeout(resolve));
    collect();
    return numbers.deref() !== undefined;
  }

  test('go when few of its rows are left; those stay the same objects and say the same', async () => {
    const columnRows = createColumnRows<Row>(schema);
    const sent = buildRows(400, 1_000);
    const first = read(columnRows, sent);
    const table = new Map(first.rows.map((row) => [row.id, row]));
    const stay = [5, 17, 399].map((at) => first.rows[at]!);
    const drop = (rows: readonly Row[]): void => {
      for (const row of rows) if (!stay.includes(row) && table.delete(row.id)) columnRows.drop(row);
    };
    drop(first.rows.slice(0, 200));
    columnRows.settle(table.values());
    expect(await isKept(first.numbers)).toBe(true);
    drop(first.rows);
    first.rows.length = 0;
    columnRows.settle(table.values());
    await vi.waitFor(async () => expect(await isKept(first.numbers)).toBe(false), patient);
    expect([...table.values()]).toEqual(stay);
    expect(stay.map(plain)).toEqual([5, 17, 399].map((at) => sent[at]));
    expect(table.get('ut17')).toBe(stay[1]);
  });

  test('of several deliveries the last rows move together', async () => {
    const columnRows = createColumnRows<Row>(schema);
    const left: Row[] = [];
    const deliver = (delivery: number): WeakRef<object> => {
      const { rows, numbers } = read(columnRows, buildRows(LEAST_ROWS, delivery * 1_000));
      left.push(rows[delivery + 1]!);
      for (const row of rows) if (!left.includes(row)) columnRows.drop(row);
      columnRows.settle(left);
      return numbers;
    };
    const kept = [0, 1, 2, 3, 4].map(deliver);
    for (const numbers of kept) await vi.waitFor(async () => expect(await isKept(numbers)).toBe(false), patient);
    expect(left.map(({ amount }) => amount)).toEqual([1, 1_002, 2_003, 3_004, null]);
  });
});
