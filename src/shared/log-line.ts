// One line of the log as the Log page and the file carry it, and how much of it is recorded.

/** error, then info levels 0 (always) to 5 (everything); what each means stands in docs/log.md. */
export type LogLevel = 'error' | 0 | 1 | 2 | 3 | 4 | 5;
export type InfoLevel = Exclude<LogLevel, 'error'>;
export const infoLevels: readonly InfoLevel[] = [0, 1, 2, 3, 4, 5];

export interface LogLine {
  readonly atMs: number;
  readonly level: LogLevel;
  /** The room that speaks. */
  readonly module: string;
  readonly text: string;
}

/** Rooms that speak, with what they speak of. */
export const logModules = {
  main: 'Start, sleep, polling switches, faults of the program',
  telemetry: 'The telemetry stream, its spool and its history',
  management: 'Account, terminals, service lines, products, usage',
  token: 'Minting of tokens',
  credentials: 'Credentials added, tested, changed, removed',
  problems: 'Messages raised and recovered from',
  ipc: 'Commands of windows',
  windows: 'Pages that died and were loaded again',
  security: 'What was refused',
} as const;

/** Highest info level recorded, by module; a module without one has DEFAULT_LOG_LEVEL. Errors are always recorded. */
export type LogLevels = Readonly<Record<string, InfoLevel>>;

/** Events that an operator may be asked about later, retention included, and no line a poll. */
export const DEFAULT_LOG_LEVEL: InfoLevel = 1;

export function isRecorded(levels: LogLevels, level: LogLevel, module: string): boolean {
  return level === 'error' || level <= (levels[module] ?? DEFAULT_LOG_LEVEL);
}

export interface LogFilter {
  /** Lines up to this level; 'error' shows errors only. */
  readonly upTo: LogLevel;
  readonly module: string | null;
  readonly text: string;
}

/** Which lines a filter lets through: the same on the page and in the saved file. */
export function buildLogMatcher(filter: LogFilter): (line: LogLine) => boolean {
  const words = filter.text.trim().toLowerCase();
  return (line) =>
    rankOf(line.level) <= rankOf(filter.upTo) &&
    (filter.module === null || line.module === filter.module) &&
    (words === '' || line.text.toLowerCase().includes(words) || line.module.toLowerCase().includes(words));
}

function rankOf(level: LogLevel): number {
  return level === 'error' ? -1 : level;
}

/** The line as the file has it: time in UTC, level, module, words. */
export function formatLogLine(line: LogLine): string {
  return `${new Date(line.atMs).toISOString()} ${line.level === 'error' ? 'ERROR' : `INFO${line.level}`} [${line.module}] ${line.text}`;
}

/** So many of the newest lines are kept, in main and in a page: hours of a calm log, and no memory to speak of. */
export const KEPT_LOG_LINES = 5_000;
