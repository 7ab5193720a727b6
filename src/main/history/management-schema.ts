// The schema of management.duckdb: every walk, every version of every row that a walk has shown, and data usage.
import type { SchemaPlan } from './schema-version.ts';
import { usageTables } from './usage-schema.ts';

/**
 * `walks`: one row for each walk, the failed ones too. outcome 'complete' | 'incomplete' | 'failed'; detail says why for the last two.
 *
 * `versions`: one row for each thing an entity has said, from the end of the walk that showed it (valid_from_ms) to the end of the walk
 * that showed something else or, after a complete walk, no longer listed it (valid_to_ms; null: still so). `source` is the API's own JSON
 * object, every field of it. As of time T: valid_from_ms <= T and (valid_to_ms is null or valid_to_ms > T). An open version was last seen
 * by the newest complete walk of its kind. Times are epoch ms of this computer's clock.
 */
export const managementSchema: SchemaPlan = {
  version: 2,
  create: [
    `CREATE TABLE walks (
      walk_id BIGINT NOT NULL, credential_id VARCHAR NOT NULL, account_number VARCHAR NOT NULL, kind VARCHAR NOT NULL,
      started_at_ms BIGINT NOT NULL, ended_at_ms BIGINT NOT NULL, outcome VARCHAR NOT NULL, detail VARCHAR,
      row_count INTEGER, total_count INTEGER, pages INTEGER)`,
    `CREATE TABLE versions (
      credential_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, entity_key VARCHAR NOT NULL,
      valid_from_ms BIGINT NOT NULL, valid_to_ms BIGINT, walk_id BIGINT NOT NULL, fingerprint VARCHAR NOT NULL, source VARCHAR NOT NULL)`,
    ...usageTables,
  ],
  migrations: [
    {
      from: 1,
      async migrate(connection) {
        for (const statement of usageTables) await connection.run(statement);
      },
    },
  ],
};
