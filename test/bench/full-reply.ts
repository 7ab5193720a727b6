// Target 1: a full reply of 65,000 rows, from its bytes to checked columns and from the socket to the durable commit.
import { judge, measurePairs, type BenchResult, type BenchTarget } from './bench-line.ts';
import { startProgram } from './start-program.ts';

/** Until V8 has compiled everything for good. */
const WARM_UP_ROUNDS = 5;
/** A different reply each, newer than the one before, so that the current state changes with every commit; 15 MB each in the server's memory. */
const ROUNDS = 20;

const toColumns: BenchTarget = {
  target: '1a', name: 'Bytes of a full reply → exact, checked columns', yardstick: 'JSON.parse of the same bytes', counts: 'ratio', unit: 'ms', bar: 2, aim: 1.5,
};
const toDisk: BenchTarget = {
  target: '1b', name: 'The same with HTTP, spool and durable commit', yardstick: 'JSON.parse of the same bytes', counts: 'ratio', unit: 'ms', bar: 4, aim: 3,
};

interface Pairs {
  readonly columns: readonly { readonly figure: number; readonly yardstick: number }[];
  readonly stored: readonly { readonly figure: number; readonly yardstick: number }[];
}

export async function benchFullReply(): Promise<BenchResult[]> {
  const server = startProgram('reply-server.ts', [String(WARM_UP_ROUNDS + ROUNDS)], 'node');
  try {
    const child = startProgram('full-reply-child.ts', [await server.firstLine, String(ROUNDS), String(WARM_UP_ROUNDS)], 'electron');
    const pairs = JSON.parse(await child.lastLine) as Pairs;
    return [judge(toColumns, measurePairs(pairs.columns)), judge(toDisk, measurePairs(pairs.stored))];
  } finally {
    server.stop();
  }
}
