// What every row begins with in our eyes: its exact time and its device. Also judges its length and keeps what no field takes.
import type { HeadField } from './api-columns.ts';
import type { ColumnPlan } from './column-plan.ts';
import { parseExactInteger, readDigits, type DigitHalves } from './exact-integer.ts';
import type { Findings } from './findings.ts';
import { textOf } from './json-bytes.ts';
import { rawElements } from './raw-elements.ts';
import type { RowScan } from './scan-rows.ts';

/** Where rows come from, and what they are judged against. */
export interface RowSource {
  readonly bytes: Uint8Array;
  readonly scan: RowScan;
  readonly findings: Findings;
  readonly receivedAtMs: number;
}

export interface RowHead {
  timeNs: bigint;
  /** Canonical id. */
  id: string;
  /** JSON text of what no field takes; null when there is nothing. */
  unknownColumns: string | null;
}

/** How the ids of a letter are spelled in Groundtrack (#shared/device-id.ts). */
export interface IdSpelling {
  /** True for ids that are spelled so already, as nearly all are: a quick test saves the rewriting. */
  readonly isCanonical: RegExp;
  readonly toCanonical: (apiId: string) => string;
}

export interface RowHeadReader {
  /** Fills `head`; false when the row has no readable time or id. */
  read(row: number, values: readonly unknown[], head: RowHead): boolean;
}

/** A device clock may lead by this much without a word: the bound of design.md §3. */
const toleratedLeadMs = 120_000;
const nsPerMs = 1_000_000n;
/** `high` of the greatest 64-bit integer: below it digits need no further check. */
const maxHigh = 9_223_372_036;

export function createRowHeadReader(plan: ColumnPlan<HeadField>, source: RowSource, spelling: IdSpelling): RowHeadReader {
  const { letter, width, unknown } = plan;
  const { time: timeAt, id: idAt } = plan.index;
  const { bytes, scan, findings } = source;
  const latestNs = BigInt(Math.trunc(source.receivedAtMs + toleratedLeadMs)) * nsPerMs;
  const readTime = createTimeReader(source);

  function judgeLength(length: number, id: string): void {
    if (length < width) findings.add('short-row', `${letter} ${id}`, `A row of ${id} has ${length} values for ${width} columns: what is there is used, the rest is N/A`);
    else findings.add('long-row', `${letter} ${id}`, `A row of ${id} has ${length} values for ${width} columns: the surplus is kept as it came`);
  }

  function judgeTime(timeNs: bigint, id: string): void {
    const lead = Number(timeNs / nsPerMs) - source.receivedAtMs;
    findings.add('future-clock', id, `The clock of ${id} leads by ${Math.round(lead / 1000)} s: its samples are stored but do not become current`);
  }

  return {
    read(row, values, head) {
      const apiId = values[idAt];
      if (typeof apiId !== 'string') return false;
      const isCanonical = spelling.isCanonical.test(apiId);
      if (!isCanonical && apiId.trim() === '') return false;
      const timeNs = readTime(row, timeAt, values[timeAt]);
      if (timeNs === null) return false;
      head.timeNs = timeNs;
      head.id = isCanonical ? apiId : spelling.toCanonical(apiId);
      if (values.length !== width) judgeLength(values.length, head.id);
      if (timeNs > latestNs) judgeTime(timeNs, head.id);
      head.unknownColumns = unknown.length === 0 && values.length <= width ? null : keepUnknown(bytes, scan.start(row), plan);
      return true;
    },
  };
}

/** Exact ns since the epoch of the value at `element` of `row`; null when it is no integer of 64 bits. */
function createTimeReader({ bytes, scan }: RowSource): (row: number, element: number, value: unknown) => bigint | null {
  const halves: DigitHalves = { high: 0, low: 0 };
  // Samples of one reply share few seconds.
  let lastHigh = 0;
  let lastHighNs = 0n;
  return (row, element, value) => {
    const long = scan.findLong(row, element);
    if (long >= 0) {
      const start = scan.longStart(long);
      const end = scan.longEnd(long);
      if (!readDigits(bytes, start, end, halves) || halves.high >= maxHigh) return within64Bits(parseExactInteger(textOf(bytes, start, end)));
      if (halves.high !== lastHigh) {
        lastHigh = halves.high;
        lastHighNs = BigInt(halves.high) * 1_000_000_000n;
      }
      return halves.low === 0 ? lastHighNs : lastHighNs + BigInt(halves.low);
    }
    if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : within64Bits(parseExactInteger(rawElements(bytes, scan.start(row))[element] ?? ''));
    return typeof value === 'string' ? within64Bits(parseExactInteger(value)) : null;
  };
}

function within64Bits(value: bigint | null): bigint | null {
  return value !== null && BigInt.asIntN(64, value) === value ? value : null;
}

/** `{"NewColumn":18446744073709551615,"extraValues":[…]}` with the reply's own spelling of every value. `start` is at the row's `[`. */
function keepUnknown(bytes: Uint8Array, start: number, plan: ColumnPlan<HeadField>): string | null {
  const raw = rawElements(bytes, start);
  const members = plan.unknown.filter(({ index }) => index < raw.length).map(({ index, name }) => `${JSON.stringify(name)}:${raw[index] ?? 'null'}`);
  if (raw.length > plan.width) members.push(`"extraValues":[${raw.slice(plan.width).join(',')}]`);
  return members.length === 0 ? null : `{${members.join(',')}}`;
}
