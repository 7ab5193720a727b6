// The quoted columns of pages.md in their order; H marks the ones hidden by default.
export const pageColumns = {
  'User Terminals': [
    'Device Name', 'Device ID H', 'Account Name', 'Account Number H', 'Service Line Number H', 'Kit Number H', 'Serial Number', 'State', 'Signal Quality',
    'Downlink Throughput', 'Uplink Throughput', 'Average Ping Drop Rate', 'Average Ping Latency', 'Obstruction Percent Time', 'Active Alerts', 'Uptime',
    'Latitude', 'Longitude', 'H3 Cell H', 'Country H', 'Software Version', 'Reboot Possible In H', 'Timestamp', 'DVE Creation', 'Open',
  ],
  Alerts: [
    'Device Name', 'User Terminal Device ID H', 'Source', 'Alert', 'Code H', 'Severity', 'Meaning', 'Active Since', 'Last Seen', 'Account Name H',
  ],
  Routers: [
    'Router ID', 'User Terminal Device ID', 'Device Name', 'Account Number H', 'Software Version', 'Hardware Version', 'Uptime', 'Role', 'Clients',
    'Clients 2.4 GHz H', 'Clients 5 GHz H', 'Clients Ethernet H', 'Internet Ping Drop Rate', 'Internet Ping Latency', 'PoP Ping Drop Rate H',
    'PoP Ping Latency H', 'Dish Ping Drop Rate H', 'Dish Ping Latency H', 'WAN Received', 'WAN Sent',
    'Clients2GhzRxRateMbpsMin H', 'Clients2GhzRxRateMbpsMax H', 'Clients2GhzRxRateMbpsAvg H',
    'Clients2GhzTxRateMbpsMin H', 'Clients2GhzTxRateMbpsMax H', 'Clients2GhzTxRateMbpsAvg H',
    'Clients5GhzRxRateMbpsMin H', 'Clients5GhzRxRateMbpsMax H', 'Clients5GhzRxRateMbpsAvg H',
    'Clients5GhzTxRateMbpsMin H', 'Clients5GhzTxRateMbpsMax H', 'Clients5GhzTxRateMbpsAvg H',
    'Clients2GhzSignalStrengthMin H', 'Clients2GhzSignalStrengthMax H', 'Clients2GhzSignalStrengthAvg H',
    'Clients5GhzSignalStrengthMin H', 'Clients5GhzSignalStrengthMax H', 'Clients5GhzSignalStrengthAvg H',
    'Active Alerts', 'Timestamp',
  ],
  'IP Allocations': ['IP Allocation Device ID H', 'User Terminal Device ID', 'Device Name', 'IPv4', 'IPv6 UE', 'IPv6 CPE', 'Account Number H', 'Timestamp'],
  Services: [
    'Service Name', 'Service Line Number', 'Account Name', 'Account Number H', 'Product', 'Product Reference ID H', 'Price', 'Active', 'Start', 'End',
    'Public IP', 'Automatic Top-Up', 'Recurring Blocks', 'One-Time Blocks', 'Usage Limit', 'Used This Cycle', 'Overage', 'Terminals',
    'Data Blocks to Add', 'Top-Up', 'Last Top-Up',
  ],
  'Overage Lines': [
    'Service H', 'Service Name', 'Account Name H', 'Cycle Start', 'Cycle End', 'Product', 'Overage Type', 'Usage Limit', 'Consumed', 'Overage',
    'Price per GB', 'Overage Price', 'Currency', 'Active From',
  ],
  'Monthly Data Usage': [
    'Service H', 'Service Name', 'Account Name H', 'Cycle Start', 'Cycle End', 'Fixed Priority', 'Fixed Standard', 'Mobile Priority', 'Mobile Standard', 'Opt-In Priority', 'Non-Billable',
    'Total', 'Last Updated',
  ],
  'Daily Data Usage': [
    'Service H', 'Service Name', 'Account Name H', 'Date', 'Fixed Priority', 'Fixed Standard', 'Mobile Priority', 'Mobile Standard', 'Opt-In Priority', 'Non-Billable',
    'Total', 'Last Updated',
  ],
  Accounts: [
    'Account Name', 'Account Number', 'Region', 'Suspensions', 'Authentication', 'Polling', 'Terminals', 'Last Telemetry', 'Last Management', 'Lag',
    'Requests/min', 'Last Error',
  ],
  'User Terminal DVEs': ['Device Name', 'Device ID H', 'Kit Number', 'DVE Creation', 'Window', 'Delete'],
} as const;
