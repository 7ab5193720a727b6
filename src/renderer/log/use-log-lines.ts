// The log as this run wrote it: what main still remembers, then every new line.
import { useEffect, useState } from 'react';
import type { LogLine } from '#shared/log-line.ts';
import { invokeCommand } from '../console-client/console-client.ts';
import { useConsoleApi } from '../console-client/use-console.ts';
import { createLogBuffer, type NumberedLine } from './log-buffer.ts';

export interface LogLines {
  readonly lines: readonly NumberedLine[];
  readonly loaded: boolean;
  readonly failure: string | null;
}

export function useLogLines(): LogLines {
  const api = useConsoleApi();
  const [log, setLog] = useState<LogLines>({ lines: [], loaded: false, failure: null });
  useEffect(() => {
    const buffer = createLogBuffer();
    let frame: number | null = null;
    let stopped = false;
    // Lines come in bursts: one render a frame is enough.
    const show = (): void => {
      frame ??= requestAnimationFrame(() => {
        frame = null;
        setLog((before) => ({ ...before, lines: buffer.lines() }));
      });
    };
    const stop = api.subscribe('log:lines', (lines: readonly LogLine[]) => {
      buffer.append(lines);
      show();
    });
    // In this order: what is written between the two comes twice, and the buffer counts it once.
    void invokeCommand(api, 'log:watch', { watching: true }).then(() => invokeCommand(api, 'log:recent', undefined)).then((answer) => {
      if (stopped) return;
      if (answer.ok) buffer.prepend(answer.value);
      setLog({ lines: buffer.lines(), loaded: answer.ok, failure: answer.ok ? null : answer.error.message });
    });
    return () => {
      stopped = true;
      stop();
      void invokeCommand(api, 'log:watch', { watching: false });
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [api]);
  return log;
}
