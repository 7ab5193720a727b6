// A few connections for queries, made when they are first needed; whoever asks for one waits for its turn.
import type { DuckDBConnection } from '@duckdb/node-api';

export interface ConnectionPool {
  /** Asks that have no connection yet. */
  waiting(): number;
  /** In the order of asking, `size` at a time. */
  use<Value>(work: (connection: DuckDBConnection) => Promise<Value>): Promise<Value>;
  /** Beside the turns: for work that takes minutes. */
  useExtra<Value>(work: (connection: DuckDBConnection) => Promise<Value>): Promise<Value>;
  /** Closes those at rest; call it when none is in use. */
  drop(): void;
}

export function createConnectionPool(size: number, connect: () => Promise<DuckDBConnection>): ConnectionPool {
  const queue: (() => void)[] = [];
  const idle: DuckDBConnection[] = [];
  let used = 0;

  return {
    waiting: () => queue.length,
    async use(work) {
      if (used < size) used += 1;
      else await new Promise<void>((resolve) => queue.push(resolve));
      try {
        const connection = idle.pop() ?? (await connect());
        try {
          const value = await work(connection);
          idle.push(connection);
          return value;
        } catch (error) {
          // An interrupt may have hit the rollback too: the next one must not find a transaction that stands open.
          connection.disconnectSync();
          throw error;
        }
      } finally {
        const next = queue.shift();
        if (next === undefined) used -= 1;
        else next();
      }
    },
    async useExtra(work) {
      const connection = await connect();
      try {
        return await work(connection);
      } finally {
        connection.disconnectSync();
      }
    },
    drop() {
      for (const connection of idle.splice(0)) connection.disconnectSync();
    },
  };
}
