// The tables of telemetry.duckdb that say what was asked for and when nothing was: the ledger beside `batches`.

export const ledgerTables: readonly string[] = [];
