// The tables of telemetry.duckdb at schema 1, word for word as that version made them: for the tests of migration.

export const telemetrySchema1: readonly string[] = [
  `CREATE TABLE schema_version (version INTEGER NOT NULL)`,
  `INSERT INTO schema_version VALUES (1)`,
  `CREATE TABLE texts (text_no INTEGER, text VARCHAR)`,
  `CREATE TABLE batches (batch_no INTEGER, spool_id VARCHAR, credential_id VARCHAR, account_number VARCHAR, requested_at_ms BIGINT, received_at_ms BIGINT,
    batch_size INTEGER, linger_ms INTEGER, row_count INTEGER, terminal_rows INTEGER, router_rows INTEGER, ip_rows INTEGER, unknown_rows INTEGER, bad_rows
    INTEGER, first_sample_ns BIGINT, last_sample_ns BIGINT, wire_bytes BIGINT, caught_up BOOLEAN, truncated BOOLEAN, replayed BOOLEAN)`,
  `CREATE TABLE terminal_samples (batch_no INTEGER, device_no INTEGER, timestamp_ns BIGINT, downlink_mbps DOUBLE, uplink_mbps DOUBLE, ping_drop_rate DOUBLE,
    latency_ms DOUBLE, obstruction_percent DOUBLE, uptime_s DOUBLE, signal_quality DOUBLE, reboot_possible_in_s DOUBLE, h3_cell UBIGINT, software_version_no
    INTEGER, country_code_no INTEGER, in_territorial_waters BOOLEAN, active_alerts_no INTEGER)`,
  `CREATE TABLE router_samples (batch_no INTEGER, router_no INTEGER, timestamp_ns BIGINT, device_no INTEGER, uptime_s DOUBLE, hops_from_controller DOUBLE,
    internet_ping_drop_rate DOUBLE, internet_ping_latency_ms DOUBLE, pop_ping_drop_rate DOUBLE, pop_ping_latency_ms DOUBLE, terminal_ping_drop_rate DOUBLE,
    terminal_ping_latency_ms DOUBLE, clients DOUBLE, clients2_ghz DOUBLE, clients5_ghz DOUBLE, clients_ethernet DOUBLE, wan_received_bytes DOUBLE,
    wan_sent_bytes DOUBLE, clients2_ghz_rx_rate_mbps_min DOUBLE, clients2_ghz_rx_rate_mbps_max DOUBLE, clients2_ghz_rx_rate_mbps_avg DOUBLE,
    clients2_ghz_tx_rate_mbps_min DOUBLE, clients2_ghz_tx_rate_mbps_max DOUBLE, clients2_ghz_tx_rate_mbps_avg DOUBLE, clients5_ghz_rx_rate_mbps_min DOUBLE,
    clients5_ghz_rx_rate_mbps_max DOUBLE, clients5_ghz_rx_rate_mbps_avg DOUBLE, clients5_ghz_tx_rate_mbps_min DOUBLE, clients5_ghz_tx_rate_mbps_max DOUBLE,
    clients5_ghz_tx_rate_mbps_avg DOUBLE, clients2_ghz_signal_strength_min DOUBLE, clients2_ghz_signal_strength_max DOUBLE, clients2_ghz_signal_strength_avg
    DOUBLE, clients5_ghz_signal_strength_min DOUBLE, clients5_ghz_signal_strength_max DOUBLE, clients5_ghz_signal_strength_avg DOUBLE, software_version_no
    INTEGER, hardware_version_no INTEGER, is_repeater BOOLEAN, is_bypassed BOOLEAN, active_alerts_no INTEGER)`,
  `CREATE TABLE ip_allocation_samples (batch_no INTEGER, ip_allocation_no INTEGER, timestamp_ns BIGINT, device_no INTEGER, ipv4 VARCHAR, ipv6_ue VARCHAR,
    ipv6_cpe VARCHAR)`,
  `CREATE TABLE unknown_columns (batch_no INTEGER, letter VARCHAR, device_no INTEGER, timestamp_ns BIGINT, json VARCHAR)`,
  `CREATE TABLE unknown_rows (batch_no INTEGER, kind VARCHAR, letter VARCHAR, json VARCHAR)`,
  `CREATE TABLE alert_edges (batch_no INTEGER, source VARCHAR, device_no INTEGER, code INTEGER, name VARCHAR, edge VARCHAR, at_ns BIGINT, before BOOLEAN)`,
  `CREATE TABLE alert_names (letter VARCHAR, code INTEGER, name VARCHAR, first_seen_ms BIGINT)`,
  `CREATE TABLE reply_columns (credential_id VARCHAR, columns VARCHAR, seen_at_ms BIGINT)`,
  `CREATE TABLE current_terminals (batch_no INTEGER, device_no INTEGER, timestamp_ns BIGINT, downlink_mbps DOUBLE, uplink_mbps DOUBLE, ping_drop_rate DOUBLE,
    latency_ms DOUBLE, obstruction_percent DOUBLE, uptime_s DOUBLE, signal_quality DOUBLE, reboot_possible_in_s DOUBLE, h3_cell UBIGINT, software_version_no
    INTEGER, country_code_no INTEGER, in_territorial_waters BOOLEAN, active_alerts_no INTEGER, received_at_ms BIGINT, credential_id VARCHAR)`,
  `CREATE TABLE current_routers (batch_no INTEGER, router_no INTEGER, timestamp_ns BIGINT, device_no INTEGER, uptime_s DOUBLE, hops_from_controller DOUBLE,
    internet_ping_drop_rate DOUBLE, internet_ping_latency_ms DOUBLE, pop_ping_drop_rate DOUBLE, pop_ping_latency_ms DOUBLE, terminal_ping_drop_rate DOUBLE,
    terminal_ping_latency_ms DOUBLE, clients DOUBLE, clients2_ghz DOUBLE, clients5_ghz DOUBLE, clients_ethernet DOUBLE, wan_received_bytes DOUBLE,
    wan_sent_bytes DOUBLE, clients2_ghz_rx_rate_mbps_min DOUBLE, clients2_ghz_rx_rate_mbps_max DOUBLE, clients2_ghz_rx_rate_mbps_avg DOUBLE,
    clients2_ghz_tx_rate_mbps_min DOUBLE, clients2_ghz_tx_rate_mbps_max DOUBLE, clients2_ghz_tx_rate_mbps_avg DOUBLE, clients5_ghz_rx_rate_mbps_min DOUBLE,
    clients5_ghz_rx_rate_mbps_max DOUBLE, clients5_ghz_rx_rate_mbps_avg DOUBLE, clients5_ghz_tx_rate_mbps_min DOUBLE, clients5_ghz_tx_rate_mbps_max DOUBLE,
    clients5_ghz_tx_rate_mbps_avg DOUBLE, clients2_ghz_signal_strength_min DOUBLE, clients2_ghz_signal_strength_max DOUBLE, clients2_ghz_signal_strength_avg
    DOUBLE, clients5_ghz_signal_strength_min DOUBLE, clients5_ghz_signal_strength_max DOUBLE, clients5_ghz_signal_strength_avg DOUBLE, software_version_no
    INTEGER, hardware_version_no INTEGER, is_repeater BOOLEAN, is_bypassed BOOLEAN, active_alerts_no INTEGER, received_at_ms BIGINT, credential_id VARCHAR)`,
  `CREATE TABLE current_ip_allocations (batch_no INTEGER, ip_allocation_no INTEGER, timestamp_ns BIGINT, device_no INTEGER, ipv4 VARCHAR, ipv6_ue VARCHAR,
    ipv6_cpe VARCHAR, received_at_ms BIGINT, credential_id VARCHAR)`,
  `CREATE TABLE current_alerts (alert_key VARCHAR, source VARCHAR, device_id VARCHAR, router_id VARCHAR, credential_id VARCHAR, code INTEGER, alert_name VARCHAR,
    active_since_ms BIGINT, active_since_before BOOLEAN, last_seen_ms BIGINT)`,
  `CREATE VIEW terminal_history AS SELECT b.account_number, b.credential_id, b.received_at_ms, (SELECT t.text FROM texts t WHERE t.text_no = s.device_no) AS
    device_id, s.timestamp_ns, s.* EXCLUDE (batch_no, device_no, timestamp_ns, h3_cell, software_version_no, country_code_no, active_alerts_no),
    lower(to_hex(s.h3_cell)) AS h3_cell, (SELECT t.text FROM texts t WHERE t.text_no = s.software_version_no) AS software_version, (SELECT t.text FROM texts t
    WHERE t.text_no = s.country_code_no) AS country_code, (SELECT t.text FROM texts t WHERE t.text_no = s.active_alerts_no)::INTEGER[] AS active_alerts FROM
    terminal_samples s JOIN batches b USING (batch_no)`,
  `CREATE VIEW router_history AS SELECT b.account_number, b.credential_id, b.received_at_ms, (SELECT t.text FROM texts t WHERE t.text_no = s.router_no) AS
    router_id, (SELECT t.text FROM texts t WHERE t.text_no = s.device_no) AS device_id, s.timestamp_ns, s.* EXCLUDE (batch_no, router_no, device_no,
    timestamp_ns, software_version_no, hardware_version_no, active_alerts_no), (SELECT t.text FROM texts t WHERE t.text_no = s.software_version_no) AS
    software_version, (SELECT t.text FROM texts t WHERE t.text_no = s.hardware_version_no) AS hardware_version, (SELECT t.text FROM texts t WHERE t.text_no =
    s.active_alerts_no)::INTEGER[] AS active_alerts FROM router_samples s JOIN batches b USING (batch_no)`,
  `CREATE VIEW ip_allocation_history AS SELECT b.account_number, b.credential_id, b.received_at_ms, (SELECT t.text FROM texts t WHERE t.text_no =
    s.ip_allocation_no) AS ip_allocation_id, (SELECT t.text FROM texts t WHERE t.text_no = s.device_no) AS device_id, s.timestamp_ns, s.ipv4::VARCHAR[] AS
    ipv4, s.ipv6_ue::VARCHAR[] AS ipv6_ue, s.ipv6_cpe::VARCHAR[] AS ipv6_cpe FROM ip_allocation_samples s JOIN batches b USING (batch_no)`,
];
