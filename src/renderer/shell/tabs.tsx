// The tabs by id: icon, count and page. To add a page: its entry here, its name in tab-names.ts, its id in tables/navigation.ts.
import {
  IconAlertTriangle, IconCalendarMonth, IconChartBar, IconCurrencyEuro, IconFileInvoice, IconHexagons, IconHistory, IconList, IconNetwork,
  IconRouter, IconSatellite, IconSettings, IconTransfer, IconUsers,
} from '@tabler/icons-react';
import type { TableName } from '#shared/table-schemas.ts';
import { ConfigurationPage } from '../configuration/configuration-page.tsx';
import { MapPage } from '../map/map-page.tsx';
import type { TabId } from '../tables/navigation.ts';
import {
  AccountsPage, AlertsPage, DailyDataUsagePage, IpAllocationsPage, MonthlyDataUsagePage, OverageLinesPage, RoutersPage, ServicesPage, UserTerminalsPage,
} from '../tables/table-pages.tsx';
import { LogPage } from '../log/log-page.tsx';
import { StreamViewerPage } from '../stream-viewer/stream-viewer-page.tsx';
import { NotBuiltPage } from './not-built-page.tsx';
import { tabNames } from './tab-names.ts';

export interface Tab {
  readonly Icon: React.ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
  /** The table whose rows are counted beside the tab. */
  readonly counts?: TableName;
  readonly Page: React.ComponentType;
}

function notBuilt(id: TabId, willShow: string): React.ComponentType {
  return function Page() {
    return <NotBuiltPage name={tabNames[id]} willShow={willShow} />;
  };
}

export const tabs: Readonly<Record<TabId, Tab>> = {
  map: { Icon: IconHexagons, Page: MapPage },
  userTerminals: { Icon: IconSatellite, counts: 'userTerminals', Page: UserTerminalsPage },
  alerts: { Icon: IconAlertTriangle, counts: 'alerts', Page: AlertsPage },
  routers: { Icon: IconRouter, counts: 'routers', Page: RoutersPage },
  ipAllocations: { Icon: IconNetwork, counts: 'ipAllocations', Page: IpAllocationsPage },
  services: { Icon: IconFileInvoice, counts: 'services', Page: ServicesPage },
  overageLines: { Icon: IconCurrencyEuro, counts: 'overageLines', Page: OverageLinesPage },
  monthlyDataUsage: { Icon: IconCalendarMonth, Page: MonthlyDataUsagePage },
  dailyDataUsage: { Icon: IconChartBar, Page: DailyDataUsagePage },
  accounts: { Icon: IconUsers, counts: 'accounts', Page: AccountsPage },
  audit: {
    Icon: IconHistory,
    Page: notBuilt('audit', 'Every change sent to Starlink: who asked for it, what was sent, and how it ended. This version sends no changes.'),
  },
  configuration: { Icon: IconSettings, Page: ConfigurationPage },
  streamViewer: { Icon: IconTransfer, Page: StreamViewerPage },
  log: { Icon: IconList, Page: LogPage },
};
