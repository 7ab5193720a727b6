// The tables of telemetry.duckdb that say what was asked for and when nothing was: the ledger beside `batches`.

/**
 * `stream_reads`: one row for each stored reply, how far it brought us in device time. start_ms, end_ms: first and last rows of the reply, without
 * clocks that are wrong; 0 when it had none. whole = nothing of it was lost; a torn reply lost what follows its end, a damaged one rows in between.
 * `poll_spans`: while an account was asked: state 'polling' | 'failing' | 'paused' (disk), reason an ApiErrorKind or 'disk'. No span = not polled.
 * A span grows with every attempt, so after a kill it ends at the last one.
 * `terminal_sights`: first sample of a terminal that the ledger knows (least first_ms counts), and its last one once it left the current state.
 * `terminal_gaps`: two samples of a terminal, next to each other and more than 30 s apart. credential_no, device_no → texts.
 */
export const ledgerTables: readonly string[] = [
  `CREATE TABLE stream_reads (credential_id VARCHAR, requested_at_ms BIGINT, received_at_ms BIGINT, start_ms BIGINT, end_ms BIGINT,
    caught_up BOOLEAN, whole BOOLEAN, damaged BOOLEAN)`,
  `CREATE TABLE poll_spans (credential_id VARCHAR, state VARCHAR, reason VARCHAR, from_ms BIGINT, to_ms BIGINT)`,
  `CREATE TABLE terminal_sights (device_no INTEGER, credential_no INTEGER, first_ms BIGINT, last_ms BIGINT)`,
  `CREATE TABLE terminal_gaps (device_no INTEGER, credential_no INTEGER, from_ms BIGINT, to_ms BIGINT)`,
];
