// Rows of letter r → columns of routers, each with the terminal it is bonded to.
import { toRouterId, toUserTerminalId } from '#shared/device-id.ts';
import { AlertWatch, type AlertNames } from './alert-names.ts';
import { routerSpellings, type RouterField } from './api-columns.ts';
import { CanonicalIds } from './canonical-ids.ts';
import { buildColumnPlan, type ColumnPlan } from './column-plan.ts';
import { createPlainRows, notPlain, type PlainKind, type PlainRows } from './plain-rows.ts';
import { RowHeadReader, type RowSource } from './row-head.ts';
import { HeadColumns, NumberColumns, type RowBuilder } from './sample-rows.ts';
import { routerNumberColumns, type RouterNumberColumn, type RouterSamples } from './telemetry-batch.ts';
import { ValueReader } from './value-reader.ts';

const plainKinds: Readonly<Partial<Record<RouterField, PlainKind>>> = {
  letter: 'letter', time: 'time', id: 'id', deviceId: 'text', softwareVersion: 'text', hardwareVersion: 'text', isRepeater: 'flag', isBypassed: 'flag', activeAlerts: 'codes',
};

export class RouterRows implements RowBuilder {
  readonly #source: RowSource;
  readonly #plan: ColumnPlan<RouterField>;
  readonly #reader: ValueReader;
  readonly #head: RowHeadReader;
  readonly #heads: HeadColumns;
  readonly #numbers: NumberColumns<RouterNumberColumn>;
  readonly #plain: PlainRows<RouterField> | null;
  readonly #alerts = new AlertWatch('r');
  readonly #terminalIds = new CanonicalIds(toUserTerminalId);
  readonly #routerId: string[] = [];
  readonly #deviceId: (string | null)[] = [];
  readonly #softwareVersion: (string | null)[] = [];
  readonly #hardwareVersion: (string | null)[] = [];
  readonly #isRepeater: number[] = [];
  readonly #isBypassed: number[] = [];
  readonly #activeAlerts: (readonly number[] | null)[] = [];

  /** About `capacity` rows are expected. */
  constructor(names: readonly string[], capacity: number, source: RowSource) {
    this.#source = source;
    this.#plan = buildColumnPlan<RouterField>('r', names, routerSpellings, source.findings);
    this.#reader = new ValueReader('r', source.findings);
    this.#heads = new HeadColumns(capacity);
    this.#head = new RowHeadReader(this.#plan, source, new CanonicalIds(toRouterId));
    this.#numbers = new NumberColumns(routerNumberColumns, this.#plan, this.#reader, capacity);
    this.#plain = createPlainRows<RouterField>(this.#plan, {
      kindOf: (field) => plainKinds[field] ?? 'number', numbersOf: (field) => this.#numbers.of(field),
      idsOf: (field) => (field === 'id' ? source.memory.routerIds : field === 'deviceId' ? source.memory.terminalIds : null),
    }, source.bytes);
  }

  /** Takes the row at `start` when it is plain. Answers the offset behind it, or `notPlain`. */
  addPlain(start: number): number {
    const plain = this.#plain;
    if (plain === null) return notPlain;
    const { count } = this.#heads;
    if (this.#numbers.reserve(count)) plain.takeNumbers();
    const end = plain.read(start, count);
    if (end === notPlain) return notPlain;
    this.#heads.addHalves(plain.timeHigh, plain.timeLow, this.#head.judge(start, plain.timeHigh, plain.timeLow, plain.id));
    this.#push(
      plain.id, plain.text('deviceId'), plain.text('softwareVersion'), plain.text('hardwareVersion'),
      plain.flag('isRepeater'), plain.flag('isBypassed'), plain.codesOf('activeAlerts'),
    );
    return end;
  }

  add(start: number, values: readonly unknown[]): boolean {
    const reader = this.#reader;
    const { index, nameOf } = this.#plan;
    if (!this.#head.read(start, values)) return false;
    const { count } = this.#heads;
    if (this.#numbers.reserve(count)) this.#plain?.takeNumbers();
    this.#numbers.set(count, values);
    this.#heads.add(this.#head.timeNs, this.#head.unknownColumns);
    const terminal = reader.text(values[index.deviceId], nameOf.deviceId);
    this.#push(
      this.#head.id, terminal === null ? null : this.#terminalIds.of(terminal), reader.text(values[index.softwareVersion], nameOf.softwareVersion),
      reader.text(values[index.hardwareVersion], nameOf.hardwareVersion), reader.flag(values[index.isRepeater], nameOf.isRepeater),
      reader.flag(values[index.isBypassed], nameOf.isBypassed), reader.codes(values[index.activeAlerts], nameOf.activeAlerts),
    );
    return true;
  }

  build(alertNames: AlertNames): RouterSamples {
    this.#alerts.report(alertNames, this.#source.findings);
    const heads = this.#heads.build();
    return {
      ...heads, routerId: this.#routerId, deviceId: this.#deviceId, numbers: this.#numbers.build(heads.count), softwareVersion: this.#softwareVersion,
      hardwareVersion: this.#hardwareVersion, isRepeater: Uint8Array.from(this.#isRepeater), isBypassed: Uint8Array.from(this.#isBypassed), activeAlerts: this.#activeAlerts,
    };
  }

  #push(
    id: string, deviceId: string | null, softwareVersion: string | null, hardwareVersion: string | null, isRepeater: number, isBypassed: number, codes: readonly number[] | null,
  ): void {
    this.#routerId.push(id);
    this.#deviceId.push(deviceId);
    this.#softwareVersion.push(softwareVersion);
    this.#hardwareVersion.push(hardwareVersion);
    this.#isRepeater.push(isRepeater);
    this.#isBypassed.push(isBypassed);
    this.#activeAlerts.push(codes);
    if (codes !== null && codes.length > 0) this.#alerts.note(codes);
  }
}
