// The tabs' visible texts, which are their accessible names (pages.md, Shell). Their order is that of tabIds.
import type { TabId } from '../tables/navigation.ts';

export const tabNames: Readonly<Record<TabId, string>> = {
  map: 'Map',
  userTerminals: 'User Terminals',
  alerts: 'Alerts',
  routers: 'Routers',
  ipAllocations: 'IP Allocations',
  services: 'Services',
  overageLines: 'Overage Lines',
  monthlyDataUsage: 'Monthly Data Usage',
  dailyDataUsage: 'Daily Data Usage',
  accounts: 'Accounts',
  audit: 'Audit',
  configuration: 'Configuration',
  streamViewer: 'Stream Viewer',
  log: 'Log',
};
