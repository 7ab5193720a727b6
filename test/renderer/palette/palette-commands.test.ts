import { describe, expect, it } from 'vitest';
import { defaultSettings } from '#shared/settings.ts';
import type { TableRow } from '#shared/table-schemas.ts';
import { nextOption } from '../../../src/renderer/palette/next-option.ts';
import { buildActionCommands, buildPageCommands, findCommands, type ActionSurroundings } from '../../../src/renderer/palette/palette-commands.ts';
import type { PaletteGroup, PaletteOption } from '../../../src/renderer/palette/palette-option.ts';
import { buildSearchQuery } from '../../../src/renderer/palette/search-query.ts';
import { useNavigation } from '../../../src/renderer/tables/navigation.ts';
import { buildRow } from '../tables/sample-rows.ts';

function buildActions(state: Partial<ActionSurroundings['state']> = {}, accounts: readonly TableRow<'accounts'>[] = [], done: string[] = []): readonly PaletteOption[] {
  return buildActionCommands({
    state: { settings: defaultSettings, firstRun: true, demoAvailable: true, mode: 'simulation', ...state }, accounts,
    save: (change) => done.push(JSON.stringify(change)), enableDemo: () => done.push('demo'), addCredential: () => done.push('add'),
    setPolling: (credentialId, enabled) => done.push(`${credentialId} ${String(enabled)}`),
  });
}

const byTitle = (options: readonly PaletteOption[], title: string): PaletteOption => options.find((option) => option.title === title)!;

describe('actions', () => {
  it('what is so already, or can’t be had, says why', () => {
    const actions = buildActions({ settings: { ...defaultSettings, theme: 'dark', timeDisplay: 'utc' } });
    expect(byTitle(actions, 'Dark theme').blocked).toBe('In use now');
    expect(byTitle(actions, 'Light theme').blocked).toBeNull();
    expect(byTitle(actions, 'Show times in UTC').blocked).toBe('In use now');
    expect(byTitle(actions, 'Enable demo accounts').blocked).toBeNull();
    expect(byTitle(buildActions({ firstRun: false }), 'Enable demo accounts').blocked).toMatch(/already/);
    expect(byTitle(buildActions({ mode: 'live' }), 'Enable demo accounts').blocked).toMatch(/no credential was ever saved/);
    expect(byTitle(buildActions({ demoAvailable: false }), 'Enable demo accounts').blocked).toMatch(/server named/);
  });

  it('each does its one thing', () => {
    const done: string[] = [];
    const account = buildRow('accounts', { accountNumber: 'ACC-1', accountName: 'North', credentialId: 'c1', pollingEnabled: true });
    const actions = buildActions({}, [account], done);
    for (const title of ['Light theme', 'Show times in local time', 'Enable demo accounts', 'Switch polling off: North']) byTitle(actions, title).run();
    expect(done).toEqual(['{"theme":"light"}', '{"timeDisplay":"local"}', 'demo', 'c1 false']);
  });

  it('polling of an account without a credential, or on its way already, can’t be switched', () => {
    const actions = buildActions({}, [
      buildRow('accounts', { accountNumber: 'ACC-2', pollingEnabled: false }), buildRow('accounts', { accountNumber: 'ACC-3', credentialId: 'c3', pollingEnabled: false, pollingPending: true }),
    ]);
    expect(byTitle(actions, 'Switch polling on: ACC-2').blocked).toMatch(/No credential/);
    expect(byTitle(actions, 'Switch polling on: ACC-3').blocked).toMatch(/under way/);
  });
});

describe('pages', () => {
  const pages = buildPageCommands(() => () => null);
  const titles = (text: string): string[] => findCommands(pages, buildSearchQuery(text)).options.map(({ title }) => title);

  it('are all there, in the order of the tabs, the sub-page after its page', () => {
    expect(titles('')).toHaveLength(15);
    expect(titles('').slice(11, 13)).toEqual(['Configuration', 'User Terminal DVEs']);
  });

  it('are found by what stands in their names, best first', () => {
    expect(titles('data')).toEqual(['Monthly Data Usage', 'Daily Data Usage']);
    expect(titles('log')).toEqual(['Log']);
    expect(titles('user')[0]).toBe('User Terminals');
    expect(titles('usage daily')).toEqual(['Daily Data Usage']);
  });

  it('open their tab', () => {
    byTitle(pages, 'User Terminal DVEs').run();
    expect(useNavigation.getState()).toMatchObject({ tab: 'configuration', subPage: 'userTerminalDves' });
  });
});

describe('nextOption', () => {
  const option = (id: string): PaletteOption => ({ id, title: id, detail: null, match: null, look: { state: null }, blocked: null, focus: 'returns', run: () => undefined });
  const groups: readonly PaletteGroup[] = [{ name: 'A', total: 2, options: [option('a1'), option('a2')] }, { name: 'B', total: 1, options: [option('b1')] }];

  it.each([
    ['a1', 'ArrowDown', false, 'a2'], ['b1', 'ArrowDown', false, 'a1'], ['a1', 'ArrowUp', false, 'b1'], [null, 'ArrowUp', false, 'b1'], [null, 'ArrowDown', false, 'a1'],
    ['a2', 'PageDown', false, 'b1'], ['b1', 'PageDown', false, 'a1'], ['a2', 'PageUp', false, 'b1'], ['a2', 'Home', true, 'a1'], ['a1', 'End', true, 'b1'],
    ['a2', 'Home', false, null], ['a2', 'x', false, null],
  ] as const)('from %s by %s (Ctrl %s) to %s', (from, key, isCtrl, to) => expect(nextOption(groups, from, key, isCtrl)).toBe(to));

  it('leads nowhere in an empty list', () => expect(nextOption([], null, 'ArrowDown', false)).toBeNull());
});
