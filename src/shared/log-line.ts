// One line of the log as the Log page and the file carry it.

/** error, then info levels 0 (always) to 5 (everything). */
export type LogLevel = 'error' | 0 | 1 | 2 | 3 | 4 | 5;

export interface LogLine {
  readonly atMs: number;
  readonly level: LogLevel;
  /** The room that speaks: 'telemetry', 'management', 'credentials', … */
  readonly module: string;
  readonly text: string;
}
