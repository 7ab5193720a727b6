// What every row begins with in our eyes: its exact time and its device. Also judges its length and keeps what no field takes.
import type { HeadField } from './api-columns.ts';
import type { CanonicalIds } from './canonical-ids.ts';
import type { ColumnPlan } from './column-plan.ts';
import { ExactTimeReader } from './exact-time.ts';
import type { Findings } from './findings.ts';
import type { ParseMemory } from './parse-memory.ts';
import { rawElements } from './raw-elements.ts';

/** Where rows come from, and what they are judged against. */
export interface RowSource {
  readonly bytes: Uint8Array;
  readonly findings: Findings;
  readonly receivedAtMs: number;
  /** It reads from `bytes`. */
  readonly memory: ParseMemory;
}

/** A device clock may lead by this much without a word: the bound of design.md §3. */
const toleratedLeadMs = 120_000;
const nsPerMs = 1_000_000n;
const nsPerSecond = 1_000_000_000n;

export class RowHeadReader {
  /** Of the row that was read last. */
  timeNs = 0n;
  /** Canonical id. */
  id = '';
  /** JSON text of what no field takes; null when there is nothing. */
  unknownColumns: string | null = null;

  readonly #plan: ColumnPlan<HeadField>;
  readonly #source: RowSource;
  readonly #ids: CanonicalIds;
  readonly #times: ExactTimeReader;
  readonly #latestNs: bigint;
  readonly #latestHigh: number;
  readonly #latestLow: number;

  constructor(plan: ColumnPlan<HeadField>, source: RowSource, ids: CanonicalIds) {
    this.#plan = plan;
    this.#source = source;
    this.#ids = ids;
    this.#times = new ExactTimeReader(source.bytes);
    this.#latestNs = BigInt(Math.trunc(source.receivedAtMs + toleratedLeadMs)) * nsPerMs;
    this.#latestHigh = Number(this.#latestNs / nsPerSecond);
    this.#latestLow = Number(this.#latestNs % nsPerSecond);
  }

  /** Takes the head of the row whose `[` is at `start`; false when the row has no readable time or id. */
  read(start: number, values: readonly unknown[]): boolean {
    const { index, unknown, width } = this.#plan;
    const apiId = values[index.id];
    if (typeof apiId !== 'string' || apiId.trim() === '') return false;
    const timeNs = this.#times.read(start, index.time, values[index.time]);
    if (timeNs === null) return false;
    this.timeNs = timeNs;
    this.id = this.#ids.of(apiId);
    if (values.length !== width) this.#judgeLength(values.length);
    if (timeNs > this.#latestNs) this.#judgeTime(Number(timeNs / nsPerMs));
    this.unknownColumns = unknown.length === 0 && values.length <= width ? null : this.#keepUnknown(start);
    return true;
  }

  /** Judges a row that was read plainly: time = high × 10^9 + low. Answers its unknown columns. */
  judge(start: number, high: number, low: number, id: string): string | null {
    this.id = id;
    if (high > this.#latestHigh || (high === this.#latestHigh && low > this.#latestLow)) this.#judgeTime(high * 1000 + Math.trunc(low / 1e6));
    return this.#plan.unknown.length === 0 ? null : this.#keepUnknown(start);
  }

  #judgeLength(length: number): void {
    const { letter, width } = this.#plan;
    const counts = `A row of ${this.id} has ${length} values for ${width} columns`;
    if (length < width) this.#source.findings.add('short-row', `${letter} ${this.id}`, `${counts}: what is there is used, the rest is N/A`);
    else this.#source.findings.add('long-row', `${letter} ${this.id}`, `${counts}: the surplus is kept as it came`);
  }

  #judgeTime(atMs: number): void {
    const leadMs = atMs - this.#source.receivedAtMs;
    this.#source.findings.add('future-clock', this.id, `The clock of ${this.id} leads by ${Math.round(leadMs / 1000)} s: its samples are stored but do not become current`);
  }

  /** `{"NewColumn":18446744073709551615,"extraValues":[…]}` with the reply's own spelling of every value. */
  #keepUnknown(start: number): string | null {
    const { unknown, width } = this.#plan;
    const raw = rawElements(this.#source.bytes, start);
    const members = unknown.filter(({ index }) => index < raw.length).map(({ index, name }) => `${JSON.stringify(name)}:${raw[index] ?? 'null'}`);
    if (raw.length > width) members.push(`"extraValues":[${raw.slice(width).join(',')}]`);
    return members.length === 0 ? null : `{${members.join(',')}}`;
  }
}
