// News of the console: gathered, sent when something differs, and not when only the time has passed.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConsoleState, CredentialView, StatusReport } from '#shared/ipc-contract.ts';
import { createConsoleNews } from '../../src/main/console-news.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const current = { version: '1.0.0', atMs: 1_000, rows: 0 };
  const told: string[] = [];
  const news = createConsoleNews({
    state: () => ({ version: current.version }) as ConsoleState,
    status: () => ({ atMs: current.atMs, accounts: [], problems: [], dailyUsageFromMs: null, rowCounts: { services: current.rows, overageLines: 0 } }) as StatusReport,
    credentials: (): readonly CredentialView[] => [],
    follow: ({ atMs }) => void told.push(`follow ${atMs}`),
    send: (event, value) => void told.push(event === 'status:changed' ? `${event} ${(value as StatusReport).atMs}` : event),
  });
  return { current, news, take: () => told.splice(0) };
}

test('many changes at a time are told once, and tables follow first', () => {
  const { news, take } = setUp();
  news.soon();
  news.soon();
  expect(take()).toEqual([]);
  vi.runAllTimers();
  expect(take()).toEqual(['follow 1000', 'console:changed', 'status:changed 1000', 'credentials:changed']);
});

test('only what differs is sent; the time of a status alone is no news', () => {
  const { current, news, take } = setUp();
  news.now();
  take();
  current.atMs = 2_000;
  news.now();
  expect(take()).toEqual(['follow 2000']);
  current.rows = 5;
  news.now();
  expect(take()).toEqual(['follow 2000', 'status:changed 2000']);
  current.version = '1.0.1';
  news.now();
  expect(take()).toEqual(['follow 2000', 'console:changed']);
});

test('what is told at once is not told again a moment later, and nothing after the end', () => {
  const { news, take } = setUp();
  news.soon();
  news.now();
  take();
  vi.runAllTimers();
  expect(take()).toEqual([]);
  news.soon();
  news.stop();
  vi.runAllTimers();
  expect(take()).toEqual([]);
});
