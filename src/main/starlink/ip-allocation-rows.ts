// Rows of letter i → columns of IP allocations. Three empty lists are the tombstone of an allocation (starlink-api.md §5.6) and stay empty lists.
import { toIpAllocationId, toUserTerminalId } from '#shared/device-id.ts';
import { ipAllocationSpellings, type IpAllocationField } from './api-columns.ts';
import { buildColumnPlan } from './column-plan.ts';
import type { RowSource } from './row-head.ts';
import { createSampleRows, type RowBuilder } from './sample-rows.ts';
import type { IpAllocationSamples } from './telemetry-batch.ts';

const idSpelling = { isCanonical: /^ip-ut[0-9a-f-]+$/, toCanonical: toIpAllocationId };

export function createIpAllocationRows(names: readonly string[], source: RowSource): RowBuilder<IpAllocationSamples> {
  const plan = buildColumnPlan<IpAllocationField>('i', names, ipAllocationSpellings, source.findings);
  const { index, nameOf } = plan;
  const rows = createSampleRows(plan, source, idSpelling);
  const { reader, head } = rows;
  const ipAllocationId: string[] = [];
  const deviceId: string[] = [];
  const ipv4: (readonly string[] | null)[] = [];
  const ipv6Ue: (readonly string[] | null)[] = [];
  const ipv6Cpe: (readonly string[] | null)[] = [];

  return {
    add(row, values) {
      if (rows.begin(row, values) < 0) return false;
      ipAllocationId.push(head.id);
      deviceId.push(toUserTerminalId(head.id));
      ipv4.push(reader.texts(values[index.ipv4], nameOf.ipv4));
      ipv6Ue.push(reader.texts(values[index.ipv6Ue], nameOf.ipv6Ue));
      ipv6Cpe.push(reader.texts(values[index.ipv6Cpe], nameOf.ipv6Cpe));
      return true;
    },
    build: () => ({ ...rows.finish(), ipAllocationId, deviceId, ipv4, ipv6Ue, ipv6Cpe }),
  };
}
