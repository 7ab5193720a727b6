// A saved view → what the table can use of it, and in words what it can't: columns that are gone, filters that don't fit.
import type { SavedView } from '#shared/view-file.ts';
import type { FormatContext, TableDeclaration } from '../column.ts';
import { parseFilter } from '../filters/parse-filter.ts';
import { readTableLayout, type TableLayout } from '../table-layout.ts';
import { readTableQuestions, type TableQuestions } from '../table-questions.ts';

export interface UsableView {
  readonly layout: TableLayout;
  readonly questions: TableQuestions;
  /** One sentence each. */
  readonly problems: readonly string[];
}

export function readView<Row>(view: SavedView, declaration: TableDeclaration<Row>, context: FormatContext): UsableView {
  const layout = readTableLayout(view.layout, declaration);
  const questions = readTableQuestions(view.questions, declaration);
  const problems: string[] = [];
  const known = new Set(declaration.columns.map((column) => column.id));
  const unknown = [...new Set(namedColumns(view))].filter((id) => !known.has(id));
  if (unknown.length > 0) {
    problems.push(`${declaration.title} has no column ${listed(unknown)}: left out.`);
  }
  const filters = recordOf(view.questions['columnFilters']);
  const unusable = declaration.columns.filter((column) => Object.hasOwn(filters, column.id) && !Object.hasOwn(questions.columnFilters, column.id));
  if (unusable.length > 0) problems.push(`The filter of ${listed(unusable.map((column) => column.header))} could not be used: left out.`);
  const group = view.questions['groupBy'];
  if (typeof group === 'string' && questions.groupBy === null) problems.push(`${declaration.title} can’t be grouped by “${group}”: left out.`);
  const filter = parseFilter(questions.filterText, declaration.columns, context);
  if (!filter.ok) {
    problems.push(`The filter “${questions.filterText}” could not be understood (${filter.error.message}): left out.`);
    return { layout, questions: { ...questions, filterText: '' }, problems };
  }
  return { layout, questions, problems };
}

/** Every column id that a view names anywhere. */
function namedColumns({ layout, questions }: SavedView): readonly string[] {
  const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const sorted = listOf(layout['sorting']).map((sort) => recordOf(sort)['id']);
  const ids = [
    ...Object.keys(recordOf(layout['visibility'])), ...listOf(layout['order']), ...Object.keys(recordOf(layout['widths'])), ...sorted,
    ...listOf(layout['pinned']), ...Object.keys(recordOf(questions['columnFilters'])),
  ];
  return ids.filter((id) => typeof id === 'string');
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** More names than that are counted, not listed. */
const MOST_NAMES = 4;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `“${name}”`).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}
