// Rows of letter r → columns of routers, each with the terminal it is bonded to.
import { toRouterId, toUserTerminalId } from '#shared/device-id.ts';
import { createAlertWatch, type AlertNames } from './alert-names.ts';
import { routerSpellings, type RouterField } from './api-columns.ts';
import { buildColumnPlan } from './column-plan.ts';
import type { RowSource } from './row-head.ts';
import { createNumberColumns, createSampleRows, cutFlags, type RowBuilder } from './sample-rows.ts';
import { routerNumberColumns, type RouterSamples } from './telemetry-batch.ts';

export function createRouterRows(names: readonly string[], capacity: number, source: RowSource, alertNames: AlertNames): RowBuilder<RouterSamples> {
  const plan = buildColumnPlan<RouterField>('r', names, routerSpellings, source.findings);
  const { index, nameOf } = plan;
  const rows = createSampleRows(plan, capacity, source, toRouterId);
  const { reader, head } = rows;
  const numbers = createNumberColumns(routerNumberColumns, plan, capacity, reader);
  const watchAlerts = createAlertWatch('r', alertNames, source.findings);
  const routerId: string[] = [];
  const deviceId: (string | null)[] = [];
  const softwareVersion: (string | null)[] = [];
  const hardwareVersion: (string | null)[] = [];
  const isRepeater = new Uint8Array(capacity);
  const isBypassed = new Uint8Array(capacity);
  const activeAlerts: (readonly number[] | null)[] = [];

  return {
    add(row, values) {
      const at = rows.begin(row, values);
      if (at < 0) return false;
      routerId.push(head.id);
      numbers.add(at, values);
      const terminal = reader.text(values[index.deviceId], nameOf.deviceId);
      deviceId.push(terminal === null ? null : toUserTerminalId(terminal));
      softwareVersion.push(reader.text(values[index.softwareVersion], nameOf.softwareVersion));
      hardwareVersion.push(reader.text(values[index.hardwareVersion], nameOf.hardwareVersion));
      isRepeater[at] = reader.flag(values[index.isRepeater], nameOf.isRepeater);
      isBypassed[at] = reader.flag(values[index.isBypassed], nameOf.isBypassed);
      const codes = reader.codes(values[index.activeAlerts], nameOf.activeAlerts);
      if (codes !== null && codes.length > 0) watchAlerts(codes);
      activeAlerts.push(codes);
      return true;
    },
    build() {
      const common = rows.finish();
      return {
        ...common, routerId, deviceId, numbers: numbers.build(common.count), softwareVersion, hardwareVersion,
        isRepeater: cutFlags(isRepeater, common.count), isBypassed: cutFlags(isBypassed, common.count), activeAlerts,
      };
    },
  };
}
