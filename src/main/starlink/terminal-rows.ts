// Rows of letter u → columns of user terminals.
import { toUserTerminalId } from '#shared/device-id.ts';
import { AlertWatch, type AlertNames } from './alert-names.ts';
import { terminalSpellings, type TerminalField } from './api-columns.ts';
import { CanonicalIds } from './canonical-ids.ts';
import { buildColumnPlan, type ColumnPlan } from './column-plan.ts';
import { H3Reader } from './h3-cell.ts';
import { RowHeadReader, type RowSource } from './row-head.ts';
import { HeadColumns, NumberColumns, type RowBuilder } from './sample-rows.ts';
import { terminalNumberColumns, type TerminalNumberColumn, type TerminalSamples } from './telemetry-batch.ts';
import { ValueReader } from './value-reader.ts';

export class TerminalRows implements RowBuilder<TerminalSamples> {
  readonly #source: RowSource;
  readonly #plan: ColumnPlan<TerminalField>;
  readonly #reader: ValueReader;
  readonly #head: RowHeadReader;
  readonly #heads: HeadColumns;
  readonly #numbers: NumberColumns<TerminalNumberColumn>;
  readonly #h3: H3Reader;
  readonly #alerts: AlertWatch;
  readonly #deviceId: string[] = [];
  readonly #h3Cell: (string | null)[] = [];
  readonly #softwareVersion: (string | null)[] = [];
  readonly #countryCode: (string | null)[] = [];
  readonly #inTerritorialWaters: number[] = [];
  readonly #activeAlerts: (readonly number[] | null)[] = [];

  /** About `capacity` rows are expected. */
  constructor(names: readonly string[], capacity: number, source: RowSource, alertNames: AlertNames) {
    this.#source = source;
    this.#plan = buildColumnPlan<TerminalField>('u', names, terminalSpellings, source.findings);
    this.#reader = new ValueReader('u', source.findings);
    this.#heads = new HeadColumns(capacity);
    this.#head = new RowHeadReader(this.#plan, source, new CanonicalIds(toUserTerminalId));
    this.#numbers = new NumberColumns(terminalNumberColumns, this.#plan, this.#reader, capacity);
    this.#h3 = new H3Reader(source.bytes, source.scan);
    this.#alerts = new AlertWatch('u', alertNames, source.findings);
  }

  add(row: number, values: readonly unknown[]): boolean {
    const reader = this.#reader;
    const { index, nameOf } = this.#plan;
    if (!this.#head.read(row, values)) return false;
    this.#numbers.set(this.#heads.count, values);
    this.#heads.add(this.#head);
    this.#deviceId.push(this.#head.id);
    this.#h3Cell.push(this.#readCell(row, values[index.h3Cell]));
    this.#softwareVersion.push(reader.text(values[index.softwareVersion], nameOf.softwareVersion));
    this.#countryCode.push(reader.text(values[index.countryCode], nameOf.countryCode));
    this.#inTerritorialWaters.push(reader.flag(values[index.inTerritorialWaters], nameOf.inTerritorialWaters));
    const codes = reader.codes(values[index.activeAlerts], nameOf.activeAlerts);
    if (codes !== null && codes.length > 0) this.#alerts.note(codes);
    this.#activeAlerts.push(codes);
    return true;
  }

  build(): TerminalSamples {
    const heads = this.#heads.build();
    return {
      ...heads, deviceId: this.#deviceId, numbers: this.#numbers.build(heads.count), h3Cell: this.#h3Cell, softwareVersion: this.#softwareVersion,
      countryCode: this.#countryCode, inTerritorialWaters: Uint8Array.from(this.#inTerritorialWaters), activeAlerts: this.#activeAlerts,
    };
  }

  #readCell(row: number, value: unknown): string | null {
    if (value === null || value === undefined) return null;
    const element = this.#plan.index.h3Cell;
    const cell = this.#h3.read(row, element, value);
    if (cell === null) {
      const raw = this.#h3.rawText(row, element);
      const { id } = this.#head;
      this.#source.findings.add('invalid-h3', `${id} ${raw}`, `H3 cell ${raw} of ${id} is not a valid cell: the terminal is shown without a position`);
    }
    return cell;
  }
}
