// What two credentials list: one row stands, the other waits, and comes when it is needed.
import { expect, test } from 'vitest';
import { createOwnedRows } from '../../../src/main/tables/owned-rows.ts';
import { buildManaged } from './current-rows.ts';

const shown = new Set(['c1', 'c2']);
const open = () => createOwnedRows<ReturnType<typeof buildManaged>>({ list: 'terminals', keyOf: (row) => row.deviceId, rankOf: (row) => (shown.has(row.credentialId ?? '') ? 1 : 0) });
const row = (credentialId: string, nickname = credentialId) => buildManaged({ deviceId: 'ut', credentialId, nickname });
const noChanges = { removed: {}, only: {} };

test('the one that was told last stands, the other comes back when it goes, and the change is told with the row of before', () => {
  const rows = open();
  expect([...rows.apply({ credentialId: 'c1' }, [row('c1')])]).toEqual([['ut', undefined]]);
  expect([...rows.apply({ credentialId: 'c2' }, [row('c2')])]).toEqual([['ut', row('c1')]]);
  expect(rows.standing.get('ut')).toEqual(row('c2'));
  expect([...rows.apply({ credentialId: 'c2', changes: { removed: { terminals: ['ut'] }, only: {} } }, [])]).toEqual([['ut', row('c2')]]);
  expect(rows.standing.get('ut')).toEqual(row('c1'));
  rows.apply({ credentialId: 'c1' }, []);
  expect(rows.standing.size).toBe(0);
});

test('a row that waits may change or go without a word', () => {
  const rows = open();
  rows.apply({ credentialId: 'c1' }, [row('c1')]);
  rows.apply({ credentialId: 'c2' }, [row('c2')]);
  expect(rows.apply({ credentialId: 'c1', changes: noChanges }, [row('c1')]).size).toBe(0);
  expect(rows.apply({ credentialId: 'c1' }, []).size).toBe(0);
  expect(rows.standing.get('ut')).toEqual(row('c2'));
});

test('a credential whose rows are no longer shown gives way', () => {
  const rows = open();
  rows.apply({ credentialId: 'c1' }, [row('c1')]);
  rows.apply({ credentialId: 'c2' }, [row('c2')]);
  expect(rows.chooseAnew().size).toBe(0);
  shown.delete('c2');
  expect([...rows.chooseAnew()]).toEqual([['ut', row('c2')]]);
  expect(rows.standing.get('ut')).toEqual(row('c1'));
});
