// The rows of one letter: their builder is made with the first row, so that columns of a letter without rows raise no findings.
import { createFindings } from './findings.ts';
import type { RowSource } from './row-head.ts';
import type { RowBuilder } from './sample-rows.ts';

/** False of `add` also when the letter has no column names. */
export function createLetterRows<Samples>(
  names: readonly string[] | undefined, source: RowSource, create: (names: readonly string[], source: RowSource) => RowBuilder<Samples>,
): RowBuilder<Samples> {
  let builder: RowBuilder<Samples> | null = null;
  return {
    add(row, values) {
      if (names === undefined) return false;
      builder ??= create(names, source);
      return builder.add(row, values);
    },
    build: () => (builder ?? create([], { ...source, findings: createFindings() })).build(),
  };
}
