// Commands of the Log page.
import { buildLogMatcher, formatLogLine } from '#shared/log-line.ts';
import { ok } from '#shared/result.ts';
import type { ConsoleApp } from '../console-app.ts';
import { saveText } from '../save-text.ts';
import { askForFile } from '../windows/ask-for-file.ts';
import type { Handlers } from './gate.ts';
import { createPageWatchers } from './page-watchers.ts';

export function buildLogHandlers({ log }: Pick<ConsoleApp, 'log'>): Pick<Handlers, 'log:watch' | 'log:recent' | 'log:file' | 'log:save'> {
  const watchers = createPageWatchers('log:lines');
  log.subscribe((lines) => watchers.send(lines));
  return {
    'log:watch'({ watching }, sender) {
      watchers.set(sender, watching);
      return ok(null);
    },
    'log:recent': () => ok(log.recent()),
    'log:file': () => ok({ file: log.file }),
    async 'log:save'(filter, sender) {
      const lines = log.recent().filter(buildLogMatcher(filter));
      const file = await askForFile(sender, { title: 'Save the log', name: 'groundtrack-log', extension: 'txt', kind: 'Text' });
      if (file === null) return ok({ outcome: 'cancelled' });
      const saved = await saveText(file, lines.map((line) => `${formatLogLine(line)}\n`));
      return saved.ok ? ok({ outcome: 'saved', file, count: lines.length }) : saved;
    },
  };
}
