// Fields of telemetry/query and the stream columns that mean the same (starlink-api.md §7.2 against §5.4 and §5.5).

export interface QueryFields {
  readonly id: string;
  /** Field of the query → column of the stream. */
  readonly columns: Readonly<Record<string, string>>;
  /** Fields that are read apart from the columns. */
  readonly handled: ReadonlySet<string>;
}

export const terminalQueryFields: QueryFields = {
  id: 'userTerminalId',
  columns: {
    downlinkThroughputMbps: 'DownlinkThroughput',
    uplinkThroughputMbps: 'UplinkThroughput',
    popPingDropRateAvg: 'PingDropRateAvg',
    popPingLatencyMsAvg: 'PingLatencyMsAvg',
    obstructionPercentTime: 'ObstructionPercentTime',
    uptimeSeconds: 'Uptime',
    signalQuality: 'SignalQuality',
    h3CellId: 'H3CellId',
    secondsUntilSoftwareUpdateRebootPossible: 'SecondsUntilSwupdateRebootPossible',
    softwareVersion: 'RunningSoftwareVersion',
    countryCode: 'CountryCode',
    inTerritorialWaters: 'InTerritorialWaters',
  },
  handled: new Set(['userTerminalId', 'timestamp', 'ipAllocations']),
};

export const routerQueryFields: QueryFields = {
  id: 'routerId',
  columns: {
    uptimeSeconds: 'WifiUptimeS',
    softwareVersion: 'WifiSoftwareVersion',
    hardwareVersion: 'WifiHardwareVersion',
    isRepeater: 'WifiIsRepeater',
    hopsFromController: 'WifiHopsFromController',
    isBypassed: 'WifiIsBypassed',
    internetPingDropRate: 'InternetPingDropRate',
    internetPingLatencyMs: 'InternetPingLatencyMs',
    popPingDropRate: 'WifiPopPingDropRate',
    popPingLatencyMs: 'WifiPopPingLatencyMs',
    dishPingDropRate: 'DishPingDropRate',
    dishPingLatencyMs: 'DishPingLatencyMs',
    clients: 'Clients',
    clients2Ghz: 'Clients2Ghz',
    clients5Ghz: 'Clients5Ghz',
    clientsEthernet: 'ClientsEth',
    wanRxBytes: 'WanRxBytes',
    wanTxBytes: 'WanTxBytes',
    userTerminalId: 'DishId',
  },
  handled: new Set(['routerId', 'timestamp']),
};
