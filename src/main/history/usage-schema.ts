// The usage tables of management.duckdb (since schema 2). Rows stay twelve months after the end of their cycle, whatever Starlink still lists.

/**
 * Keys: usage_cycles (account, line, cycle start) · usage_days (account, line, cycle start, UTC day) · overage_lines (overage_key). No index: a walk
 * is one join. Usage belongs to the account; usage_owners says which credential shows whose, and when its past cycles were last read whole.
 * `side` 'fixed' | 'mobile' | null is decided when the cycle is first stored and holds for its days. first_stored_ms and updated_ms are this
 * computer's clock, last_updated_ms is Starlink's own word where there is one. GB as Starlink gives them; NULL = it did not say.
 */
export const usageTables: readonly string[] = [
  `CREATE TABLE usage_cycles (account_number VARCHAR NOT NULL, service_line_number VARCHAR NOT NULL, cycle_start_ms BIGINT NOT NULL, cycle_end_ms BIGINT,
    side VARCHAR, priority_gb DOUBLE, standard_gb DOUBLE, opt_in_priority_gb DOUBLE, non_billable_gb DOUBLE, usage_limit_gb DOUBLE, overage_known BOOLEAN,
    last_updated_ms BIGINT, days_fingerprint VARCHAR, first_stored_ms BIGINT NOT NULL, updated_ms BIGINT NOT NULL)`,
  `CREATE TABLE usage_days (account_number VARCHAR NOT NULL, service_line_number VARCHAR NOT NULL, cycle_start_ms BIGINT NOT NULL, day_ms BIGINT NOT NULL,
    priority_gb DOUBLE, standard_gb DOUBLE, opt_in_priority_gb DOUBLE, non_billable_gb DOUBLE,
    last_updated_ms BIGINT, first_stored_ms BIGINT NOT NULL, updated_ms BIGINT NOT NULL)`,
  `CREATE TABLE overage_lines (account_number VARCHAR NOT NULL, service_line_number VARCHAR NOT NULL, cycle_start_ms BIGINT NOT NULL, overage_key VARCHAR NOT NULL,
    product_id VARCHAR, active_from_ms BIGINT, overage_type VARCHAR, usage_limit_gb DOUBLE, consumed_gb DOUBLE, overage_gb DOUBLE, price_per_gb DOUBLE,
    overage_price DOUBLE, currency VARCHAR, first_stored_ms BIGINT NOT NULL, updated_ms BIGINT NOT NULL)`,
  `CREATE TABLE usage_owners (credential_id VARCHAR NOT NULL, account_number VARCHAR NOT NULL, past_read_ms BIGINT)`,
];
