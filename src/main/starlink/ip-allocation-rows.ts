// Rows of letter i → columns of IP allocations. Three empty lists are the tombstone of an allocation (starlink-api.md §5.6) and stay empty lists.
import { toIpAllocationId, toUserTerminalId } from '#shared/device-id.ts';
import { ipAllocationSpellings, type IpAllocationField } from './api-columns.ts';
import { CanonicalIds } from './canonical-ids.ts';
import { buildColumnPlan, type ColumnPlan } from './column-plan.ts';
import { RowHeadReader, type RowSource } from './row-head.ts';
import { HeadColumns, type RowBuilder } from './sample-rows.ts';
import type { IpAllocationSamples } from './telemetry-batch.ts';
import { ValueReader } from './value-reader.ts';

export class IpAllocationRows implements RowBuilder {
  readonly #plan: ColumnPlan<IpAllocationField>;
  readonly #reader: ValueReader;
  readonly #head: RowHeadReader;
  readonly #heads: HeadColumns;
  readonly #ipAllocationId: string[] = [];
  readonly #deviceId: string[] = [];
  readonly #ipv4: (readonly string[] | null)[] = [];
  readonly #ipv6Ue: (readonly string[] | null)[] = [];
  readonly #ipv6Cpe: (readonly string[] | null)[] = [];

  /** About `capacity` rows are expected. */
  constructor(names: readonly string[], capacity: number, source: RowSource) {
    this.#plan = buildColumnPlan<IpAllocationField>('i', names, ipAllocationSpellings, source.findings);
    this.#reader = new ValueReader('i', source.findings);
    this.#heads = new HeadColumns(capacity);
    this.#head = new RowHeadReader(this.#plan, source, new CanonicalIds(toIpAllocationId));
  }

  add(start: number, values: readonly unknown[]): boolean {
    const { index, nameOf } = this.#plan;
    if (!this.#head.read(start, values)) return false;
    this.#heads.add(this.#head.timeNs, this.#head.unknownColumns);
    this.#ipAllocationId.push(this.#head.id);
    this.#deviceId.push(toUserTerminalId(this.#head.id));
    this.#ipv4.push(this.#reader.texts(values[index.ipv4], nameOf.ipv4));
    this.#ipv6Ue.push(this.#reader.texts(values[index.ipv6Ue], nameOf.ipv6Ue));
    this.#ipv6Cpe.push(this.#reader.texts(values[index.ipv6Cpe], nameOf.ipv6Cpe));
    return true;
  }

  build(): IpAllocationSamples {
    return {
      ...this.#heads.build(), ipAllocationId: this.#ipAllocationId, deviceId: this.#deviceId, ipv4: this.#ipv4, ipv6Ue: this.#ipv6Ue, ipv6Cpe: this.#ipv6Cpe,
    };
  }
}
