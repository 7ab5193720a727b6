// The tabs read as pages.md names them, in its order.
import { expect, it } from 'vitest';
import { tabNames } from '../../../src/renderer/shell/tab-names.ts';
import { tabIds } from '../../../src/renderer/tables/navigation.ts';

it('has every tab by its quoted name and in its place', () => {
  expect(tabIds.map((id) => tabNames[id])).toEqual([
    'Map', 'User Terminals', 'Alerts', 'Routers', 'IP Allocations', 'Services', 'Overage Lines', 'Monthly Data Usage', 'Daily Data Usage',
    'Accounts', 'Audit', 'Configuration', 'Stream Viewer', 'Log',
  ]);
});
