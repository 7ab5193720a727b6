// V8 drops compiled code when the last object of a shape that the code was compiled for is collected. Between two replies all readers die, so
// every reply would begin in the interpreter again (measured: about a fifth of the time of a full reply). Readers of one tiny reply, kept for good, prevent that.
import { ipAllocationSpellings, routerSpellings, terminalSpellings, type Spellings } from './api-columns.ts';
import { createFindings } from './findings.ts';
import { ParseMemory } from './parse-memory.ts';
import { RowSorter } from './row-sorter.ts';
import { takeRows } from './take-rows.ts';

let kept: RowSorter | null = null;

/** Does its work the first time only. */
export function keepCompiledCode(): void {
  kept ??= readTinyReply();
}

function readTinyReply(): RowSorter {
  const columns = { u: columnsOf(terminalSpellings), r: columnsOf(routerSpellings), i: columnsOf(ipAllocationSpellings) };
  const rows = Object.entries(columns).map(([letter, names]) => `[${names.map((name) => valueOf(name, letter)).join(',')}]`);
  const bytes = Buffer.from(`[${rows.join(',')}]`);
  const memory = new ParseMemory();
  memory.readFrom(bytes);
  const sorter = new RowSorter({ bytes, findings: createFindings(), receivedAtMs: 0, memory }, columns);
  takeRows(bytes, 1, sorter);
  return sorter;
}

function columnsOf(spellings: Spellings<string>): readonly string[] {
  return Object.values(spellings).map((names) => names[0] ?? '');
}

/** JSON text of the kind that the column really holds: shapes differ by it. */
function valueOf(name: string, letter: string): string {
  const values: Readonly<Record<string, string>> = { DeviceType: `"${letter}"`, DeviceId: '"0"', UtcTimestampNs: '1795363215123456789', H3CellId: '599423848638578687' };
  return values[name] ?? 'null';
}
