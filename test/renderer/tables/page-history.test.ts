// Back and forward: page, selection and related rows come back as they were left; a new step forgets what was ahead.
import { beforeEach, describe, expect, it } from 'vitest';
import { useMapChoices } from '../../../src/renderer/map/map-store.ts';
import { clearRelated, goBack, goForward, openRelated, openRelatedRows, openTab, useNavigation } from '../../../src/renderer/tables/navigation.ts';
import { alertsTable } from '../../../src/renderer/tables/columns/alerts.ts';
import { openTableView, tableViewStore } from '../../../src/renderer/tables/table-view-store.ts';

const start = useNavigation.getState();
const page = () => useNavigation.getState().tab;

describe('the history of pages', () => {
  beforeEach(() => {
    useNavigation.setState(start, true);
    Object.assign(globalThis, { window: { localStorage: { getItem: () => null, setItem: () => undefined } } });
    tableViewStore(alertsTable).setState({ selectedKeys: new Set(), anchorKey: null, active: null, filterText: '' });
  });

  it('goes back and forward by pages and sub-pages, and no farther than there are any', () => {
    openTab('alerts');
    openTab('configuration', 'userTerminalDves');
    openTab('configuration', 'userTerminalDves');
    goBack();
    expect(page()).toBe('alerts');
    goBack();
    goBack();
    expect(page()).toBe('map');
    goForward();
    goForward();
    expect(useNavigation.getState()).toMatchObject({ tab: 'configuration', subPage: 'userTerminalDves' });
    goForward();
    expect(page()).toBe('configuration');
  });

  it('forgets what was ahead once another way is taken', () => {
    openTab('alerts');
    openTab('routers');
    goBack();
    openTab('log');
    goForward();
    expect(page()).toBe('log');
    goBack();
    expect(page()).toBe('alerts');
  });

  it('brings back what was selected, filtered and scrolled to', () => {
    openTab('alerts');
    const view = openTableView('alerts')!;
    view.setState({ selectedKeys: new Set(['a', 'b']), anchorKey: 'a', active: { rowKey: 'b', columnId: 'alert' }, filterText: 'thermal' });
    view.scrollTop = 900;
    openRelated('userTerminals', 'ut01');
    view.setState({ selectedKeys: new Set(['z']), filterText: '' });
    view.scrollTop = 0;
    goBack();
    expect(view.getState()).toMatchObject({ selectedKeys: new Set(['a', 'b']), anchorKey: 'a', active: { rowKey: 'b', columnId: 'alert' }, filterText: 'thermal' });
    expect(view.scrollTop).toBe(900);
    expect(useNavigation.getState().focus).toBeNull();
  });

  it('keeps the related rows that a page showed, and takes them away where a page is asked for as a whole', () => {
    const related = { field: 'deviceId', keys: ['ut01'], label: 'MV Halden' } as const;
    openRelatedRows({ table: 'alerts', field: 'deviceId', keys: ['ut01'] }, 'MV Halden');
    expect(useNavigation.getState()).toMatchObject({ tab: 'alerts', related: { alerts: related } });
    clearRelated('alerts');
    expect(useNavigation.getState().related).toEqual({});
    goBack();
    expect(useNavigation.getState().related).toEqual({ alerts: related });
    openTab('map');
    openTab('alerts');
    expect(useNavigation.getState().related).toEqual({});
    goBack();
    goBack();
    expect(useNavigation.getState()).toMatchObject({ tab: 'alerts', related: { alerts: related } });
    openRelated('alerts', 'ut02');
    expect(useNavigation.getState().related).toEqual({});
  });

  it('brings back the terminal that was chosen on the map', () => {
    useMapChoices.setState({ deviceId: 'ut01', cell: null });
    openTab('alerts');
    useMapChoices.setState({ deviceId: 'ut02' });
    goBack();
    expect(useMapChoices.getState().deviceId).toBe('ut01');
  });
});
