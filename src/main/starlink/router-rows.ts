// Rows of letter r → columns of routers, each with the terminal it is bonded to.
import { toRouterId, toUserTerminalId } from '#shared/device-id.ts';
import { createAlertWatch, type AlertNames } from './alert-names.ts';
import { routerSpellings, type RouterField } from './api-columns.ts';
import { buildColumnPlan } from './column-plan.ts';
import type { RowSource } from './row-head.ts';
import { createNumberColumns, createSampleRows, type RowBuilder } from './sample-rows.ts';
import { routerNumberColumns, type RouterSamples } from './telemetry-batch.ts';

const idSpelling = { isCanonical: /^Router-[0-9A-F]+$/, toCanonical: toRouterId };

export function createRouterRows(names: readonly string[], source: RowSource, alertNames: AlertNames): RowBuilder<RouterSamples> {
  const plan = buildColumnPlan<RouterField>('r', names, routerSpellings, source.findings);
  const { index, nameOf } = plan;
  const rows = createSampleRows(plan, source, idSpelling);
  const { reader, head } = rows;
  const numbers = createNumberColumns(routerNumberColumns, plan, reader);
  const watchAlerts = createAlertWatch('r', alertNames, source.findings);
  const routerId: string[] = [];
  const deviceId: (string | null)[] = [];
  const softwareVersion: (string | null)[] = [];
  const hardwareVersion: (string | null)[] = [];
  const isRepeater: number[] = [];
  const isBypassed: number[] = [];
  const activeAlerts: (readonly number[] | null)[] = [];

  return {
    add(row, values) {
      const at = rows.begin(row, values);
      if (at < 0) return false;
      routerId.push(head.id);
      numbers.set(at, values);
      const terminal = reader.text(values[index.deviceId], nameOf.deviceId);
      deviceId.push(terminal === null ? null : toUserTerminalId(terminal));
      softwareVersion.push(reader.text(values[index.softwareVersion], nameOf.softwareVersion));
      hardwareVersion.push(reader.text(values[index.hardwareVersion], nameOf.hardwareVersion));
      isRepeater.push(reader.flag(values[index.isRepeater], nameOf.isRepeater));
      isBypassed.push(reader.flag(values[index.isBypassed], nameOf.isBypassed));
      const codes = reader.codes(values[index.activeAlerts], nameOf.activeAlerts);
      if (codes !== null && codes.length > 0) watchAlerts(codes);
      activeAlerts.push(codes);
      return true;
    },
    build() {
      const common = rows.finish();
      return {
        ...common, routerId, deviceId, numbers: numbers.build(common.count), softwareVersion, hardwareVersion,
        isRepeater: Uint8Array.from(isRepeater), isBypassed: Uint8Array.from(isBypassed), activeAlerts,
      };
    },
  };
}
