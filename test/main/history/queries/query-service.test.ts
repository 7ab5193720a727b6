// How questions to the history run: a few at a time, each can be withdrawn, replaced and ends after a while; a file that is opened anew loses none.
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { HistoryRequest } from '../../../../src/shared/history-query.ts';
import { createQueryService, type QueryService, type QueryServiceOptions } from '../../../../src/main/history/queries/query-service.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt } from '../build-batch.ts';
import { createTempFolder } from '../temp-folder.ts';
import { archiveDay, inHistory } from './archive-day.ts';
import { askOk, openHistory } from './ask-history.ts';

const request: HistoryRequest<'track'> = { deviceId: 'ut1', fromMs: 0, toMs: 1 };

/** Connections whose queries answer nothing until they are let go or interrupted. */
function createHeldConnections() {
  const held: { answer(): void; interrupt(): void }[] = [];
  let open = 0;
  let sum = 0;
  const connect = (): Promise<DuckDBConnection> => {
    open += 1;
    sum += 1;
    let current: { answer(): void; interrupt(): void } | null = null;
    const connection = {
      run: () => Promise.resolve({ rowsChanged: 0 }),
      runAndReadAll: () => new Promise((resolve, reject) => {
        current = { answer: () => resolve({ getColumnsJS: () => [], getRowsJS: () => [] }), interrupt: () => reject(new Error('INTERRUPT Error: Interrupted!')) };
        held.push(current);
      }),
      interrupt: () => current?.interrupt(),
      disconnectSync: () => void (open -= 1),
    };
    return Promise.resolve(connection as unknown as DuckDBConnection);
  };
  return { held, connect, open: () => open, sum: () => sum };
}

function createService(options: Partial<QueryServiceOptions> & Pick<QueryServiceOptions, 'connect'>): QueryService {
  return createQueryService({ folder: '/nowhere', textNo: () => undefined, log: () => undefined, ...options });
}

const codeOf = (answer: { readonly ok: boolean; readonly error?: { readonly code: string } }): string => (answer.ok ? 'ok' : answer.error!.code);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const ticket = (queryId: string, chart: string | null = null) => ({ queryId, chart });

/** Answers whatever is asked until all have an end. */
async function answerAll(held: { answer(): void }[], ends: Promise<unknown>): Promise<void> {
  let ended = false;
  void ends.finally(() => (ended = true));
  while (!ended) {
    for (const query of held.splice(0)) query.answer();
    await turn();
  }
}

describe('a question', () => {
  test('that is withdrawn ends at once, others go on', async () => {
    const { held, connect } = createHeldConnections();
    const service = createService({ connect });
    const first = service.ask('track', request, ticket('a'));
    const second = service.ask('track', request, ticket('b'));
    await turn();
    expect(held).toHaveLength(2);
    service.cancel('a');
    expect(codeOf(await first)).toBe('cancelled');
    await answerAll(held, second);
    expect(codeOf(await second)).toBe('ok');
  });

  test('of a chart gives way to a newer one of the same chart, in hand or waiting', async () => {
    const { held, connect } = createHeldConnections();
    const service = createService({ connect });
    const old = [service.ask('track', request, ticket('1', 'chart')), service.ask('track', request, ticket('2', 'other'))];
    await turn();
    const waiting = service.ask('track', request, ticket('3', 'chart'));
    const newest = service.ask('track', request, ticket('4', 'chart'));
    expect(codeOf(await old[0]!)).toBe('replaced');
    await answerAll(held, Promise.all([...old, waiting, newest]));
    expect([codeOf(await waiting), codeOf(await newest), codeOf(await old[1]!)]).toEqual(['replaced', 'ok', 'ok']);
  });

  test('that takes too long ends with a sentence', async () => {
    const { connect } = createHeldConnections();
    const service = createService({ connect, longestMs: 1 });
    expect(await service.ask('track', request, ticket('a'))).toEqual({ ok: false, error: { code: 'query-timeout', message: 'The history took too long to answer: ask for a shorter range.' } });
  });

  test('that is slow is logged by name, and counted', async () => {
    const lines: string[] = [];
    const { held, connect } = createHeldConnections();
    const service = createService({ connect, slowMs: 0, log: (level, text) => void lines.push(`${level} ${text}`) });
    const asked = service.ask('track', request, ticket('a')).then(() => service.ask('track', request, ticket('b')));
    await answerAll(held, asked);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^1 Slow history query track: \d+ ms, 0 rows, 0 files read \(slow so far: 2\)$/);
    expect([...service.slowQueries()]).toEqual([['track', 2]]);
  });

  test('waits while two others run, and a hundred waiting are enough', async () => {
    const { held, connect, sum } = createHeldConnections();
    const service = createService({ connect });
    const asked = Array.from({ length: 102 }, (_, index) => service.ask('track', request, ticket(String(index))));
    await turn();
    expect(held).toHaveLength(2);
    expect(codeOf(await service.ask('track', request, ticket('more')))).toBe('query-queue');
    await answerAll(held, Promise.all(asked));
    expect([sum(), new Set((await Promise.all(asked)).map(codeOf))]).toEqual([2, new Set(['ok'])]);
  });

  test('in hand starts anew when the file is opened anew, and ends when it is closed', async () => {
    const { held, connect, open, sum } = createHeldConnections();
    const service = createService({ connect });
    const asked = service.ask('track', request, ticket('a'));
    await turn();
    expect(await service.whileClosed(() => Promise.resolve(open()))).toBe(0);
    await answerAll(held, asked);
    expect([codeOf(await asked), sum()]).toEqual(['ok', 2]);
    const late = service.ask('track', request, ticket('b'));
    await turn();
    await service.close();
    expect([codeOf(await late), codeOf(await service.ask('track', request, ticket('c'))), open()]).toEqual(['no-history', 'no-history', 0]);
  });
});

describe('with the real engine', () => {
  test('work that is given up is interrupted', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    onTestFinished(() => instance.closeSync());
    const service = createService({ connect: () => instance.connect() });
    const stop = new AbortController();
    const endless = service.borrow(stop.signal, (read) => read((reader) => {
      setImmediate(() => stop.abort());
      return reader.columns('SELECT count(*) FROM range(1000000000000) a WHERE a.range % 7 = 3');
    }));
    await expect(endless).rejects.toThrow('The query was ended');
  });

  test('a day that closes between two looks of a query is neither missed nor counted twice', async () => {
    const folder = createTempFolder();
    const history = await openHistory(folder);
    await history.append(buildBatch({ terminals: [1, 2, 3].map((minute) => ({ id: 'ut1', ns: nsAt(NOON_MS + minute * 60_000), numbers: { latencyMs: minute } })) }), buildMeta());
    const count = async (): Promise<number> => (await askOk(history, 'series', { deviceId: 'ut1', metric: 'latencyMs', fromMs: NOON_MS, toMs: NOON_MS + 600_000, buckets: 1 })).samples[0]!;
    const seen = await inHistory(history, async (reader) => {
      const listed = await reader.files({ kind: 'telemetry', firstDay: '2026-11-22', lastDay: '2026-11-22' });
      await archiveDay(history, folder, { day: '2026-11-22' });
      const [[hot] = []] = await reader.columns('SELECT count(*)::INTEGER FROM terminal_samples');
      return [listed.length, hot];
    });
    expect(seen).toEqual([0, 3]);
    expect(await count()).toBe(3);
  });

  test('a write that fails closes the file under no question', async () => {
    const folder = createTempFolder();
    let fails = false;
    const history = await openHistory(folder, { atPoint: (name) => { if (fails && name === 'before-commit') throw new Error('no'); } });
    await history.append(buildBatch({ terminals: [{ id: 'ut1', ns: nsAt(NOON_MS), numbers: { latencyMs: 1 } }] }), buildMeta());
    const ask = () => history.queries.ask('series', { deviceId: 'ut1', metric: 'latencyMs', fromMs: NOON_MS, toMs: NOON_MS + 1, buckets: 1 }, ticket('q'));
    fails = true;
    await expect(history.append(buildBatch({}), buildMeta())).rejects.toThrow('no');
    fails = false;
    // The next write opens the file anew.
    const [written, ...answers] = await Promise.all([history.loadCurrent(), ask(), ask(), ask()]);
    expect(written.terminals).toHaveLength(1);
    expect(answers.map((answer) => answer.ok && answer.value.samples[0])).toEqual([1, 1, 1]);
  });
});
