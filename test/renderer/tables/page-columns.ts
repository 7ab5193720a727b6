// Reads the table of pages.md as it stands there: quoted names in their order, H after those that are hidden by default.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const text = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/page-columns.md'), 'utf8');

/** "the 12 client rates and 6 signal strengths by their API names H" */
const rates = ['2', '5'].flatMap((band) => ['Rx', 'Tx'].flatMap((way) => ['Min', 'Max', 'Avg'].map((of) => `Clients${band}Ghz${way}RateMbps${of} H`)));
const strengths = ['2', '5'].flatMap((band) => ['Min', 'Max', 'Avg'].map((of) => `Clients${band}GhzSignalStrength${of} H`));
const namedByCount = 'the 12 client rates and 6 signal strengths by their API names H';

function readPages(): ReadonlyMap<string, readonly string[]> {
  const pages = new Map<string, readonly string[]>();
  for (const [, title, , cell] of text.matchAll(/^\| \*\*(.+?)\*\* \((.+?)\) \| (.*) \|$/gm)) pages.set(title!, readColumns(cell!, pages));
  return pages;
}

function readColumns(cell: string, before: ReadonlyMap<string, readonly string[]>): readonly string[] {
  // "as Monthly with “Date”": in place of the cycle.
  const likeMonthly = /^as Monthly with "(.+)"$/.exec(cell);
  if (likeMonthly !== null) {
    return before.get('Monthly Data Usage')!.flatMap((column) => (column === 'Cycle Start' ? [likeMonthly[1]!] : column === 'Cycle End' ? [] : [column]));
  }
  const spelledOut = cell.replace(namedByCount, [...rates, ...strengths].map((name) => `"${name.slice(0, -2)}" H`).join(', '));
  // Words in brackets may quote other things ("before …", "restricted").
  const withoutRemarks = spelledOut.replaceAll(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '');
  // After the list come sentences.
  const [list] = withoutRemarks.split('. ');
  return [...list!.matchAll(/"([^"]+)"( H)?/g)].map(([, name, hidden]) => `${name}${hidden ?? ''}`);
}

export const pageColumns = readPages();
