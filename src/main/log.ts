// The log: a rotated file, a ring for the Log page, and every line masked before it goes anywhere.
import path from 'node:path';
import electronLog from 'electron-log/node.js';
import type { LogLevel, LogLine } from '#shared/log-line.ts';
import { maskText } from './starlink/masked-text.ts';

export interface Log {
  write(level: LogLevel, module: string, text: string): void;
  recent(): readonly LogLine[];
  subscribe(listener: (line: LogLine) => void): () => void;
  /** Folder of the files. */
  readonly folder: string;
}

/** Lines the Log page starts with. */
const RING_LINES = 2_000;
/** One file's size before it is rotated; one older file is kept beside it. */
const FILE_BYTES = 10 * 1024 * 1024;

export function createLog(userDataDir: string): Log {
  const folder = path.join(userDataDir, 'logs');
  const file = electronLog.create({ logId: 'groundtrack' });
  file.transports.console.level = false;
  file.transports.file.resolvePathFn = () => path.join(folder, 'groundtrack.log');
  file.transports.file.maxSize = FILE_BYTES;
  file.transports.file.format = '{text}';
  // A burst of lines must not hold main up: the file is written behind.
  file.transports.file.sync = false;
  const ring: LogLine[] = [];
  const listeners = new Set<(line: LogLine) => void>();

  return {
    folder,
    write(level, module, text) {
      const line: LogLine = { atMs: Date.now(), level, module, text: maskText(text) };
      ring.push(line);
      if (ring.length > RING_LINES) ring.splice(0, ring.length - RING_LINES);
      const words = `${new Date(line.atMs).toISOString()} ${level === 'error' ? 'ERROR' : `INFO${level}`} [${module}] ${line.text}`;
      if (level === 'error') file.error(words);
      else file.info(words);
      for (const listener of listeners) listener(line);
    },
    recent: () => [...ring],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
