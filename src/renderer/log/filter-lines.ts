// Which log lines the page shows, and how levels are called.
import { buildLogMatcher, type LogFilter, type LogLevel } from '#shared/log-line.ts';
import type { NumberedLine } from './log-buffer.ts';

export function filterLines(lines: readonly NumberedLine[], filter: LogFilter): readonly NumberedLine[] {
  return lines.filter(buildLogMatcher(filter));
}

/** Modules that have spoken, by name. */
export function modulesOf(lines: readonly NumberedLine[]): readonly string[] {
  return [...new Set(lines.map((line) => line.module))].sort((a, b) => a.localeCompare(b));
}

export function levelText(level: LogLevel): string {
  return level === 'error' ? 'Error' : `Info ${level}`;
}
