// The fields of every table the windows can watch. What a column looks like is the renderer's business (renderer/tables).
// Units stand in the names; percent values are 0–100; times are epoch ms; null = N/A.
import { defineRows, type RowOf } from './row-schema.ts';

export const tableSchemas = {
  /** Keyed by the stream's `ut…` id. `stale`: the row's telemetry is not current (account failing, polling off, last run). */
  userTerminals: defineRows('deviceId', {
    deviceId: 'text', deviceName: 'text', kitNumber: 'text', accountName: 'text', accountNumber: 'text', credentialId: 'text',
    serviceLineNumber: 'text', serialNumber: 'text',
    state: 'text', stateReason: 'text', stale: 'flag',
    signalQualityPercent: 'number', downlinkMbps: 'number', uplinkMbps: 'number', pingDropPercent: 'number', latencyMs: 'number',
    obstructionPercent: 'number', activeAlerts: 'number', alertNames: 'list', worstSeverity: 'text', uptimeS: 'number',
    h3Cell: 'text', latitude: 'number', longitude: 'number', countryCode: 'text', softwareVersion: 'text',
    /** Seconds; -1 = software deferral is off. */
    rebootPossibleInS: 'number',
    sampledAtMs: 'number', receivedAtMs: 'number', dveEnabled: 'flag',
  }),
  /** Keyed by `<device>/<code>`; source 'User Terminal' | 'Router'; severity 'critical' | 'warning' | 'info'. */
  alerts: defineRows('alertKey', {
    alertKey: 'text', deviceName: 'text', kitNumber: 'text', deviceId: 'text', routerId: 'text', source: 'text', alertName: 'text', code: 'number', severity: 'text',
    meaning: 'text', activeSinceMs: 'number',
    /** True when the alert was already active at first sight or after a gap: it began before activeSinceMs. */
    activeSinceBefore: 'flag',
    lastSeenMs: 'number', accountName: 'text', accountNumber: 'text', stale: 'flag',
  }),
  routers: defineRows('routerId', {
    routerId: 'text', deviceId: 'text', deviceName: 'text', kitNumber: 'text', accountNumber: 'text', accountName: 'text',
    softwareVersion: 'text', hardwareVersion: 'text', uptimeS: 'number',
    isRepeater: 'flag', hopsFromController: 'number', isBypassed: 'flag',
    clients: 'number', clients2Ghz: 'number', clients5Ghz: 'number', clientsEthernet: 'number',
    internetPingDropPercent: 'number', internetPingLatencyMs: 'number', popPingDropPercent: 'number', popPingLatencyMs: 'number',
    terminalPingDropPercent: 'number', terminalPingLatencyMs: 'number', wanReceivedBytes: 'number', wanSentBytes: 'number',
    clients2GhzRxRateMbpsMin: 'number', clients2GhzRxRateMbpsMax: 'number', clients2GhzRxRateMbpsAvg: 'number',
    clients2GhzTxRateMbpsMin: 'number', clients2GhzTxRateMbpsMax: 'number', clients2GhzTxRateMbpsAvg: 'number',
    clients5GhzRxRateMbpsMin: 'number', clients5GhzRxRateMbpsMax: 'number', clients5GhzRxRateMbpsAvg: 'number',
    clients5GhzTxRateMbpsMin: 'number', clients5GhzTxRateMbpsMax: 'number', clients5GhzTxRateMbpsAvg: 'number',
    clients2GhzSignalStrengthMin: 'number', clients2GhzSignalStrengthMax: 'number', clients2GhzSignalStrengthAvg: 'number',
    clients5GhzSignalStrengthMin: 'number', clients5GhzSignalStrengthMax: 'number', clients5GhzSignalStrengthAvg: 'number',
    activeAlerts: 'number', alertNames: 'list', sampledAtMs: 'number', stale: 'flag',
  }),
  ipAllocations: defineRows('ipAllocationId', {
    ipAllocationId: 'text', deviceId: 'text', deviceName: 'text', kitNumber: 'text', ipv4: 'list', ipv6Ue: 'list', ipv6Cpe: 'list',
    accountNumber: 'text', accountName: 'text', sampledAtMs: 'number', stale: 'flag',
  }),
  /**
   * Service lines, ended ones too. `usageLimitGB` 0 = restricted by plan, not zero. `usedThisCycleGB`: priority and standard of the current cycle,
   * without non-billable; null when no usage is known. `overagePrice` null where its lines have several currencies or none. `optInCoolDown` null: nothing was switched from here.
   * `stale`: the account's Management poll fails, is off, or has not run yet in this run.
   */
  services: defineRows('serviceLineNumber', {
    serviceLineNumber: 'text', serviceName: 'text', accountName: 'text', accountNumber: 'text', credentialId: 'text',
    productName: 'text', productReferenceId: 'text',
    /** A month, in priceCurrency. */
    price: 'number', priceCurrency: 'text',
    active: 'flag', startAtMs: 'number', endAtMs: 'number', publicIp: 'flag',
    /** Automatic top-up: opted in to priority data beyond the plan. */
    optedIn: 'flag', optInCoolDown: 'flag',
    /** Blocks of the current cycle as words ("2 × 50 GB"), and their sum; null when the reply does not say. */
    recurringBlocks: 'list', recurringBlocksGB: 'number', oneTimeBlocks: 'list', oneTimeBlocksGB: 'number',
    cycleStartMs: 'number', cycleEndMs: 'number', usageLimitGB: 'number', usedThisCycleGB: 'number',
    overageGB: 'number', overagePrice: 'number', overageCurrency: 'text', usageUpdatedAtMs: 'number',
    terminals: 'number',
    /** null on plans that can't be topped up. */
    topUpProductId: 'text', topUpPrice: 'number', topUpCurrency: 'text', topUpGB: 'number',
    lastTopUpAtMs: 'number', stale: 'flag',
  }),
  /** Keyed by account, line, cycle start, product and active-from (and its place where two are alike). Several lines of one cycle follow a plan change in mid-cycle. */
  overageLines: defineRows('overageKey', {
    overageKey: 'text', serviceLineNumber: 'text', serviceName: 'text', accountName: 'text', accountNumber: 'text', credentialId: 'text',
    cycleStartMs: 'number', cycleEndMs: 'number', productId: 'text', productName: 'text', overageType: 'text',
    usageLimitGB: 'number', consumedGB: 'number', overageGB: 'number', pricePerGB: 'number', overagePrice: 'number', currency: 'text',
    activeFromMs: 'number', stale: 'flag',
  }),
  /** Keyed by account, line and cycle start. Fixed or mobile by the plan when the cycle was first stored: the other side is null. `optInPriorityGB` is a part of priority. */
  monthlyDataUsage: defineRows('usageKey', {
    usageKey: 'text', serviceLineNumber: 'text', serviceName: 'text', accountName: 'text', accountNumber: 'text', credentialId: 'text',
    cycleStartMs: 'number', cycleEndMs: 'number',
    fixedPriorityGB: 'number', fixedStandardGB: 'number', mobilePriorityGB: 'number', mobileStandardGB: 'number',
    optInPriorityGB: 'number', nonBillableGB: 'number', totalGB: 'number', usageLimitGB: 'number', lastUpdatedAtMs: 'number', stale: 'flag',
  }),
  /** Keyed by account, line and UTC day; else as monthlyDataUsage. A day on which the side changed has both. The newest whole days, 100,000 rows at most (StatusReport.dailyUsageFromMs). */
  dailyDataUsage: defineRows('usageKey', {
    usageKey: 'text', serviceLineNumber: 'text', serviceName: 'text', accountName: 'text', accountNumber: 'text', credentialId: 'text',
    dateMs: 'number',
    fixedPriorityGB: 'number', fixedStandardGB: 'number', mobilePriorityGB: 'number', mobileStandardGB: 'number',
    optInPriorityGB: 'number', nonBillableGB: 'number', totalGB: 'number', lastUpdatedAtMs: 'number', stale: 'flag',
  }),
  /** Keyed by the account number, or the client id while the account may not be read. */
  accounts: defineRows('accountNumber', {
    accountNumber: 'text', accountName: 'text', credentialId: 'text', regionCode: 'text', suspensions: 'list',
    /** 'Successful' | 'Failed' | 'Not checked' | 'Secret unavailable' | 'No credential' */
    authentication: 'text', authenticationReason: 'text',
    pollingEnabled: 'flag',
    /** True from the click until the poller has taken the new state. */
    pollingPending: 'flag',
    terminals: 'number', lastTelemetryAtMs: 'number', lastManagementAtMs: 'number', newestSampleAtMs: 'number', lagMs: 'number', caughtUp: 'flag',
    /** Of the last 24 hours, 0–1; then the missing time by class, added over the terminals. */
    coverageShare: 'number', silentMs: 'number', notPolledMs: 'number', apiFailedMs: 'number', lostMs: 'number', comingMs: 'number', coveredTerminals: 'number',
    requestsPerMinute: 'number', lastError: 'text',
  }),
  userTerminalDves: defineRows('deviceId', {
    deviceId: 'text', deviceName: 'text', kitNumber: 'text', dveEnabled: 'flag', windowOpen: 'flag',
  }),
} as const;

export type TableName = keyof typeof tableSchemas;
export type TableRow<Name extends TableName> = RowOf<(typeof tableSchemas)[Name]>;
export const tableNames = Object.keys(tableSchemas) as readonly TableName[];

export type UserTerminalState = 'Online' | 'Degraded' | 'Critical' | 'Stale' | 'Offline' | 'Unknown';
