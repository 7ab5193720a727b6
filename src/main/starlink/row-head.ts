// What every row begins with in our eyes: its exact time and its device. Also judges its length and keeps what no field takes.
import type { HeadField } from './api-columns.ts';
import type { CanonicalIds } from './canonical-ids.ts';
import type { ColumnPlan } from './column-plan.ts';
import { ExactTimeReader } from './exact-time.ts';
import type { Findings } from './findings.ts';
import { rawElements } from './raw-elements.ts';
import type { RowScan } from './scan-rows.ts';

/** Where rows come from, and what they are judged against. */
export interface RowSource {
  readonly bytes: Uint8Array;
  readonly scan: RowScan;
  readonly findings: Findings;
  readonly receivedAtMs: number;
}

/** A device clock may lead by this much without a word: the bound of design.md §3. */
const toleratedLeadMs = 120_000;
const nsPerMs = 1_000_000n;

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

  constructor(plan: ColumnPlan<HeadField>, source: RowSource, ids: CanonicalIds) {
    this.#plan = plan;
    this.#source = source;
    this.#ids = ids;
    this.#times = new ExactTimeReader(source.bytes, source.scan);
    this.#latestNs = BigInt(Math.trunc(source.receivedAtMs + toleratedLeadMs)) * nsPerMs;
  }

  /** Takes the head of `row`; false when the row has no readable time or id. */
  read(row: number, values: readonly unknown[]): boolean {
    const { index, unknown, width } = this.#plan;
    const apiId = values[index.id];
    if (typeof apiId !== 'string' || apiId.trim() === '') return false;
    const timeNs = this.#times.read(row, index.time, values[index.time]);
    if (timeNs === null) return false;
    this.timeNs = timeNs;
    this.id = this.#ids.of(apiId);
    if (values.length !== width) this.#judgeLength(values.length);
    if (timeNs > this.#latestNs) this.#judgeTime();
    this.unknownColumns = unknown.length === 0 && values.length <= width ? null : this.#keepUnknown(row);
    return true;
  }

  #judgeLength(length: number): void {
    const { letter, width } = this.#plan;
    const counts = `A row of ${this.id} has ${length} values for ${width} columns`;
    if (length < width) this.#source.findings.add('short-row', `${letter} ${this.id}`, `${counts}: what is there is used, the rest is N/A`);
    else this.#source.findings.add('long-row', `${letter} ${this.id}`, `${counts}: the surplus is kept as it came`);
  }

  #judgeTime(): void {
    const leadMs = Number(this.timeNs / nsPerMs) - this.#source.receivedAtMs;
    this.#source.findings.add('future-clock', this.id, `The clock of ${this.id} leads by ${Math.round(leadMs / 1000)} s: its samples are stored but do not become current`);
  }

  /** `{"NewColumn":18446744073709551615,"extraValues":[…]}` with the reply's own spelling of every value. */
  #keepUnknown(row: number): string | null {
    const { unknown, width } = this.#plan;
    const raw = rawElements(this.#source.bytes, this.#source.scan.start(row));
    const members = unknown.filter(({ index }) => index < raw.length).map(({ index, name }) => `${JSON.stringify(name)}:${raw[index] ?? 'null'}`);
    if (raw.length > width) members.push(`"extraValues":[${raw.slice(width).join(',')}]`);
    return members.length === 0 ? null : `{${members.join(',')}}`;
  }
}
