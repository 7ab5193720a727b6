// Rows of a Management list by key. Two credentials may list the same thing (a terminal on its way from one account to the other, an
// account that manages another): one row stands for it, the others wait until that one goes.
import type { CurrentManagement, ListName } from '../history/current-management.ts';
import { sameRow } from './table-state.ts';

export interface OwnedRow {
  readonly credentialId: string | null;
}

export interface OwnedRows<Row extends OwnedRow> {
  /** What stands, by key. */
  readonly standing: ReadonlyMap<string, Row>;
  /** Takes a list of the news, whole or as changes; only rows that its credential owns can go. Answers by key what stands differently now, with the row that stood before. */
  apply(news: CurrentManagement, rows: readonly Row[]): Map<string, Row | undefined>;
  /** Ranks have changed. Answers as `apply` does. */
  chooseAnew(): Map<string, Row | undefined>;
  clear(): void;
}

export interface OwnedRowsOptions<Row> {
  readonly list: ListName;
  readonly keyOf: (row: Row) => string;
  /** The higher one stands; of equals the one that came last. */
  readonly rankOf: (row: Row) => number;
}

export function createOwnedRows<Row extends OwnedRow>({ list, keyOf, rankOf }: OwnedRowsOptions<Row>): OwnedRows<Row> {
  const standing = new Map<string, Row>();
  /** In the order in which they came; hardly any key has others. */
  const waiting = new Map<string, readonly Row[]>();

  function rowsOf(key: string): readonly Row[] {
    const row = standing.get(key);
    return row === undefined ? [] : [...(waiting.get(key) ?? []), row];
  }

  function choose(key: string, rows: readonly Row[]): void {
    const [first, ...others] = rows;
    if (first === undefined) {
      standing.delete(key);
      waiting.delete(key);
      return;
    }
    const best = others.reduce((chosen, row) => (rankOf(row) >= rankOf(chosen) ? row : chosen), first);
    standing.set(key, best);
    if (others.length === 0) waiting.delete(key);
    else waiting.set(key, rows.filter((row) => row !== best));
  }

  /** Keys of the credential's rows that are not among `kept`. */
  function keysBeside(credentialId: string, kept: ReadonlySet<string>): string[] {
    const isOwn = (row: Row): boolean => row.credentialId === credentialId;
    return [...standing].filter(([key, row]) => !kept.has(key) && (isOwn(row) || waiting.get(key)?.some(isOwn) === true)).map(([key]) => key);
  }

  return {
    standing,
    apply({ credentialId, changes }, rows) {
      const before = new Map<string, Row | undefined>();
      for (const row of rows) {
        const key = keyOf(row);
        const stands = standing.get(key);
        const isAlone = !waiting.has(key) && (stands === undefined || stands.credentialId === row.credentialId);
        const own = isAlone ? stands : rowsOf(key).find((other) => other.credentialId === row.credentialId);
        if (own !== undefined && sameRow(Object.keys(row), own, row)) continue;
        before.set(key, stands);
        if (isAlone) standing.set(key, row);
        else choose(key, [...rowsOf(key).filter((other) => other !== own), row]);
      }
      const only = changes === undefined ? rows.map(keyOf) : changes.only[list];
      for (const key of [...(changes?.removed[list] ?? []), ...(only === undefined ? [] : keysBeside(credentialId, new Set(only)))]) {
        const known = rowsOf(key);
        const kept = known.filter((row) => row.credentialId !== credentialId);
        if (kept.length === known.length) continue;
        before.set(key, standing.get(key));
        choose(key, kept);
      }
      return onlyChanged(before);
    },
    chooseAnew() {
      const before = new Map<string, Row | undefined>();
      for (const key of [...waiting.keys()]) {
        before.set(key, standing.get(key));
        choose(key, rowsOf(key));
      }
      return onlyChanged(before);
    },
    clear() {
      standing.clear();
      waiting.clear();
    },
  };

  function onlyChanged(before: Map<string, Row | undefined>): Map<string, Row | undefined> {
    for (const [key, row] of before) if (standing.get(key) === row) before.delete(key);
    return before;
  }
}
