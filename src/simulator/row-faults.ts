// Rows and columns bent as a fault asks: short, long, shuffled, new column, unknown letter, unknown code, a clock ahead.
import { splitCells } from './body-pieces.ts';
import type { RowFault } from './faults.ts';
import { hash32 } from './seeded-numbers.ts';

export interface RowBender {
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Rows that stand before all others. */
  readonly extraRows: readonly string[];
  /** `position` counts the fleet's rows in the body from 0. */
  bend(row: string, position: number): string;
}

// A new column goes behind the fifth: who reads by position then reads everything after it wrong.
const newColumnAt = 5;
const defaultAheadS = 86_400;
const defaultUnknownCode = 199;

export function createRowBender(faults: readonly RowFault[], columns: Readonly<Record<string, readonly string[]>>, nowS: number): RowBender {
  let bentColumns = columns;
  const extraRows: string[] = [];
  const steps: ((cells: string[], position: number) => string[])[] = [];
  // Content first, then the order and number of cells: a step never sees a row that is already the wrong length.
  for (const fault of [...faults].sort((a, b) => rank(a) - rank(b))) {
    switch (fault.kind) {
      case 'unknownAlert':
        steps.push((cells) => (cells[0] === '"u"' ? [...cells.slice(0, -1), addCode(cells.at(-1) ?? '[]', fault.code ?? defaultUnknownCode)] : cells));
        break;
      case 'futureClock':
        steps.push(buildFutureStep(fault.aheadS ?? defaultAheadS, fault.userTerminalId));
        break;
      case 'unknownDevice':
        extraRows.push(`["d",${nowS}000000001,"ut00000000-00000000-0000d0d0",12.5]`);
        break;
      case 'newColumn': {
        const name = fault.name ?? 'FanSpeedRpm';
        bentColumns = mapColumns(bentColumns, (list) => insert(list, name));
        steps.push((cells) => insert(cells, '1180.5'));
        break;
      }
      case 'columnShuffle': {
        bentColumns = mapColumns(bentColumns, shuffle);
        steps.push(shuffle);
        break;
      }
      case 'shortRow':
        steps.push((cells, position) => (isHit(position, fault.every) ? cells.slice(0, -1) : cells));
        break;
      case 'longRow':
        steps.push((cells, position) => (isHit(position, fault.every) ? [...cells, '0'] : cells));
        break;
    }
  }
  return {
    columns: bentColumns,
    extraRows,
    bend: (row, position) => (steps.length === 0 ? row : `[${steps.reduce((cells, step) => step(cells, position), splitCells(row)).join(',')}]`),
  };
}

function rank(fault: RowFault): number {
  if (fault.kind === 'shortRow' || fault.kind === 'longRow') return 3;
  return fault.kind === 'columnShuffle' ? 2 : fault.kind === 'newColumn' ? 1 : 0;
}

function isHit(position: number, every: number | undefined): boolean {
  return every === undefined || every === 0 ? position === 0 : position % every === 0;
}

function addCode(list: string, code: number): string {
  return list === '[]' ? `[${code}]` : `${list.slice(0, -1)},${code}]`;
}

function buildFutureStep(aheadS: number, userTerminalId: string | undefined): (cells: string[]) => string[] {
  let chosen = userTerminalId === undefined ? null : `"ut${userTerminalId}"`;
  return (cells) => {
    const [letter = '', timestampNs = '0', id = ''] = cells;
    if (chosen === null && letter === '"u"') chosen = id;
    if (letter !== '"u"' || id !== chosen) return cells;
    return [letter, String(BigInt(timestampNs) + BigInt(aheadS) * 1_000_000_000n), ...cells.slice(2)];
  };
}

function mapColumns(columns: Readonly<Record<string, readonly string[]>>, change: (list: string[]) => string[]): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(columns).map(([letter, list]) => [letter, change([...list])]));
}

function insert<T>(list: readonly T[], item: T): T[] {
  return [...list.slice(0, newColumnAt), item, ...list.slice(newColumnAt)];
}

/** The same order for every list of the same length; the first cell stays. */
function shuffle<T>(list: readonly T[]): T[] {
  return list
    .map((item, position) => ({ item, place: position === 0 ? -1 : hash32(position, list.length, 0x5f1e) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
