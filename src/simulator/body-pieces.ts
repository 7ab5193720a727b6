// A stream body cut into what stands before, the rows, and what stands after: for raw bodies served as they are.
import type { LedgerRow } from './ledger.ts';
import { streamColumns } from './row-text.ts';

export interface BodyPieces {
  readonly head: string;
  /** Each row with the separator before it; joined with head and tail they are the body again, byte for byte. */
  readonly rows: readonly string[];
  readonly tail: string;
}

/** Finds the rows of `values` in any stream body, broken ones included. No rows found = everything is head. */
export function splitBody(body: string): BodyPieces {
  const start = /"values"\s*:\s*\[/.exec(body);
  if (start === null) return { head: body, rows: [], tail: '' };
  const first = start.index + start[0].length;
  const rows: string[] = [];
  let rowStart = first;
  let depth = 0;
  for (let at = first; at < body.length; at++) {
    const sign = body[at];
    if (sign === '"') {
      at = endOfText(body, at);
    } else if (sign === '[') {
      depth++;
    } else if (sign === ']') {
      depth--;
      if (depth < 0) break;
      if (depth === 0) {
        rows.push(body.slice(rowStart, at + 1));
        rowStart = at + 1;
      }
    }
  }
  return { head: body.slice(0, first), rows, tail: body.slice(rowStart) };
}

function endOfText(body: string, quote: number): number {
  let at = quote + 1;
  while (at < body.length && body[at] !== '"') at += body[at] === '\\' ? 2 : 1;
  return at;
}

/** The cells of a row as JSON text, 64-bit integers untouched. */
export function splitCells(row: string): string[] {
  const cells: string[] = [];
  const first = row.indexOf('[') + 1;
  let cellStart = first;
  let depth = 0;
  for (let at = first; at < row.length; at++) {
    const sign = row[at];
    if (sign === '"') at = endOfText(row, at);
    else if (sign === '[' || sign === '{') depth++;
    else if (sign === ']' && depth === 0) {
      if (at > cellStart) cells.push(row.slice(cellStart, at).trim());
      break;
    } else if (sign === ']' || sign === '}') depth--;
    else if (sign === ',' && depth === 0) {
      cells.push(row.slice(cellStart, at).trim());
      cellStart = at + 1;
    }
  }
  return cells;
}

/** The columns a body names behind its rows, over those this simulator would use. */
export function readColumns(tail: string): Readonly<Record<string, readonly string[]>> {
  const lists = /"columnNamesByDeviceType"\s*:\s*(\{[^{}]*\})/.exec(tail)?.[1];
  if (lists === undefined) return streamColumns;
  try {
    const parsed: unknown = JSON.parse(lists);
    if (typeof parsed !== 'object' || parsed === null) return streamColumns;
    const columns: Record<string, readonly string[]> = { ...streamColumns };
    for (const [letter, names] of Object.entries(parsed)) {
      if (Array.isArray(names) && names.every((name) => typeof name === 'string')) columns[letter] = names;
    }
    return columns;
  } catch {
    return streamColumns;
  }
}

/** Which row this is. Letters without columns are read by the usual place of time and id. */
export function readIdentity(row: string, columns: Readonly<Record<string, readonly string[]>>): LedgerRow {
  const cells = splitCells(row);
  const letter = unquote(cells[0]);
  const names = columns[letter];
  const cellOf = (name: string, usual: number): string => {
    const at = names?.indexOf(name) ?? -1;
    return unquote(cells[at === -1 ? usual : at]);
  };
  return { letter, deviceId: cellOf('DeviceId', 2), timestampNs: cellOf('UtcTimestampNs', 1) };
}

function unquote(cell: string | undefined): string {
  return (cell ?? '').replace(/^"|"$/g, '');
}
