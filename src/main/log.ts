// The log: a rotated file, a ring for the Log page, and every line masked before it goes anywhere.
import path from 'node:path';
import electronLog from 'electron-log/node.js';
import { formatLogLine, isRecorded, KEPT_LOG_LINES, type LogLevel, type LogLevels, type LogLine } from '#shared/log-line.ts';
import { maskText, type Redactor } from './starlink/masked-text.ts';

export interface Log {
  /** A function instead of a text is only called where the line is recorded. */
  write(level: LogLevel, module: string, text: string | (() => string)): void;
  /** From now on; before the first call every module has its default. */
  setLevels(levels: LogLevels): void;
  /** Oldest first. */
  recent(): readonly LogLine[];
  /** Lines come gathered, in order. Answers the function that ends the subscription. */
  subscribe(listener: (lines: readonly LogLine[]) => void): () => void;
  /** The newer of both files; the older is `groundtrack.old.log` beside it. */
  readonly file: string;
}

/** One file's size before it is rotated; one older file is kept beside it. */
const FILE_BYTES = 10 * 1024 * 1024;
/** Lines beyond the ring's limit are dropped together, not one by one. */
const SPARE_LINES = 500;
/** So often windows are told: a burst is one message. */
const TELL_AFTER_MS = 100;

/** `redact` knows the secrets of this run; what looks like a secret is masked besides. */
export function createLog(userDataDir: string, redact: Redactor = (text) => text): Log {
  const file = path.join(userDataDir, 'logs', 'groundtrack.log');
  const transport = openFile(file);
  let levels: LogLevels = {};
  let ring: LogLine[] = [];
  let untold: LogLine[] = [];
  let timer: NodeJS.Timeout | null = null;
  const listeners = new Set<(lines: readonly LogLine[]) => void>();

  function tell(): void {
    timer = null;
    const lines = untold.slice(-KEPT_LOG_LINES);
    untold = [];
    for (const listener of listeners) listener(lines);
  }

  return {
    file,
    write(level, module, text) {
      if (!isRecorded(levels, level, module)) return;
      const line: LogLine = { atMs: Date.now(), level, module, text: maskText(redact(typeof text === 'string' ? text : text())) };
      ring.push(line);
      if (ring.length > KEPT_LOG_LINES + SPARE_LINES) ring = ring.slice(-KEPT_LOG_LINES);
      if (level === 'error') transport.error(formatLogLine(line));
      else transport.info(formatLogLine(line));
      if (listeners.size === 0) return;
      untold.push(line);
      timer ??= setTimeout(tell, TELL_AFTER_MS);
    },
    setLevels: (next) => void (levels = next),
    recent: () => ring.slice(-KEPT_LOG_LINES),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function openFile(file: string): Pick<typeof electronLog, 'error' | 'info'> {
  const log = electronLog.create({ logId: 'groundtrack' });
  log.transports.console.level = false;
  log.transports.file.resolvePathFn = () => file;
  log.transports.file.maxSize = FILE_BYTES;
  log.transports.file.format = '{text}';
  // A burst of lines must not hold main up: the file is written behind.
  log.transports.file.sync = false;
  return log;
}
