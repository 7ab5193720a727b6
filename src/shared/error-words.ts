// What was thrown, in words.

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** DuckDB adds the statement and a picture of where it stumbled below its first line. */
export function firstLineOf(error: unknown): string {
  return wordsOf(error).split('\n')[0]!;
}
