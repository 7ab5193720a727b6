// Hot rows with the names and types that the archive's files have: numbers of texts as texts, receipts from their replies.
import type { DeviceKind } from './device-kinds.ts';

interface HotKindSql {
  readonly table: string;
  /** Letter in `unknown_columns`, and the column that numbers the device there. */
  readonly letter: string;
  readonly ownNo: string;
  readonly columns: Readonly<Record<string, string>>;
}

const text = (number: string): string => `(SELECT t.text FROM texts t WHERE t.text_no = s.${number})`;
const received = { account_number: 'b.account_number', credential_id: 'b.credential_id', received_at_ms: 'b.received_at_ms', unknown_columns: 'u.json' };
const alerts = { active_alerts: `${text('active_alerts_no')}::INTEGER[]` };

const hotKindsSql: Readonly<Record<DeviceKind, HotKindSql>> = {
  telemetry: {
    table: 'terminal_samples', letter: 'u', ownNo: 'device_no',
    columns: { ...received, ...alerts, device_id: text('device_no'), h3_cell: 'lower(to_hex(s.h3_cell))', software_version: text('software_version_no'), country_code: text('country_code_no') },
  },
  routers: {
    table: 'router_samples', letter: 'r', ownNo: 'router_no',
    columns: { ...received, ...alerts, router_id: text('router_no'), device_id: text('device_no'), software_version: text('software_version_no'), hardware_version: text('hardware_version_no') },
  },
  'ip-allocations': {
    table: 'ip_allocation_samples', letter: 'i', ownNo: 'ip_allocation_no',
    columns: { ...received, ip_allocation_id: text('ip_allocation_no'), device_id: text('device_no'), ipv4: 's.ipv4::VARCHAR[]', ipv6_ue: 's.ipv6_ue::VARCHAR[]', ipv6_cpe: 's.ipv6_cpe::VARCHAR[]' },
  },
};

/** @param from rows of the kind's table, as what stands behind FROM in brackets; without it the whole table */
export function hotRowsSql(kind: DeviceKind, columns: readonly string[], from?: string): string {
  const { table, letter, ownNo, columns: named } = hotKindsSql[kind];
  const selected = columns.map((name) => `${named[name] ?? `s.${name}`} AS "${name}"`).join(', ');
  const unknown = columns.includes('unknown_columns')
    ? `LEFT JOIN unknown_columns u ON u.batch_no = s.batch_no AND u.letter = '${letter}' AND u.device_no = s.${ownNo} AND u.timestamp_ns = s.timestamp_ns` : '';
  return `SELECT ${selected} FROM ${from ?? table} s JOIN batches b ON b.batch_no = s.batch_no ${unknown}`;
}

export function hotTableOf(kind: DeviceKind): string {
  return hotKindsSql[kind].table;
}
