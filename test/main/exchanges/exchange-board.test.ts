// The board keeps the newest rows and as many details as memory allows, masks once more, searches bodies, and clears for everybody.
import { describe, expect, test } from 'vitest';
import { KEPT_EXCHANGES, unpackExchanges, type ExchangeNews, type ExchangeRow } from '#shared/exchange.ts';
import { createKnownSecrets } from '../../../src/main/credentials/known-secrets.ts';
import { createExchangeBoard } from '../../../src/main/exchanges/exchange-board.ts';
import { buildBody, buildDetails, buildExchange } from './exchange-samples.ts';

function createBoard(mostDetailBytes?: number) {
  const secrets = createKnownSecrets();
  const logged: ExchangeRow[] = [];
  const board = createExchangeBoard({ redactorOf: secrets.redactorOf, onRow: (row) => logged.push(row), ...(mostDetailBytes === undefined ? {} : { mostDetailBytes }) });
  return { board, secrets, logged };
}

describe('rows', () => {
  test('are numbered in their order and told together a moment later', async () => {
    const { board, logged } = createBoard();
    const told = new Promise<ExchangeNews>((resolve) => board.subscribe(resolve));
    board.record(buildExchange(1), 'Nordic');
    board.record(buildExchange(2, { status: null, error: 'refused' }), 'Nordic');
    const rows = unpackExchanges((await told).rows);
    expect(rows).toEqual([{ ...buildExchange(1), account: 'Nordic', serial: 1 }, { ...buildExchange(2, { status: null, error: 'refused' }), account: 'Nordic', serial: 2 }]);
    expect(logged.map(({ serial }) => serial)).toEqual([1, 2]);
  });

  test('are kept up to 10,000, and come in pages from the newest back', () => {
    const { board } = createBoard();
    for (let i = 1; i <= 12_345; i += 1) board.record(buildExchange(i), 'Nordic');
    const serials: number[] = [];
    for (let olderThan: number | null = null, first = true; first || olderThan !== null; first = false) {
      const page = board.page(olderThan);
      serials.unshift(...unpackExchanges(page.rows).map(({ serial }) => serial));
      olderThan = page.olderThan;
    }
    expect(serials.at(-1)).toBe(12_345);
    expect(serials.length).toBeGreaterThanOrEqual(KEPT_EXCHANGES);
    expect(serials.length).toBeLessThan(KEPT_EXCHANGES + 1_000);
    expect(serials).toEqual(serials.map((_, i) => serials[0]! + i));
    expect(board.rows()).toHaveLength(KEPT_EXCHANGES);
  });

  test('are gone after a clear, which every listener hears; later ones go on counting', async () => {
    const { board } = createBoard();
    board.record(buildExchange(1), 'Nordic');
    board.addDetails('p-1', buildDetails());
    const told = new Promise<ExchangeNews>((resolve) => board.subscribe(resolve));
    board.clear();
    expect(await told).toMatchObject({ clearedThrough: 1, rows: { count: 0 } });
    expect(board.rows()).toEqual([]);
    expect(await board.details('p-1')).toBeNull();
    // What was still on its way when it was cleared stays away.
    board.addDetails('p-1', buildDetails());
    expect(await board.find('content-type')).toEqual([]);
    board.record(buildExchange(2), 'Nordic');
    expect(board.rows().map(({ serial }) => serial)).toEqual([2]);
  });
});

describe('details', () => {
  test('come as text, exactly as the worker sent them', async () => {
    const { board } = createBoard();
    board.record(buildExchange(1), 'Nordic');
    board.addDetails('p-1', buildDetails({ responseBody: buildBody('{"H3CellId":599423848638578687,"ü":"漢"}', { isCut: true, decodedBytes: null }) }));
    expect(await board.details('p-1')).toEqual({ ...buildDetails(), responseBody: { text: '{"H3CellId":599423848638578687,"ü":"漢"}', isCut: true, decodedBytes: null, note: null } });
  });

  test('that are still on their way are waited for', async () => {
    const { board } = createBoard();
    board.record(buildExchange(1, { atMs: Date.now(), durationMs: 0 }), 'Nordic');
    const asked = board.details('p-1');
    board.addDetails('p-1', buildDetails());
    expect(await asked).not.toBeNull();
  });

  test('leave when memory is full, oldest first; their rows stay', async () => {
    const { board } = createBoard(10_000);
    for (let i = 1; i <= 4; i += 1) {
      board.record(buildExchange(i), 'Nordic');
      board.addDetails(`p-${i}`, buildDetails({ responseBody: buildBody('x'.repeat(3_000)) }));
    }
    expect(await Promise.all([1, 2, 3, 4].map(async (i) => (await board.details(`p-${i}`)) !== null))).toEqual([false, false, true, true]);
    expect(board.rows()).toHaveLength(4);
  });

  test('lose what only main knows to be secret, whole or at their cut', async () => {
    const { board, secrets } = createBoard();
    secrets.remember('c1', 'client-secret&0123456789');
    board.record(buildExchange(1), 'Nordic');
    board.addDetails('p-1', buildDetails({
      responseHeaders: [{ name: 'server', value: 'client-secret%260123456789' }],
      responseBody: buildBody('{"why":"client-secret&0123456789 is wrong","cut":"client-sec', { isCut: true }),
    }));
    const details = await board.details('p-1');
    expect(details?.responseHeaders).toEqual([{ name: 'server', value: '•••' }]);
    expect(details?.responseBody?.text).toBe('{"why":"••• is wrong","cut":"•••');
    expect(await board.find('client-secret&0')).toEqual([]);
    expect(await board.find('is wrong')).toEqual(['p-1']);
  });

  test('are found by header or body, whatever the case', async () => {
    const { board } = createBoard();
    for (let i = 1; i <= 3; i += 1) board.record(buildExchange(i), 'Nordic');
    board.addDetails('p-1', buildDetails({ responseBody: buildBody('{"kit":"KIT00001"}') }));
    board.addDetails('p-2', buildDetails({ requestBody: buildBody('{"batchSize":1}') }));
    expect(await board.find('kit00001')).toEqual(['p-1']);
    expect(await board.find('"batchsize":1')).toEqual(['p-2']);
    expect(await board.find('Content-Type: application')).toEqual(['p-1', 'p-2']);
  });
});
