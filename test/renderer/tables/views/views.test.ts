// Saved views: kept, shared, read back with suspicion; what can be used is used, what can't is said, and nothing is lost.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SavedView } from '#shared/view-file.ts';
import { alertsTable } from '../../../../src/renderer/tables/columns/alerts.ts';
import { defaultLayout } from '../../../../src/renderer/tables/table-layout.ts';
import { noQuestions } from '../../../../src/renderer/tables/table-questions.ts';
import { readView } from '../../../../src/renderer/tables/views/read-view.ts';
import { readViewFile, writeViewFile } from '../../../../src/renderer/tables/views/view-file-text.ts';
import { createViewShelf } from '../../../../src/renderer/tables/views/view-shelf.ts';
import { utc } from '../column-probe.ts';

const night: SavedView = {
  name: 'Night', layout: { ...defaultLayout(alertsTable), order: ['alert', 'deviceName'], pinned: ['alert'] },
  questions: { filterText: 'severity:critical', columnFilters: { source: { kind: 'set', values: ['Router'] } }, groupBy: 'account' },
};

function memory(stored: Record<string, string> = {}) {
  return { stored, getItem: (key: string) => stored[key] ?? null, setItem: (key: string, value: string) => void (stored[key] = value) };
}

describe('a view', () => {
  it('comes back whole', () => {
    const { problems, layout, questions } = readView(night, alertsTable, utc);
    expect(problems).toEqual([]);
    expect(layout).toMatchObject({ order: ['alert', 'deviceName'], pinned: ['alert'] });
    expect(questions).toEqual(night.questions);
  });

  it('says what it names that the table does not have, and uses the rest', () => {
    const view: SavedView = {
      name: 'Old', layout: { visibility: { gone: true, code: true }, widths: { lost: 100 }, sorting: [{ id: 'gone', desc: true }], pinned: ['away'], order: ['x1', 'x2', 'alert'] },
      questions: { filterText: 'gone:5', columnFilters: { severity: { kind: 'figure' }, missing: {} }, groupBy: 'planet' },
    };
    const { problems, layout, questions } = readView(view, alertsTable, utc);
    expect(problems).toEqual([
      'Alerts has no column “gone”, “x1”, “x2”, “lost” and 2 more: left out.',
      'The filter of “Severity” could not be used: left out.',
      'Alerts can’t be grouped by “planet”: left out.',
      'The filter “gone:5” could not be understood (There is no column “gone”. To look for the text, put it in quotes.): left out.',
    ]);
    expect(layout).toEqual({ visibility: { code: true }, order: ['alert'], widths: {}, sorting: alertsTable.defaultSort, pinned: [] });
    expect(questions).toEqual(noQuestions);
  });
});

describe('a view’s file', () => {
  it('is read as it was written, with a mark of an editor in front too', () => {
    for (const mark of ['', '\uFEFF']) expect(readViewFile(mark + writeViewFile('alerts', night))).toEqual({ ok: true, value: { table: 'alerts', view: night } });
  });

  it.each([
    ['', /damaged or cut off/], ['{"format":"groundtrack-view","ver', /damaged or cut off/], ['[]', /no saved view/], ['{"log":{}}', /no saved view/], ['null', /no saved view/],
    ['{"format":"groundtrack-view","version":2}', /newer Groundtrack/], ['{"format":"groundtrack-view","version":1,"table":"alerts","name":"x"}', /damaged: layout/],
    ['{"format":"groundtrack-view","version":1,"table":"alerts","name":" ","layout":{}}', /damaged: name/],
    ['{"format":"groundtrack-view","version":1,"table":"planets","name":"x","layout":{}}', /“planets”/],
  ])('%s is refused with the reason', (text, message) => {
    const read = readViewFile(text);
    expect(read.ok ? '' : read.error.message).toMatch(message);
  });

  it('with anything in it gives a usable view or a reason', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.dictionary(fc.constantFrom('filterText', 'columnFilters', 'groupBy', 'x'), fc.jsonValue()), (layout, questions) => {
      const read = readViewFile(JSON.stringify({ format: 'groundtrack-view', version: 1, table: 'alerts', name: 'x', layout, questions }));
      expect(read.ok).toBe(true);
      if (read.ok) expect(readView(read.value.view, alertsTable, utc).layout.sorting.length).toBeGreaterThan(0);
    }));
  });
});

describe('the shelf of a table', () => {
  it('keeps views over a restart, sorted by name', () => {
    const place = memory();
    const shelf = createViewShelf('alerts', place);
    shelf.save(night);
    shelf.save({ ...night, name: 'Day' });
    expect(createViewShelf('alerts', place).getState().views.map(({ name }) => name)).toEqual(['Day', 'Night']);
    expect(createViewShelf('routers', place).getState().views).toEqual([]);
  });

  it('replaces by name, renames where the name is free, adds beside', () => {
    const shelf = createViewShelf('alerts', memory());
    shelf.save(night);
    shelf.save({ ...night, name: 'night ', questions: {} });
    expect(shelf.getState().views).toHaveLength(1);
    expect(shelf.add(night)).toBe('Night (2)');
    expect(shelf.rename('Night (2)', 'NIGHT')).toContain('already');
    expect(shelf.rename('Night (2)', '  ')).toContain('needs a name');
    expect(shelf.rename('Night (2)', 'Dawn')).toBeNull();
    shelf.remove('dawn');
    expect(shelf.getState().views.map(({ name }) => name)).toEqual(['night ']);
  });

  it('puts aside what it can’t read, and says so', () => {
    for (const [text, problem] of [['{"x', /^The saved views could not be read/], [JSON.stringify([night, { name: 5 }]), /^1 of 2 saved views/]] as const) {
      const place = memory({ 'groundtrack:views:alerts': text });
      const shelf = createViewShelf('alerts', place);
      expect(shelf.getState().problem).toMatch(problem);
      shelf.save({ ...night, name: 'New' });
      expect(place.stored['groundtrack:views:alerts:damaged']).toBe(text);
    }
  });

  it('says when the storage refuses, and keeps the view for this window', () => {
    const shelf = createViewShelf('alerts', { getItem: () => null, setItem: () => { throw new Error('full'); } });
    shelf.save(night);
    expect(shelf.getState()).toMatchObject({ views: [night], problem: expect.stringContaining('could not be stored') as string });
  });
});
