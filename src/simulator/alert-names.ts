// The alert codes this server knows, as it sends them in every reply, and their flags in telemetry/query.

export const alertCode = {
  ethernetSlow100: 51, actuatorMotorStuck: 53, mastNotVertical: 54, noActiveAccount: 55, noServiceInOcean: 57,
  powerDisconnectDetected: 61, popChange: 62, highTimeObstruction: 66, softwareUpdateRebootPending: 79, thermalShutdown: 80,
  thermalThrottling: 81, cellDisabled: 89, dataOverageRateLimited: 97, routerSandboxDisabled: 52, routerGeoFenced: 54, routerOfflineNetworksDisabled: 55,
} as const;

/** Codes mean different things for terminals (u) and routers (r). */
export const alertNames = {
  u: {
    '50': 'ethernet_slow_10mbps', '51': 'ethernet_slow_100mbps', '52': 'power_supply_thermal_throttling',
    '53': 'actuator_motor_stuck', '54': 'mast_not_vertical', '55': 'disabled_no_active_account',
    '56': 'disabled_too_far_from_service_address', '57': 'disabled_no_service_in_ocean', '58': 'disabled_invalid_country',
    '59': 'moving_while_not_mobile', '60': 'disabled_moving_too_fast', '61': 'power_disconnect_detected', '62': 'pop_change',
    '63': 'unable_to_align', '64': 'high_sky_obstruction', '65': 'high_sky_obstruction_mobile', '66': 'high_time_obstruction',
    '67': 'high_time_obstruction_mobile', '79': 'software_update_reboot_pending', '80': 'thermal_shutdown',
    '81': 'thermal_throttling', '83': 'disabled_blocked_country', '84': 'disabled_data_usage_exceeded_quota',
    '89': 'disabled_cell_is_disabled', '92': 'disabled_unlicensed_country', '93': 'disabled_roam_restricted',
    '94': 'disabled_unknown_location', '95': 'disabled_account_disabled', '96': 'disabled_unsupported_version',
    '97': 'data_overage_rate_limited',
  },
  r: { '52': 'sandbox_disabled', '54': 'geo_fenced', '55': 'offline_networks_disabled' },
} as const;

/** telemetry/query names the same conditions as flags; codes without a flag are missing here. */
export const alertFlags: readonly (readonly [number, string])[] = [
  [50, 'alertEthernetSlowLink10'], [51, 'alertEthernetSlowLink100'], [52, 'alertPsuOtpThrottling'],
  [53, 'alertActuatorMotorStuck'], [54, 'alertMastNotVertical'], [55, 'alertDisabledNoActiveServiceLine'],
  [56, 'alertDisabledTooFarFromServiceAddress'], [57, 'alertDisabledNoServiceInOcean'], [60, 'alertDisabledMovingTooFast'],
  [62, 'alertPopChange'], [63, 'alertUnableToAlign'], [66, 'alertHighTimeObstruction'],
  [79, 'alertSoftwareUpdateRebootPending'], [83, 'alertDisabledBlockedCountry'], [84, 'alertDisabledDataUsageExceededQuota'],
  [89, 'alertDisabledCellIsDisabled'], [93, 'alertDisabledRoamRestricted'], [94, 'alertDisabledUnknownLocation'],
  [95, 'alertDisabledAccountDisabled'], [96, 'alertDisabledUnsupportedSoftware'], [97, 'alertDataOverageRateLimited'],
];
