// Rows of letter u → columns of user terminals.
import { toUserTerminalId } from '#shared/device-id.ts';
import { createAlertWatch, type AlertNames } from './alert-names.ts';
import { terminalSpellings, type TerminalField } from './api-columns.ts';
import { buildColumnPlan } from './column-plan.ts';
import { createH3Reader } from './h3-cell.ts';
import type { RowSource } from './row-head.ts';
import { createNumberColumns, createSampleRows, type RowBuilder } from './sample-rows.ts';
import { terminalNumberColumns, type TerminalSamples } from './telemetry-batch.ts';

const idSpelling = { isCanonical: /^ut[0-9a-f-]+$/, toCanonical: toUserTerminalId };

export function createTerminalRows(names: readonly string[], source: RowSource, alertNames: AlertNames): RowBuilder<TerminalSamples> {
  const plan = buildColumnPlan<TerminalField>('u', names, terminalSpellings, source.findings);
  const { index, nameOf } = plan;
  const rows = createSampleRows(plan, source, idSpelling);
  const { reader, head } = rows;
  const numbers = createNumberColumns(terminalNumberColumns, plan, reader);
  const h3 = createH3Reader(source.bytes, source.scan);
  const watchAlerts = createAlertWatch('u', alertNames, source.findings);
  const deviceId: string[] = [];
  const h3Cell: (string | null)[] = [];
  const softwareVersion: (string | null)[] = [];
  const countryCode: (string | null)[] = [];
  const inTerritorialWaters: number[] = [];
  const activeAlerts: (readonly number[] | null)[] = [];

  const noteInvalidCell = (raw: string): void => {
    source.findings.add('invalid-h3', `${head.id} ${raw}`, `H3 cell ${raw} of ${head.id} is not a valid cell: the terminal is shown without a position`);
  };

  return {
    add(row, values) {
      const at = rows.begin(row, values);
      if (at < 0) return false;
      deviceId.push(head.id);
      numbers.set(at, values);
      h3Cell.push(h3.read(row, index.h3Cell, values[index.h3Cell], noteInvalidCell));
      softwareVersion.push(reader.text(values[index.softwareVersion], nameOf.softwareVersion));
      countryCode.push(reader.text(values[index.countryCode], nameOf.countryCode));
      inTerritorialWaters.push(reader.flag(values[index.inTerritorialWaters], nameOf.inTerritorialWaters));
      const codes = reader.codes(values[index.activeAlerts], nameOf.activeAlerts);
      if (codes !== null && codes.length > 0) watchAlerts(codes);
      activeAlerts.push(codes);
      return true;
    },
    build() {
      const common = rows.finish();
      return {
        ...common, deviceId, numbers: numbers.build(common.count), h3Cell, softwareVersion, countryCode,
        inTerritorialWaters: Uint8Array.from(inTerritorialWaters), activeAlerts,
      };
    },
  };
}
