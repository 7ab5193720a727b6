// Severity and meaning follow the name in the reply, since codes are re-pointed and differ between terminals and routers.
import { expect, test } from 'vitest';
import { explainAlert, nameOfAlert, severityOf } from '#shared/alert-catalogue.ts';

test('codes mean different things for terminals and routers', () => {
  expect(nameOfAlert('u', 55)).toBe('disabled_no_active_account');
  expect(nameOfAlert('r', 55)).toBe('offline_networks_disabled');
  expect(nameOfAlert('u', 199)).toBe('unknown_alert_199');
});

test('the severity rule: disabled, thermal shutdown and stuck motor are critical; two notices; all else warns', () => {
  expect(severityOf('disabled_anything_new')).toBe('critical');
  expect(severityOf('thermal_shutdown')).toBe('critical');
  expect(severityOf('actuator_motor_stuck')).toBe('critical');
  expect(severityOf('pop_change')).toBe('info');
  expect(severityOf('software_update_reboot_pending')).toBe('info');
  expect(severityOf('unknown_alert_199')).toBe('warning');
  expect(severityOf('sandbox_disabled')).toBe('warning');
});

test('a re-pointed code is explained by its name, not by its number', () => {
  expect(explainAlert('u', 79, 'thermal_shutdown')).toMatch(/Too hot/);
  expect(explainAlert('u', 50, 'a_name_nobody_knows')).toBeNull();
  expect(explainAlert('u', 55, 'disabled_no_active_account')).toBe(explainAlert('u', 55, 'disabled_no_active_service_line'));
});

// The tables of starlink-api.md §6: code, the names it has (today's first), severity.
const terminalCodes: readonly (readonly [code: number, names: string, severity: string])[] = [
  [50, 'ethernet_slow_10mbps', 'warning'], [51, 'ethernet_slow_100mbps', 'warning'], [52, 'power_supply_thermal_throttling', 'warning'], [53, 'actuator_motor_stuck', 'critical'],
  [54, 'mast_not_vertical', 'warning'], [55, 'disabled_no_active_account disabled_no_active_service_line', 'critical'], [56, 'disabled_too_far_from_service_address', 'critical'],
  [57, 'disabled_no_service_in_ocean', 'critical'], [58, 'disabled_invalid_country', 'critical'], [59, 'moving_while_not_mobile', 'warning'], [60, 'disabled_moving_too_fast', 'critical'],
  [61, 'power_disconnect_detected', 'warning'], [62, 'pop_change', 'info'], [63, 'unable_to_align', 'warning'], [64, 'high_sky_obstruction', 'warning'], [65, 'high_sky_obstruction_mobile', 'warning'],
  [66, 'high_time_obstruction', 'warning'], [67, 'high_time_obstruction_mobile', 'warning'], [79, 'software_update_reboot_pending', 'info'], [80, 'thermal_shutdown', 'critical'],
  [81, 'thermal_throttling', 'warning'], [82, 'software_update_reboot_pending', 'info'], [83, 'disabled_blocked_country', 'critical'], [84, 'disabled_data_usage_exceeded_quota', 'critical'],
  [89, 'disabled_cell_is_disabled', 'critical'], [92, 'disabled_unlicensed_country', 'critical'], [93, 'disabled_roam_restricted', 'critical'], [94, 'disabled_unknown_location', 'critical'],
  [95, 'disabled_account_disabled', 'critical'], [96, 'disabled_unsupported_version', 'critical'], [97, 'data_overage_rate_limited', 'warning'],
];
const routerCodes = [[52, 'sandbox_disabled', 'warning'], [54, 'geo_fenced', 'warning'], [55, 'offline_networks_disabled', 'warning']] as const;

test.each([['u', terminalCodes], ['r', routerCodes]] as const)('every code of a %s is named, explained and judged', (source, codes) => {
  for (const [code, names, severity] of codes) {
    expect(nameOfAlert(source, code)).toBe(names.split(' ')[0]);
    for (const name of names.split(' ')) {
      expect(severityOf(name), name).toBe(severity);
      expect(explainAlert(source, code, name), name).toMatch(/^[A-Z][^_]{8,}$/);
    }
  }
});

test('a router’s alert that disables is as critical as a terminal’s', () => {
  expect(severityOf('disabled_by_policy')).toBe('critical');
});
