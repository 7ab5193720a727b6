// The newest log lines, numbered so that a list can tell them apart. Lines that came both live and with the recent ones count once.
import { KEPT_LOG_LINES, type LogLine } from '#shared/log-line.ts';

export interface NumberedLine extends LogLine {
  readonly serial: number;
}

export interface LogBuffer {
  append(lines: readonly LogLine[]): void;
  /** The lines from before this buffer began; those at its end may be known already. */
  prepend(recent: readonly LogLine[]): void;
  /** Oldest first; a new array after each change. */
  lines(): readonly NumberedLine[];
}

export function createLogBuffer(mostLines = KEPT_LOG_LINES): LogBuffer {
  let held: readonly NumberedLine[] = [];
  let serial = 0;
  const numbered = (line: LogLine): NumberedLine => ({ ...line, serial: serial++ });
  return {
    append: (lines) => {
      held = [...held, ...lines.map(numbered)].slice(-mostLines);
    },
    prepend: (recent) => {
      const overlap = overlapOf(recent, held);
      held = [...recent.slice(0, recent.length - overlap).map(numbered), ...held].slice(-mostLines);
    },
    lines: () => held,
  };
}

/** How many lines at the end of `recent` are the first ones of `live`. */
function overlapOf(recent: readonly LogLine[], live: readonly LogLine[]): number {
  for (let count = Math.min(recent.length, live.length); count > 0; count--) {
    const start = recent.length - count;
    if (live.slice(0, count).every((line, i) => isSame(line, recent[start + i]!))) return count;
  }
  return 0;
}

function isSame(a: LogLine, b: LogLine): boolean {
  return a.atMs === b.atMs && a.level === b.level && a.module === b.module && a.text === b.text;
}
