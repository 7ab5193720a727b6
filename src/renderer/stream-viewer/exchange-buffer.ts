// The exchanges a page knows: what main still had, then every new one. In order of their numbers, each once, bounded.
import { KEPT_EXCHANGES, type ExchangeRow } from '#shared/exchange.ts';

export interface ExchangeBuffer {
  /** Newer than all known. */
  append(rows: readonly ExchangeRow[]): void;
  /** From main's memory; some may be known already. */
  prepend(rows: readonly ExchangeRow[]): void;
  /** Rows up to this number are gone. */
  dropThrough(serial: number): void;
  /** Oldest first; a new array after each change. */
  rows(): readonly ExchangeRow[];
}

export function createExchangeBuffer(mostRows = KEPT_EXCHANGES): ExchangeBuffer {
  let held: readonly ExchangeRow[] = [];
  let droppedThrough = 0;
  const isKept = (row: ExchangeRow): boolean => row.serial > droppedThrough;
  return {
    append(rows) {
      const newest = held.at(-1)?.serial ?? 0;
      held = [...held, ...rows.filter((row) => row.serial > newest && isKept(row))].slice(-mostRows);
    },
    prepend(rows) {
      const oldest = held[0]?.serial ?? Infinity;
      held = [...rows.filter((row) => row.serial < oldest && isKept(row)), ...held].slice(-mostRows);
    },
    dropThrough(serial) {
      droppedThrough = Math.max(droppedThrough, serial);
      if (held.length > 0 && !isKept(held[0]!)) held = held.filter(isKept);
    },
    rows: () => held,
  };
}
