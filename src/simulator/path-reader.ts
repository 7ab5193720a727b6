// Finds the row of a table of calls that a method and path mean; `{name}` in a row's path stands for one part of it.

export interface PathRow {
  readonly method: string;
  readonly path: string;
}

/** The first row that fits wins. Parts are percent-decoded; a slash at the end makes no difference. */
export function createPathReader<Row extends PathRow>(rows: readonly Row[]): (method: string, path: string) => { readonly row: Row; readonly params: Record<string, string> } | null {
  const compiled = rows.map((row) => ({
    row,
    names: [...row.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
    pattern: new RegExp(`^${row.path.replace(/\{\w+\}/g, '([^/]+)')}/?$`),
  }));
  return (method, path) => {
    for (const { row, names, pattern } of compiled) {
      const match = row.method === method ? pattern.exec(path) : null;
      if (match !== null) return { row, params: Object.fromEntries(names.map((name, position) => [name, decodePart(match[position + 1] ?? '')])) };
    }
    return null;
  };
}

/** What cannot be decoded is taken as it is. */
function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
