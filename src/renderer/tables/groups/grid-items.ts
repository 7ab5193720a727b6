// What the grid's lines are: rows alone, or groups with their rows below them. The grid asks by line number; nothing is copied while there is no group.
import type { Grouping } from './groupings.ts';

export interface RowGroup<Row> {
  /** Not the key of any row. */
  readonly key: string;
  readonly name: string;
  /** Number of the account or service line, where the name does not say it. */
  readonly number: string | null;
  readonly rows: readonly Row[];
  readonly isCollapsed: boolean;
}

export interface GridItems<Row> {
  readonly count: number;
  readonly isGrouped: boolean;
  rowAt(index: number): Row | undefined;
  groupAt(index: number): RowGroup<Row> | undefined;
  /** Key of the row or the group. */
  keyAt(index: number): string | undefined;
  /** -1 when no such row or group is shown. */
  indexOf(key: string): number;
  /** Rows in the order shown; those of collapsed groups are not. */
  readonly rows: readonly Row[];
  readonly groups: readonly RowGroup<Row>[];
}

const GROUP_KEY = 'group:';

export function plainItems<Row>(rows: readonly Row[], keyOf: (row: Row) => string): GridItems<Row> {
  return {
    count: rows.length, isGrouped: false, rows, groups: [],
    rowAt: (index) => rows[index],
    groupAt: () => undefined,
    keyAt: (index) => (rows[index] === undefined ? undefined : keyOf(rows[index])),
    indexOf: (key) => rows.findIndex((row) => keyOf(row) === key),
  };
}

/** Groups by name; the order of `rows` stays within each. Rows that belong to none come last. */
export function groupedItems<Row>(rows: readonly Row[], keyOf: (row: Row) => string, grouping: Grouping<Row>, collapsed: ReadonlySet<string>): GridItems<Row> {
  const groups = buildGroups(rows, grouping, collapsed);
  const lines: (Row | RowGroup<Row>)[] = [];
  const heads = new Set<number>();
  for (const group of groups) {
    heads.add(lines.length);
    lines.push(group);
    if (!group.isCollapsed) for (const row of group.rows) lines.push(row);
  }
  const groupAt = (index: number): RowGroup<Row> | undefined => (heads.has(index) ? (lines[index] as RowGroup<Row>) : undefined);
  const rowAt = (index: number): Row | undefined => (heads.has(index) ? undefined : (lines[index] as Row | undefined));
  const keyAt = (index: number): string | undefined => {
    const row = rowAt(index);
    return row === undefined ? groupAt(index)?.key : keyOf(row);
  };
  return {
    count: lines.length, isGrouped: true, groups, groupAt, rowAt, keyAt,
    rows: groups.flatMap((group) => (group.isCollapsed ? [] : group.rows)),
    indexOf: (key) => lines.findIndex((_, index) => keyAt(index) === key),
  };
}

function buildGroups<Row>(rows: readonly Row[], grouping: Grouping<Row>, collapsed: ReadonlySet<string>): readonly RowGroup<Row>[] {
  const byKey = new Map<string | null, Row[]>();
  for (const row of rows) {
    const key = grouping.keyOf(row);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [row]);
    else known.push(row);
  }
  const groups = [...byKey].map(([number, members]) => {
    const name = members.map(grouping.nameOf).find((each) => each !== null) ?? number ?? `No ${grouping.label.toLowerCase()}`;
    const key = `${GROUP_KEY}${grouping.id}:${number ?? ''}`;
    return { key, name, number: number === name ? null : number, rows: members, isCollapsed: collapsed.has(key), isNone: number === null };
  });
  return groups.sort((a, b) => Number(a.isNone) - Number(b.isNone) || collator.compare(a.name, b.name) || (a.key < b.key ? -1 : 1));
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
