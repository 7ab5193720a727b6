// Alert codes of user terminals (u) and routers (r): severity and plain meaning. Source: starlink-api.md §6.
// The NAME of an alert always comes from the reply it arrived in; this catalogue only judges and explains.

export type AlertSeverity = 'critical' | 'warning' | 'info';
export type AlertSource = 'u' | 'r';

export interface AlertMeaning {
  readonly name: string;
  readonly meaning: string;
}

const terminalAlerts: Readonly<Record<number, AlertMeaning>> = {
  50: { name: 'ethernet_slow_10mbps', meaning: 'Ethernet link came up at 10 Mbps: check cable and port' },
  51: { name: 'ethernet_slow_100mbps', meaning: 'Ethernet link came up at 100 Mbps: check cable and port' },
  52: { name: 'power_supply_thermal_throttling', meaning: 'Power supply is very hot, near shutdown' },
  53: { name: 'actuator_motor_stuck', meaning: 'A motor of the terminal is stuck' },
  54: { name: 'mast_not_vertical', meaning: 'The mast leans more than 30°' },
  55: { name: 'disabled_no_active_account', meaning: 'No active service for this terminal' },
  56: { name: 'disabled_too_far_from_service_address', meaning: 'Moved too far from its service address' },
  57: { name: 'disabled_no_service_in_ocean', meaning: 'At sea without a maritime plan' },
  58: { name: 'disabled_invalid_country', meaning: 'In a country that is not supported' },
  59: { name: 'moving_while_not_mobile', meaning: 'Moves faster than 10 mph without a mobile plan' },
  60: { name: 'disabled_moving_too_fast', meaning: 'Moves faster than the plan allows' },
  61: { name: 'power_disconnect_detected', meaning: 'The last reboot was a loss of power' },
  62: { name: 'pop_change', meaning: 'Point of presence changed: a short blip and a new IP address' },
  63: { name: 'unable_to_align', meaning: 'Cannot reach the wanted tilt' },
  64: { name: 'high_sky_obstruction', meaning: 'More than 0.5 % of the sky is obstructed' },
  65: { name: 'high_sky_obstruction_mobile', meaning: 'Sky obstructed beyond the mobile threshold' },
  66: { name: 'high_time_obstruction', meaning: 'Obstructed more than 0.27 % of the time' },
  67: { name: 'high_time_obstruction_mobile', meaning: 'Obstructed in time beyond the mobile threshold' },
  79: { name: 'software_update_reboot_pending', meaning: 'Update staged: reboots about 3 AM local time' },
  80: { name: 'thermal_shutdown', meaning: 'Too hot: service stopped' },
  81: { name: 'thermal_throttling', meaning: 'Hot: performance reduced' },
  82: { name: 'software_update_reboot_pending', meaning: 'Update staged: reboots about 3 AM local time' },
  83: { name: 'disabled_blocked_country', meaning: 'In a restricted country' },
  84: { name: 'disabled_data_usage_exceeded_quota', meaning: 'Data quota used up' },
  89: { name: 'disabled_cell_is_disabled', meaning: 'Its cell gets no beams' },
  92: { name: 'disabled_unlicensed_country', meaning: 'In a country without licence' },
  93: { name: 'disabled_roam_restricted', meaning: 'Roamed abroad for too long' },
  94: { name: 'disabled_unknown_location', meaning: 'Cannot find its location' },
  95: { name: 'disabled_account_disabled', meaning: 'The account is disabled' },
  96: { name: 'disabled_unsupported_version', meaning: 'Its software is no longer supported' },
  97: { name: 'data_overage_rate_limited', meaning: 'Priority data used up: rate limited' },
};

const routerAlerts: Readonly<Record<number, AlertMeaning>> = {
  52: { name: 'sandbox_disabled', meaning: 'The client walled garden is off' },
  54: { name: 'geo_fenced', meaning: 'Wi-Fi disabled by a geo-fence' },
  55: { name: 'offline_networks_disabled', meaning: 'Networks switched off because the link is down' },
};

/** Names that a code had or has in other years (starlink-api.md §6, columns 2024/25 and 2026). */
const renamedAlerts: Readonly<Record<string, string>> = {
  disabled_no_active_service_line: 'disabled_no_active_account',
};

const infoNames: ReadonlySet<string> = new Set(['pop_change', 'software_update_reboot_pending']);
const criticalNames: ReadonlySet<string> = new Set(['thermal_shutdown', 'actuator_motor_stuck']);

/** Name for a code that its own reply does not name: the catalogue's, else `unknown_alert_99`. */
export function nameOfAlert(source: AlertSource, code: number): string {
  return meaningOf(source, code)?.name ?? `unknown_alert_${code}`;
}

/** Plain sentence for an alert, found by its name first (names outlive codes), then by its code; null when unknown. */
export function explainAlert(source: AlertSource, code: number, name: string): string | null {
  const table = source === 'u' ? terminalAlerts : routerAlerts;
  const byName = Object.values(table).find((entry) => entry.name === (renamedAlerts[name] ?? name));
  if (byName) return byName.meaning;
  const byCode = meaningOf(source, code);
  return name.startsWith('unknown_alert_') && byCode ? byCode.meaning : null;
}

/** Severity by name: `disabled_…`, thermal shutdown and a stuck motor are critical, two notices info, all else (unknown too) warning. */
export function severityOf(name: string): AlertSeverity {
  if (infoNames.has(name)) return 'info';
  if (criticalNames.has(name)) return 'critical';
  return name.startsWith('disabled_') ? 'critical' : 'warning';
}

function meaningOf(source: AlertSource, code: number): AlertMeaning | undefined {
  return source === 'u' ? terminalAlerts[code] : routerAlerts[code];
}
