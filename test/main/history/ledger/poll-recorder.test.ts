// Spans of polling: a row a change of state, however many attempts.
import { expect, test } from 'vitest';
import { CONTINUES_WITHIN_MS, createPollRecorder, type PollState } from '../../../../src/main/history/ledger/poll-recorder.ts';
import { openDatabase } from '../../../../src/main/history/open-database.ts';
import { createTempFolder } from '../temp-folder.ts';
import { ledgerTables } from '../../../../src/main/history/ledger-schema.ts';

const attempt = (state: PollState, fromMs: number, toMs: number, reason: string | null = null) => ({ credentialId: 'cred', state, reason, fromMs, toMs });

test('attempts become spans that touch; a long silence, an end and a change of state begin new ones; what was not settled is written again', async () => {
  const database = await openDatabase(`${createTempFolder()}/spans.duckdb`, { version: 1, create: ledgerTables, migrations: [] }, () => undefined);
  const recorder = createPollRecorder();
  const stored = async (): Promise<string[]> =>
    (await database.reader.runAndReadAll(`SELECT state || coalesce(' ' || reason, '') || ' ' || from_ms || '–' || to_ms FROM poll_spans ORDER BY from_ms`)).getColumnsJS()[0]!.map(String);
  try {
    recorder.note(attempt('polling', 0, 1_000));
    await recorder.write(database.writer);
    recorder.settle();
    recorder.note(attempt('polling', 61_000, 62_000));
    recorder.note(attempt('failing', 120_000, 121_000, 'server'));
    // A transaction that is rolled back: nothing of it counts.
    await database.writer.run('BEGIN TRANSACTION');
    await recorder.write(database.writer);
    await database.writer.run('ROLLBACK');
    expect(await stored()).toEqual(['polling 0–1000']);
    recorder.note(attempt('failing', 126_000, 127_000, 'server'));
    await recorder.write(database.writer);
    recorder.settle();
    expect(await stored()).toEqual(['polling 0–62000', 'failing server 62000–127000']);

    const afterSleepMs = 127_000 + CONTINUES_WITHIN_MS + 1;
    recorder.note(attempt('failing', afterSleepMs, afterSleepMs + 1_000, 'server'));
    recorder.end('cred');
    expect(recorder.openSpan('cred')).toBeNull();
    recorder.note(attempt('polling', afterSleepMs + 2_000, afterSleepMs + 3_000));
    await recorder.write(database.writer);
    expect((await stored()).slice(2)).toEqual([`failing server ${afterSleepMs}–${afterSleepMs + 1_000}`, `polling ${afterSleepMs + 2_000}–${afterSleepMs + 3_000}`]);
  } finally {
    database.close();
  }
});
