// Controls in cells: roles, values and reasons as assistive technology and tests meet them.
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { cellContent } from '../../../../src/renderer/tables/cells/cell-content.tsx';
import type { ColumnDeclaration } from '../../../../src/renderer/tables/column.ts';
import { servicesTable, type ServiceRow } from '../../../../src/renderer/tables/columns/services.ts';
import { userTerminalsTable } from '../../../../src/renderer/tables/columns/user-terminals.ts';
import { StateMark } from '../../../../src/renderer/theme/state-mark.tsx';
import { createNumberDrafts } from '../../../../src/renderer/tables/number-drafts.ts';
import { columnOf, utc } from '../column-probe.ts';
import { buildRow } from '../sample-rows.ts';

const row = buildRow('services', { serviceLineNumber: 'SL-1', optedIn: true, topUpProductId: 'p' });

function draw(column: ColumnDeclaration<ServiceRow>, of = row): string {
  return renderToStaticMarkup(cellContent(column, of, { context: utc, rowKey: of.serviceLineNumber, isActive: true }));
}

describe('cellContent', () => {
  it('draws a spin button with its least and its present value', () => {
    const drafts = createNumberDrafts(1);
    drafts.set('SL-1', 3);
    const html = draw({ type: 'action', id: 'n', header: 'Number', help: 'Number', width: 80, cell: { kind: 'spinbutton', drafts, blocked: () => null } });
    expect(html).toContain('role="spinbutton"');
    expect(html).toMatch(/aria-label="Number"[^>]*aria-valuenow="3"[^>]*aria-valuemin="1"/);
    expect(html).toContain('value="3"');
    expect(html).not.toContain('aria-disabled');
  });

  it.each([['Data Blocks to Add', 'spinbutton'], ['Top-Up', undefined], ['Automatic Top-Up', 'switch']])('draws a dead “%s” that says why', (header, role) => {
    const html = draw(columnOf(servicesTable, header));
    if (role !== undefined) expect(html).toContain(`role="${role}"`);
    expect(html).toMatch(/aria-disabled="true"/);
    expect(html).toMatch(/ title="[^"]*later version[^"]*"/);
    expect(html).toMatch(/aria-description="[^"]*later version[^"]*"/);
  });

  it('shows the state of a dead switch, and none where it is not known', () => {
    const switchColumn = columnOf(servicesTable, 'Automatic Top-Up');
    expect(draw(switchColumn)).toMatch(/aria-checked="true".*>On</);
    expect(draw(switchColumn, { ...row, optedIn: false })).toMatch(/aria-checked="false".*>Off</);
    expect(draw(switchColumn, { ...row, optedIn: null })).toBe('N/A');
  });

  it('shows the state of a terminal beside its name without its colour while it is the last known one', () => {
    const terminal = buildRow('userTerminals', { deviceId: 'ut1', state: 'Online', deviceName: 'Ferry', kitNumber: 'KIT1' });
    const drawName = (of: typeof terminal): string => renderToStaticMarkup(cellContent(columnOf(userTerminalsTable, 'Device Name'), of, { context: utc, rowKey: 'ut1', isActive: false }));
    const [current, stale] = [false, true].map((isStale) => renderToStaticMarkup(<StateMark state="Online" isStale={isStale} />));
    expect(current).not.toBe(stale);
    expect(drawName(terminal)).toContain(current);
    expect(drawName({ ...terminal, stale: true })).toContain(stale);
    expect(drawName(terminal).replace(/<[^>]*>/g, '')).toBe('Ferry KIT1');
  });
});
