// Rows of letter r → columns of routers, each with the terminal it is bonded to.
import { toRouterId, toUserTerminalId } from '#shared/device-id.ts';
import { AlertWatch, type AlertNames } from './alert-names.ts';
import { routerSpellings, type RouterField } from './api-columns.ts';
import { CanonicalIds } from './canonical-ids.ts';
import { buildColumnPlan, type ColumnPlan } from './column-plan.ts';
import { RowHeadReader, type RowSource } from './row-head.ts';
import { HeadColumns, NumberColumns, type RowBuilder } from './sample-rows.ts';
import { routerNumberColumns, type RouterNumberColumn, type RouterSamples } from './telemetry-batch.ts';
import { ValueReader } from './value-reader.ts';

export class RouterRows implements RowBuilder<RouterSamples> {
  readonly #plan: ColumnPlan<RouterField>;
  readonly #reader: ValueReader;
  readonly #head: RowHeadReader;
  readonly #heads: HeadColumns;
  readonly #numbers: NumberColumns<RouterNumberColumn>;
  readonly #alerts: AlertWatch;
  readonly #terminalIds = new CanonicalIds(toUserTerminalId);
  readonly #routerId: string[] = [];
  readonly #deviceId: (string | null)[] = [];
  readonly #softwareVersion: (string | null)[] = [];
  readonly #hardwareVersion: (string | null)[] = [];
  readonly #isRepeater: number[] = [];
  readonly #isBypassed: number[] = [];
  readonly #activeAlerts: (readonly number[] | null)[] = [];

  /** About `capacity` rows are expected. */
  constructor(names: readonly string[], capacity: number, source: RowSource, alertNames: AlertNames) {
    this.#plan = buildColumnPlan<RouterField>('r', names, routerSpellings, source.findings);
    this.#reader = new ValueReader('r', source.findings);
    this.#heads = new HeadColumns(capacity);
    this.#head = new RowHeadReader(this.#plan, source, new CanonicalIds(toRouterId));
    this.#numbers = new NumberColumns(routerNumberColumns, this.#plan, this.#reader, capacity);
    this.#alerts = new AlertWatch('r', alertNames, source.findings);
  }

  add(row: number, values: readonly unknown[]): boolean {
    const reader = this.#reader;
    const { index, nameOf } = this.#plan;
    if (!this.#head.read(row, values)) return false;
    this.#numbers.set(this.#heads.count, values);
    this.#heads.add(this.#head);
    this.#routerId.push(this.#head.id);
    const terminal = reader.text(values[index.deviceId], nameOf.deviceId);
    this.#deviceId.push(terminal === null ? null : this.#terminalIds.of(terminal));
    this.#softwareVersion.push(reader.text(values[index.softwareVersion], nameOf.softwareVersion));
    this.#hardwareVersion.push(reader.text(values[index.hardwareVersion], nameOf.hardwareVersion));
    this.#isRepeater.push(reader.flag(values[index.isRepeater], nameOf.isRepeater));
    this.#isBypassed.push(reader.flag(values[index.isBypassed], nameOf.isBypassed));
    const codes = reader.codes(values[index.activeAlerts], nameOf.activeAlerts);
    if (codes !== null && codes.length > 0) this.#alerts.note(codes);
    this.#activeAlerts.push(codes);
    return true;
  }

  build(): RouterSamples {
    const heads = this.#heads.build();
    return {
      ...heads, routerId: this.#routerId, deviceId: this.#deviceId, numbers: this.#numbers.build(heads.count), softwareVersion: this.#softwareVersion,
      hardwareVersion: this.#hardwareVersion, isRepeater: Uint8Array.from(this.#isRepeater), isBypassed: Uint8Array.from(this.#isBypassed), activeAlerts: this.#activeAlerts,
    };
  }
}
