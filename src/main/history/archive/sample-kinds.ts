// The three kinds of samples as their files hold them, made from the hot tables (docs/history-format.md).
import { routerNumberColumns, terminalNumberColumns } from '../../starlink/telemetry-batch.ts';
import type { HotKind } from '../hot-tables.ts';
import { sqlName } from '../sql-name.ts';
import type { ArchiveKind } from './archive-path.ts';

export interface SampleKind {
  readonly kind: ArchiveKind;
  readonly hot: HotKind;
  /** In `unknown_columns`. */
  readonly letter: 'u' | 'r' | 'i';
  /** The number of its own id in the hot table, and the id in the file. */
  readonly idNumber: string;
  readonly id: string;
  /** What stands between the shared first columns and `unknown_columns`; s is the hot row. */
  readonly columns: string;
  /** Joins that `columns` needs. */
  readonly joins: string;
}

const numbers = (names: readonly string[]): string => names.map((name) => `s.${sqlName(name)}`).join(', ');
const textJoin = (alias: string, number: string): string => `LEFT JOIN texts ${alias} ON ${alias}.text_no = s.${number}`;
/** Each list is read once, not once a row. */
const alertsJoin = `LEFT JOIN (SELECT text_no, try_cast(text AS INTEGER[]) AS codes FROM texts WHERE text LIKE '[%') alerts ON alerts.text_no = s.active_alerts_no`;

export const terminalKind: SampleKind = {
  kind: 'telemetry', hot: 'terminal_samples', letter: 'u', idNumber: 'device_no', id: 'device_id',
  columns: `${numbers(terminalNumberColumns)}, lower(to_hex(s.h3_cell)) AS h3_cell, versions.text AS software_version, countries.text AS country_code,
    s.in_territorial_waters, alerts.codes AS active_alerts`,
  joins: [textJoin('versions', 'software_version_no'), textJoin('countries', 'country_code_no'), alertsJoin].join(' '),
};

const routerKind: SampleKind = {
  kind: 'routers', hot: 'router_samples', letter: 'r', idNumber: 'router_no', id: 'router_id',
  columns: `devices.text AS device_id, ${numbers(routerNumberColumns)}, versions.text AS software_version, hardware.text AS hardware_version, s.is_repeater, s.is_bypassed,
    alerts.codes AS active_alerts`,
  joins: [textJoin('devices', 'device_no'), textJoin('versions', 'software_version_no'), textJoin('hardware', 'hardware_version_no'), alertsJoin].join(' '),
};

const ipKind: SampleKind = {
  kind: 'ip-allocations', hot: 'ip_allocation_samples', letter: 'i', idNumber: 'ip_allocation_no', id: 'ip_allocation_id',
  columns: `devices.text AS device_id, s.ipv4::VARCHAR[] AS ipv4, s.ipv6_ue::VARCHAR[] AS ipv6_ue, s.ipv6_cpe::VARCHAR[] AS ipv6_cpe`,
  joins: textJoin('devices', 'device_no'),
};

export const sampleKinds: readonly SampleKind[] = [terminalKind, routerKind, ipKind];
