// Rows of letter u → columns of user terminals.
import { toUserTerminalId } from '#shared/device-id.ts';
import { AlertWatch, type AlertNames } from './alert-names.ts';
import { terminalSpellings, type TerminalField } from './api-columns.ts';
import { CanonicalIds } from './canonical-ids.ts';
import { buildColumnPlan, type ColumnPlan } from './column-plan.ts';
import { H3Reader } from './h3-cell.ts';
import { createPlainRows, notPlain, type PlainKind, type PlainRows } from './plain-rows.ts';
import { RowHeadReader, type RowSource } from './row-head.ts';
import { HeadColumns, NumberColumns, type RowBuilder } from './sample-rows.ts';
import { terminalNumberColumns, type TerminalNumberColumn, type TerminalSamples } from './telemetry-batch.ts';
import { ValueReader } from './value-reader.ts';

const plainKinds: Readonly<Partial<Record<TerminalField, PlainKind>>> = {
  letter: 'letter', time: 'time', id: 'id', h3Cell: 'cell', softwareVersion: 'text', countryCode: 'text', inTerritorialWaters: 'flag', activeAlerts: 'codes',
};

export class TerminalRows implements RowBuilder {
  readonly #source: RowSource;
  readonly #plan: ColumnPlan<TerminalField>;
  readonly #reader: ValueReader;
  readonly #head: RowHeadReader;
  readonly #heads: HeadColumns;
  readonly #numbers: NumberColumns<TerminalNumberColumn>;
  readonly #plain: PlainRows<TerminalField> | null;
  readonly #h3: H3Reader;
  readonly #alerts = new AlertWatch('u');
  readonly #deviceId: string[] = [];
  readonly #h3Cell: (string | null)[] = [];
  readonly #softwareVersion: (string | null)[] = [];
  readonly #countryCode: (string | null)[] = [];
  readonly #inTerritorialWaters: number[] = [];
  readonly #activeAlerts: (readonly number[] | null)[] = [];

  /** About `capacity` rows are expected. */
  constructor(names: readonly string[], capacity: number, source: RowSource) {
    this.#source = source;
    this.#plan = buildColumnPlan<TerminalField>('u', names, terminalSpellings, source.findings);
    this.#reader = new ValueReader('u', source.findings);
    this.#heads = new HeadColumns(capacity);
    this.#head = new RowHeadReader(this.#plan, source, new CanonicalIds(toUserTerminalId));
    this.#numbers = new NumberColumns(terminalNumberColumns, this.#plan, this.#reader, capacity);
    this.#h3 = new H3Reader(source.bytes);
    this.#plain = createPlainRows<TerminalField>(this.#plan, {
      kindOf: (field) => plainKinds[field] ?? 'number', idsOf: (field) => (field === 'id' ? source.memory.terminalIds : null), numbersOf: (field) => this.#numbers.of(field),
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
    const cell = plain.hasCell ? this.#source.memory.cells.ofHalves(plain.cellHigh, plain.cellLow) : null;
    this.#heads.addHalves(plain.timeHigh, plain.timeLow, this.#head.judge(start, plain.timeHigh, plain.timeLow, plain.id));
    if (cell === null && plain.hasCell) this.#judgeCell(start);
    this.#push(plain.id, cell, plain.text('softwareVersion'), plain.text('countryCode'), plain.flag('inTerritorialWaters'), plain.codesOf('activeAlerts'));
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
    const cellValue = values[index.h3Cell];
    const cell = this.#h3.read(start, index.h3Cell, cellValue);
    if (cell === null && cellValue !== null && cellValue !== undefined) this.#judgeCell(start);
    this.#push(
      this.#head.id, cell, reader.text(values[index.softwareVersion], nameOf.softwareVersion), reader.text(values[index.countryCode], nameOf.countryCode),
      reader.flag(values[index.inTerritorialWaters], nameOf.inTerritorialWaters), reader.codes(values[index.activeAlerts], nameOf.activeAlerts),
    );
    return true;
  }

  build(alertNames: AlertNames): TerminalSamples {
    this.#alerts.report(alertNames, this.#source.findings);
    const heads = this.#heads.build();
    return {
      ...heads, deviceId: this.#deviceId, numbers: this.#numbers.build(heads.count), h3Cell: this.#h3Cell, softwareVersion: this.#softwareVersion,
      countryCode: this.#countryCode, inTerritorialWaters: Uint8Array.from(this.#inTerritorialWaters), activeAlerts: this.#activeAlerts,
    };
  }

  #push(id: string, cell: string | null, softwareVersion: string | null, countryCode: string | null, inTerritorialWaters: number, codes: readonly number[] | null): void {
    this.#deviceId.push(id);
    this.#h3Cell.push(cell);
    this.#softwareVersion.push(softwareVersion);
    this.#countryCode.push(countryCode);
    this.#inTerritorialWaters.push(inTerritorialWaters);
    this.#activeAlerts.push(codes);
    if (codes !== null && codes.length > 0) this.#alerts.note(codes);
  }

  #judgeCell(start: number): void {
    const raw = this.#h3.rawText(start, this.#plan.index.h3Cell);
    const { id } = this.#head;
    this.#source.findings.add('invalid-h3', `${id} ${raw}`, `H3 cell ${raw} of ${id} is not a valid cell: the terminal is shown without a position`);
  }
}
