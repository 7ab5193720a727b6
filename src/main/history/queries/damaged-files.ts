// Files of the archive that could not be read: queries go on without them, and say so, until the file has changed.
import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { firstLineOf } from '#shared/error-words.ts';
import { findSumDamage } from '../archive/file-sum.ts';
import { filesRelation } from './archive-columns.ts';

export interface DamagedFiles {
  /** Why this file is left out; null: it is read. */
  reasonOf(path: string): Promise<string | null>;
  /** Rejects with a failure that names the first of these files whose bytes are not those that were written. Each is looked at once, until it changes. */
  verify(paths: readonly string[], goOn: () => void): Promise<void>;
  /** After a failed read of `paths`: finds those that fail by themselves and remembers them. False: none does, so the failure is another's. */
  search(connection: DuckDBConnection, paths: readonly string[], error: unknown): Promise<boolean>;
}

interface Damage {
  readonly reason: string;
  /** Size and time of the file when it failed; null: it was not there. */
  readonly stamp: string | null;
}

export function createDamagedFiles(): DamagedFiles {
  const damaged = new Map<string, Damage>();
  /** By path: the stamp of a file that was found whole. */
  const whole = new Map<string, string>();

  async function remember(path: string, error: unknown): Promise<void> {
    const stamp = await stampOf(path);
    damaged.set(path, { stamp, reason: stamp === null ? 'is missing' : `is damaged: ${firstLineOf(error).replace(path, 'the file')}` });
  }

  return {
    async reasonOf(path) {
      const known = damaged.get(path);
      if (known === undefined) return null;
      if ((await stampOf(path)) === known.stamp) return known.reason;
      damaged.delete(path);
      return null;
    },
    async verify(paths, goOn) {
      for (const path of paths) {
        const stamp = await stampOf(path);
        // One that is not there, DuckDB tells in its own words.
        if (stamp === null || whole.get(path) === stamp) continue;
        goOn();
        if ((await findSumDamage(path)) !== null) throw new Error(`${path} does not hold what was written to it`);
        whole.set(path, stamp);
      }
    },
    async search(connection, paths, error) {
      // DuckDB names the file where it fails at opening it.
      const named = paths.find((path) => firstLineOf(error).includes(path));
      if (named !== undefined) {
        await remember(named, error);
        return true;
      }
      let found = false;
      for (const path of paths) {
        const failure = await readWhole(connection, path);
        if (failure === null) continue;
        await remember(path, failure);
        found = true;
      }
      return found;
    },
  };
}

/** Every page of every column is unpacked; null: all is well. */
async function readWhole(connection: DuckDBConnection, path: string): Promise<unknown> {
  try {
    await connection.run(`SELECT bit_xor(hash(t)) FROM ${filesRelation([path])} t`);
    return null;
  } catch (error) {
    return error;
  }
}

async function stampOf(path: string): Promise<string | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return null;
  }
}
