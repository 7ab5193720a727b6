// The page's exchanges: loaded in pages, followed once a frame, paused, cleared from another window, filtered.
import { describe, expect, test } from 'vitest';
import { packExchanges, type ExchangeRow } from '#shared/exchange.ts';
import { ok } from '#shared/result.ts';
import { createExchangeBuffer } from '../../../src/renderer/stream-viewer/exchange-buffer.ts';
import { createExchangeFeed } from '../../../src/renderer/stream-viewer/exchange-feed.ts';
import { filterExchanges, groupText } from '../../../src/renderer/stream-viewer/filter-exchanges.ts';
import { lookOfStatus } from '../../../src/renderer/stream-viewer/status-look.ts';
import { createFakeConsole } from '../console-client/fake-console.ts';

const row = (serial: number, part: Partial<ExchangeRow> = {}): ExchangeRow => ({
  exchangeId: `p-${serial}`, serial, atMs: serial, credentialId: 'c1', account: 'Nordic', group: 703, method: 'GET', url: 'https://starlink.com/api/public/v2/user-terminals',
  status: 200, durationMs: 1, bytes: 1, attempt: 1, error: null, ...part,
});
const serials = (rows: readonly ExchangeRow[]): number[] => rows.map(({ serial }) => serial);

describe('the buffer', () => {
  test('joins live rows and older pages, each once, and drops what was cleared', () => {
    const buffer = createExchangeBuffer(5);
    buffer.append([row(4), row(5)]);
    buffer.prepend([row(2), row(3), row(4)]);
    buffer.append([row(5), row(6)]);
    expect(serials(buffer.rows())).toEqual([2, 3, 4, 5, 6]);
    buffer.append([row(7)]);
    expect(serials(buffer.rows())).toEqual([3, 4, 5, 6, 7]);
    buffer.dropThrough(6);
    // A page that was on its way when another window cleared.
    buffer.prepend([row(1), row(2)]);
    expect(serials(buffer.rows())).toEqual([7]);
  });
});

describe('the feed', () => {
  async function open() {
    const console = createFakeConsole();
    const frames: (() => void)[] = [];
    const feed = createExchangeFeed(console.api, (show) => frames.push(show));
    const answer = async (value: unknown): Promise<void> => {
      console.sent.at(-1)!.answer(ok(value));
      for (let i = 0; i < 5; i += 1) await Promise.resolve();
    };
    await answer(null);
    await answer({ rows: packExchanges([row(3), row(4)]), olderThan: 3 });
    await answer({ rows: packExchanges([row(1), row(2)]), olderThan: null });
    const news = (rows: readonly ExchangeRow[], clearedThrough = 0): void => console.emit('exchange:news', { rows: packExchanges(rows), clearedThrough });
    return { console, feed, frames, news };
  }

  test('watches first, then reads page after page', async () => {
    const { console, feed } = await open();
    expect(console.sent.map(({ command, payload }) => [command, payload])).toEqual([['exchange:watch', { watching: true }], ['exchange:page', { olderThan: null }], ['exchange:page', { olderThan: 3 }]]);
    expect(feed.getState()).toMatchObject({ loaded: true, failure: null });
    expect(serials(feed.getState().rows)).toEqual([1, 2, 3, 4]);
  });

  test('shows a burst once a frame', async () => {
    const { feed, frames, news } = await open();
    for (let i = 5; i < 105; i += 1) news([row(i)]);
    expect(frames).toHaveLength(1);
    expect(feed.getState().rows).toHaveLength(4);
    frames[0]!();
    expect(feed.getState().rows).toHaveLength(104);
  });

  test('stands still while paused, and empties at a clear even then', async () => {
    const { feed, frames, news } = await open();
    feed.pause();
    news([row(5)]);
    frames.pop()!();
    expect(serials(feed.getState().frozen ?? [])).toEqual([1, 2, 3, 4]);
    expect(feed.getState().rows).toHaveLength(5);
    news([row(6)], 5);
    frames.pop()!();
    expect(feed.getState().frozen).toBeNull();
    expect(serials(feed.getState().rows)).toEqual([6]);
  });
});

describe('the filter', () => {
  const rows = [row(1), row(2, { group: 702, status: 503, error: 'server has a fault' }), row(3, { status: null, account: 'Baltic' })];
  const show = (part: Partial<Parameters<typeof filterExchanges>[1]>, inBodies: readonly string[] = []): number[] =>
    serials(filterExchanges(rows, { account: null, group: null, text: '', ...part }, ({ account }) => account, new Set(inBodies)));
  test('goes by account, group and words; words also by status, error and what main found in bodies', () => {
    expect(show({})).toEqual([1, 2, 3]);
    expect(show({ account: 'Baltic' })).toEqual([3]);
    expect(show({ group: 702 })).toEqual([2]);
    expect(show({ text: '503' })).toEqual([2]);
    expect(show({ text: 'A FAULT' })).toEqual([2]);
    expect(show({ text: 'no answer' })).toEqual([3]);
    expect(show({ text: 'only in a body' }, ['p-1'])).toEqual([1]);
    expect(show({ text: 'only in a body', group: 702 }, ['p-1'])).toEqual([]);
  });
  test('groups have their number and name', () => {
    expect([groupText(700), groupText(706), groupText(710)]).toEqual(['700 Token', '706 Opt-in', '710 Reboot and rename']);
  });
});

test('a status has a word, a tone and a shape of its own kind', () => {
  expect([lookOfStatus(200, null), lookOfStatus(401, null), lookOfStatus(503, null), lookOfStatus(null, 'x'), lookOfStatus(200, 'torn')].map(({ tone, text }) => [tone, text])).toEqual([
    ['ok', '200'], ['warn', '401'], ['crit', '503'], ['crit', 'No answer'], ['crit', '200'],
  ]);
});
