// The export as main gets it: RFC 4180 text in pieces, read back whole; refusals and Cancel end it.
import { parse } from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { CommandName } from '#shared/ipc-contract.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { exportTable, type ExportJob, type Invoke } from '../../../../src/renderer/tables/export/export-table.ts';
import { buildRowsText } from '../../../../src/renderer/tables/export/copy-rows.ts';
import { userTerminalsTable } from '../../../../src/renderer/tables/columns/user-terminals.ts';
import { utc } from '../column-probe.ts';
import { buildRow } from '../sample-rows.ts';

interface Line { readonly name: string; readonly note: string }
const columns = [{ header: 'Name', text: (row: Line) => row.name }, { header: 'Note', text: (row: Line) => row.note }];

function fakeMain(answers: Partial<Record<CommandName, Result<unknown>>> = {}) {
  const sent: { readonly command: CommandName; readonly payload: unknown }[] = [];
  const invoke = ((command: CommandName, payload: unknown) => {
    sent.push({ command, payload });
    return Promise.resolve(answers[command] ?? (command === 'export:begin' ? ok({ outcome: 'begun', exportId: 7, file: '/tmp/a.csv' }) : ok(null)));
  }) as Invoke;
  const text = (): string => sent.filter(({ command }) => command === 'export:append').map(({ payload }) => (payload as { text: string }).text).join('');
  return { sent, invoke, text };
}

const job = (rows: readonly Line[], part: Partial<ExportJob<Line>> = {}): ExportJob<Line> => ({
  title: 'Daily Data Usage', rows, columns, options: { delimiter: 'comma', byteOrderMark: true }, signal: new AbortController().signal, onProgress: () => undefined, ...part,
});

describe('exportTable', () => {
  it('quotes by RFC 4180, ends lines with CRLF and begins with the mark', async () => {
    const main = fakeMain();
    const saved = await exportTable(main.invoke, job([{ name: 'Ferry "Ø", <2>', note: 'two\nlines' }, { name: ' plain', note: '' }]));
    expect(saved).toEqual(ok({ outcome: 'saved', file: '/tmp/a.csv', count: 2 }));
    expect(main.text()).toBe('\uFEFFName,Note\r\n"Ferry ""Ø"", <2>","two\nlines"\r\n" plain",\r\n');
    expect(main.sent[0]).toEqual({ command: 'export:begin', payload: { title: 'Export Daily Data Usage', name: 'daily-data-usage', extension: 'csv', kind: 'Comma-separated values' } });
    expect(main.sent.at(-1)).toEqual({ command: 'export:finish', payload: { exportId: 7 } });
  });

  it('writes other delimiters, and an empty field that is alone in its row', async () => {
    const main = fakeMain();
    await exportTable(main.invoke, job([{ name: 'a;b', note: 'c,d' }], { options: { delimiter: 'semicolon', byteOrderMark: false } }));
    expect(main.text()).toBe('Name;Note\r\n"a;b";c,d\r\n');
    const alone = fakeMain();
    await exportTable(alone.invoke, job([{ name: '', note: '' }, { name: 'x', note: '' }], { columns: columns.slice(0, 1), options: { delimiter: 'tab', byteOrderMark: false } }));
    expect(alone.text()).toBe('Name\r\n""\r\nx\r\n');
    expect(alone.sent[0]).toMatchObject({ payload: { extension: 'tsv' } });
  });

  it('comes in pieces, in order and complete, with the progress told', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => ({ name: `Line ${i}`, note: 'x'.repeat(i % 40) }));
    const main = fakeMain();
    const progress: number[] = [];
    await exportTable(main.invoke, job(rows, { options: { delimiter: 'comma', byteOrderMark: false }, onProgress: (written) => progress.push(written) }));
    expect(main.sent.filter(({ command }) => command === 'export:append').length).toBeGreaterThan(2);
    expect(progress.at(-1)).toBe(20_000);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);
    const { data } = parse<string[]>(main.text(), { skipEmptyLines: true });
    expect(data).toHaveLength(20_001);
    expect(data[12_346]).toEqual(['Line 12345', 'x'.repeat(12_345 % 40)]);
  });

  it('stops at a disk that is full, with main’s words, and at Cancel', async () => {
    const full = fail('not-saved', 'a.csv was not saved: the disk of /tmp is full.');
    const main = fakeMain({ 'export:append': full });
    expect(await exportTable(main.invoke, job([{ name: 'a', note: 'b' }]))).toEqual(full);
    expect(main.sent.map(({ command }) => command)).toEqual(['export:begin', 'export:append']);

    const stop = new AbortController();
    stop.abort();
    const cancelled = fakeMain();
    expect(await exportTable(cancelled.invoke, job([{ name: 'a', note: 'b' }], { signal: stop.signal }))).toEqual(ok({ outcome: 'cancelled' }));
    expect(cancelled.sent.at(-1)).toEqual({ command: 'export:cancel', payload: { exportId: 7 } });
    expect(await exportTable(fakeMain({ 'export:begin': ok({ outcome: 'cancelled' }) }).invoke, job([]))).toEqual(ok({ outcome: 'cancelled' }));
  });
});

describe('buildRowsText', () => {
  const shown = userTerminalsTable.columns.filter(({ header }) => ['Device Name', 'Average Ping Latency', 'Longitude', 'Open'].includes(header));
  const rows = [buildRow('userTerminals', { deviceId: 'ut01', deviceName: 'A\tB\r\nC', latencyMs: 26.44, longitude: -3.5 }), buildRow('userTerminals', { deviceId: 'ut02', deviceName: '=1+1' })];

  it('is one line a row, whatever stands in the values', async () => {
    expect(await buildRowsText(rows, shown, { copyHeader: true, copyValues: 'displayed' }, utc)).toBe("Device Name\tAverage Ping Latency (ms)\tLongitude (°)\nA B C\t26\t-3.50000\n'=1+1\tN/A\tN/A\n");
    expect(await buildRowsText(rows, shown, { copyHeader: false, copyValues: 'raw' }, utc)).toBe("A B C\t\t26.44\t-3.5\n'=1+1\t\t\t\n");
  });

  it('lets the window breathe between slices of many rows', async () => {
    let pauses = 0;
    const many = Array.from({ length: 30_000 }, (_, i) => buildRow('userTerminals', { deviceId: `ut${i}`, latencyMs: i }));
    const text = await buildRowsText(many, userTerminalsTable.columns, { copyHeader: false, copyValues: 'displayed' }, utc, () => Promise.resolve(void pauses++));
    expect(text.split('\n')).toHaveLength(30_001);
    expect(pauses).toBeGreaterThan(1);
  });
});
