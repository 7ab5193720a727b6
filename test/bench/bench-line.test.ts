import { expect, test } from 'vitest';
import { describeResult, judge, measurePairs, median, type BenchTarget } from './bench-line.ts';

const target: BenchTarget = { target: '1a', name: 'Bytes → columns', yardstick: 'JSON.parse', counts: 'ratio', unit: 'ms', bar: 2, aim: 1.5 };
const measured = (figure: number, yardstick: number) => ({ figure, yardstick, ratio: figure / yardstick, detail: {} });

test('a ratio is judged by its ratio, a figure by itself', () => {
  expect([judge(target, measured(150, 100)), judge(target, measured(151, 100)), judge(target, measured(201, 100))].map(({ verdict }) => verdict)).toEqual(['aim met', 'bar met', 'MISSED']);
  const absolute: BenchTarget = { ...target, counts: 'figure', bar: 16, aim: 8 };
  expect([judge(absolute, measured(8, 1)), judge(absolute, measured(16, 100)), judge(absolute, measured(16.1, 100))].map(({ verdict }) => verdict)).toEqual(['aim met', 'bar met', 'MISSED']);
});

test('of pairs the median of their ratios counts, not the ratio of the medians', () => {
  expect(measurePairs([{ figure: 10, yardstick: 10 }, { figure: 30, yardstick: 10 }, { figure: 40, yardstick: 20 }])).toMatchObject({ figure: 30, yardstick: 10, ratio: 2 });
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test('a line says figure, yardstick, ratio, limits and verdict', () => {
  expect(describeResult(judge(target, { ...measured(84.42, 59.1), detail: { rounds: 25 } }))).toBe(
    '1a Bytes → columns: 84.4 ms ÷ 59.1 ms (JSON.parse) = 1.43 · ratio bar 2, aim 1.5 · aim met · rounds 25',
  );
});
