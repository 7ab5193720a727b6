// Recent and live lines join without doubles; the buffer stays bounded; the filter goes by level, module and words.
import { describe, expect, it } from 'vitest';
import type { LogLine } from '#shared/log-line.ts';
import { filterLines, levelText, modulesOf } from '../../../src/renderer/log/filter-lines.ts';
import { createLogBuffer } from '../../../src/renderer/log/log-buffer.ts';

const line = (atMs: number, text: string, level: LogLine['level'] = 0, module = 'telemetry'): LogLine => ({ atMs, text, level, module });
const texts = (lines: readonly LogLine[]): string[] => lines.map(({ text }) => text);

describe('createLogBuffer', () => {
  it('puts recent lines before live ones and counts the overlap once', () => {
    const buffer = createLogBuffer();
    buffer.append([line(3, 'c')]);
    buffer.append([line(4, 'd')]);
    buffer.prepend([line(1, 'a'), line(2, 'b'), line(3, 'c')]);
    expect(texts(buffer.lines())).toEqual(['a', 'b', 'c', 'd']);
    expect(new Set(buffer.lines().map(({ serial }) => serial)).size).toBe(4);
  });
  it('keeps two equal lines that are two', () => {
    const buffer = createLogBuffer();
    buffer.prepend([line(1, 'a'), line(1, 'a')]);
    expect(buffer.lines()).toHaveLength(2);
  });
  it('drops the oldest beyond its bound', () => {
    const buffer = createLogBuffer(3);
    for (const text of ['a', 'b', 'c', 'd']) buffer.append([line(0, text)]);
    expect(texts(buffer.lines())).toEqual(['b', 'c', 'd']);
  });
});

describe('filterLines', () => {
  const buffer = createLogBuffer();
  buffer.prepend([line(1, 'Token refused', 'error', 'credentials'), line(2, 'Poll done', 1), line(3, 'Row detail', 5), line(4, 'Started', 0, 'main')]);
  const lines = buffer.lines();
  const show = (upTo: LogLine['level'], module: string | null = null, text = ''): string[] => texts(filterLines(lines, { upTo, module, text }));
  it('by level: errors are the least, 5 is everything', () => {
    expect(show('error')).toEqual(['Token refused']);
    expect(show(0)).toEqual(['Token refused', 'Started']);
    expect(show(5)).toHaveLength(4);
  });
  it('by module and by words', () => {
    expect(show(5, 'main')).toEqual(['Started']);
    expect(show(5, null, 'poll')).toEqual(['Poll done']);
    expect(show(5, null, 'CREDENT')).toEqual(['Token refused']);
    expect(modulesOf(lines)).toEqual(['credentials', 'main', 'telemetry']);
    expect([levelText('error'), levelText(3)]).toEqual(['Error', 'Info 3']);
  });
});
