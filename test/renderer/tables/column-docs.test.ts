// docs/columns.md says what the declarations say. After a change of a column: UPDATE_DOCS=1 with this test writes it anew.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { ColumnDeclaration } from '../../../src/renderer/tables/column.ts';
import { groupingsOf } from '../../../src/renderer/tables/groups/groupings.ts';
import { tableDeclarations } from '../../../src/renderer/tables/table-declarations.ts';

const file = path.resolve(import.meta.dirname, '../../../docs/columns.md');

it('docs/columns.md equals the declarations', async () => {
  const text = describeTables();
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(file, text);
  expect(await readFile(file, 'utf8')).toBe(text);
});

function describeTables(): string {
  const tables = Object.values(tableDeclarations).map((table) => {
    const columns: readonly ColumnDeclaration<never>[] = table.columns;
    const groups = groupingsOf(table).map(({ label }) => label).join(', ');
    const lines = columns.map((column) => `| ${column.header} | \`${column.id}\` | ${column.unit ?? ''} | ${column.hidden === true ? 'hidden' : ''} | ${filterOf(column)} | ${column.help} |`);
    return [`## ${table.title}`, '', ...(groups === '' ? [] : [`Can be grouped by: ${groups}.`, '']), '| column | id | unit | at first | filter | |', '|---|---|---|---|---|---|', ...lines, ''].join('\n');
  });
  return ['# Columns', '', 'Made from the declarations in `src/renderer/tables/columns`; a test holds the two together (`UPDATE_DOCS=1` writes this page anew).', '', ...tables].join('\n');
}

function filterOf(column: ColumnDeclaration<never>): string {
  switch (column.type) {
    case 'action': return '';
    case 'number': return column.unitMs === undefined ? 'number' : 'duration';
    case 'money': return 'amount';
    case 'flag': return column.words.join(' · ');
    case 'list': return 'text (list)';
    default: return column.type;
  }
}
