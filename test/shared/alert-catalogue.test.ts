// Severity and meaning follow the name in the reply, since codes are re-pointed and differ between terminals and routers.
import { expect, test } from 'vitest';
import { explainAlert, nameOfAlert, severityOf } from '#shared/alert-catalogue.ts';

test('codes mean different things for terminals and routers', () => {
  expect(nameOfAlert('u', 55)).toBe('disabled_no_active_account');
  expect(nameOfAlert('r', 55)).toBe('offline_networks_disabled');
  expect(nameOfAlert('u', 199)).toBe('unknown_alert_199');
});

test('the severity rule: disabled, thermal shutdown and stuck motor are critical; two notices; all else warns', () => {
  expect(severityOf('u', 'disabled_anything_new')).toBe('critical');
  expect(severityOf('u', 'thermal_shutdown')).toBe('critical');
  expect(severityOf('u', 'actuator_motor_stuck')).toBe('critical');
  expect(severityOf('u', 'pop_change')).toBe('info');
  expect(severityOf('u', 'software_update_reboot_pending')).toBe('info');
  expect(severityOf('u', 'unknown_alert_199')).toBe('warning');
  expect(severityOf('r', 'sandbox_disabled')).toBe('warning');
});

test('a re-pointed code is explained by its name, not by its number', () => {
  expect(explainAlert('u', 79, 'thermal_shutdown')).toMatch(/Too hot/);
  expect(explainAlert('u', 50, 'a_name_nobody_knows')).toBeNull();
  expect(explainAlert('u', 55, 'disabled_no_active_account')).toBe(explainAlert('u', 55, 'disabled_no_active_service_line'));
});
