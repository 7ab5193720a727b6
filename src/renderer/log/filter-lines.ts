// Which log lines the page shows.
import type { LogLevel } from '#shared/log-line.ts';
import type { NumberedLine } from './log-buffer.ts';

export interface LogFilter {
  /** Lines up to this level; 'error' shows errors only. */
  readonly upTo: LogLevel;
  readonly module: string | null;
  readonly text: string;
}

export function filterLines(lines: readonly NumberedLine[], filter: LogFilter): readonly NumberedLine[] {
  const words = filter.text.trim().toLowerCase();
  return lines.filter(
    (line) =>
      rank(line.level) <= rank(filter.upTo) &&
      (filter.module === null || line.module === filter.module) &&
      (words === '' || line.text.toLowerCase().includes(words) || line.module.toLowerCase().includes(words)),
  );
}

/** Modules that have spoken, by name. */
export function modulesOf(lines: readonly NumberedLine[]): readonly string[] {
  return [...new Set(lines.map((line) => line.module))].sort((a, b) => a.localeCompare(b));
}

export function levelText(level: LogLevel): string {
  return level === 'error' ? 'Error' : `Info ${level}`;
}

function rank(level: LogLevel): number {
  return level === 'error' ? -1 : level;
}
