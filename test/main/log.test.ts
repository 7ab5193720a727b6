// The log: levels by module, masks before anything else, one message for a burst, a file that is rotated.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { buildLogMatcher, formatLogLine, isRecorded, KEPT_LOG_LINES, type LogLine } from '#shared/log-line.ts';
import { createLog } from '../../src/main/log.ts';
import { redactValue } from '../../src/main/starlink/masked-text.ts';
import { createTempFolder } from './history/temp-folder.ts';
import { patient } from '../patient.ts';

describe('levels', () => {
  test('by module: errors always, Info 1 where nothing is set', () => {
    const levels = { telemetry: 3, main: 0 } as const;
    expect([isRecorded(levels, 'error', 'main'), isRecorded(levels, 1, 'main'), isRecorded(levels, 3, 'telemetry'), isRecorded(levels, 4, 'telemetry'), isRecorded(levels, 1, 'other'), isRecorded(levels, 2, 'other')])
      .toEqual([true, false, true, false, true, false]);
  });

  test('a line that is not recorded is not even made', () => {
    const log = createLog(createTempFolder());
    const text = vi.fn(() => 'words');
    log.write(2, 'telemetry', text);
    expect(text).not.toHaveBeenCalled();
    log.setLevels({ telemetry: 2 });
    log.write(2, 'telemetry', text);
    log.write(2, 'management', text);
    expect(log.recent().map(({ module, level, text: said }) => [module, level, said])).toEqual([['telemetry', 2, 'words']]);
  });
});

test('secrets are masked in ring, message and file: those known and those that look like one', async () => {
  const log = createLog(createTempFolder(), redactValue('client&secret 0123'));
  const told = new Promise<readonly LogLine[]>((resolve) => log.subscribe(resolve));
  log.write('error', 'token', 'client%26secret+0123 and access_token=abc');
  const wanted = '••• and access_token=•••';
  expect(log.recent()[0]?.text).toBe(wanted);
  expect((await told)[0]?.text).toBe(wanted);
  await vi.waitFor(() => expect(readFileSync(log.file, 'utf8')).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ERROR \\[token\\] ${wanted}\\s*$`)), patient);
});

test('a burst is one message, in order, and only the newest lines are kept', async () => {
  const log = createLog(createTempFolder());
  const told = new Promise<readonly LogLine[]>((resolve) => log.subscribe(resolve));
  for (let i = 0; i < KEPT_LOG_LINES + 700; i += 1) log.write(0, 'main', `line ${i}`);
  const lines = await told;
  expect(lines.at(-1)?.text).toBe(`line ${KEPT_LOG_LINES + 699}`);
  expect(log.recent()).toEqual(lines);
  expect(log.recent()).toHaveLength(KEPT_LOG_LINES);
  await vi.waitFor(() => expect(readFileSync(log.file, 'utf8')).toContain(`line ${KEPT_LOG_LINES + 699}`), patient);
});

test('the file is rotated at 10 MB', async () => {
  const log = createLog(createTempFolder());
  const words = 'x'.repeat(100_000);
  for (let i = 0; i < 110; i += 1) log.write(0, 'main', words);
  await vi.waitFor(() => expect(readFileSync(log.file).length).toBeGreaterThan(10 * 1024 * 1024), patient);
  const older = path.join(path.dirname(log.file), 'groundtrack.old.log');
  // The size is counted a moment after it can be seen: only then does a line find the file too large.
  await vi.waitFor(() => {
    log.write(0, 'main', 'after');
    expect(existsSync(older)).toBe(true);
  }, patient);
  await vi.waitFor(() => expect(readFileSync(log.file, 'utf8')).toContain('[main] after'), patient);
});

test('the filter of the page is the filter of the saved file', () => {
  const lines: LogLine[] = [{ atMs: 0, level: 'error', module: 'token', text: 'Refused' }, { atMs: 1, level: 2, module: 'telemetry', text: '10 rows' }];
  const show = (filter: Parameters<typeof buildLogMatcher>[0]): string[] => lines.filter(buildLogMatcher(filter)).map(formatLogLine);
  expect(show({ upTo: 5, module: null, text: '' })).toEqual(['1970-01-01T00:00:00.000Z ERROR [token] Refused', '1970-01-01T00:00:00.001Z INFO2 [telemetry] 10 rows']);
  expect(show({ upTo: 'error', module: null, text: '' })).toHaveLength(1);
  expect(show({ upTo: 5, module: 'telemetry', text: 'ROWS' })).toHaveLength(1);
});
