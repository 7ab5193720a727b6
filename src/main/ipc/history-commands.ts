// Questions of pages to the history, and exports of it. What a page began ends with the page.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { app, type WebContents } from 'electron';
import type { HistoryExportRequest } from '#shared/history-export.ts';
import { EVENT_CHANNEL } from '#shared/ipc-channels.ts';
import type { HistorySaved } from '#shared/ipc-contract.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { ConsoleApp } from '../console-app.ts';
import type { PollingWorkers } from '../session/polling-workers.ts';
import { askForFile } from '../windows/ask-for-file.ts';
import type { Handlers } from './gate.ts';

type HistoryCommand = 'history:query' | 'history:cancel' | 'history:export' | 'history:cancelExport';

/** What a page has under way. */
interface PageWork {
  readonly queries: Set<string>;
  readonly exports: Map<number, AbortController>;
}

const noSession = (): Result<never> => fail('no-session', 'Nothing is polled yet.');

export function buildHistoryHandlers({ session }: Pick<ConsoleApp, 'session'>): Pick<Handlers, HistoryCommand> {
  const pages = new Map<number, PageWork>();
  const followed = new WeakSet<WebContents>();

  function workOf(page: WebContents): PageWork {
    const known = pages.get(page.id);
    if (known !== undefined) return known;
    const work: PageWork = { queries: new Set(), exports: new Map() };
    pages.set(page.id, work);
    if (!followed.has(page)) {
      followed.add(page);
      const { id } = page;
      page.once('destroyed', () => endAll(id));
      page.on('render-process-gone', () => endAll(id));
      page.on('did-navigate', () => endAll(id));
    }
    return work;
  }

  function endAll(pageId: number): void {
    const work = pages.get(pageId);
    pages.delete(pageId);
    for (const queryId of work?.queries ?? []) session()?.workers.cancelQuery(queryId);
    for (const stop of work?.exports.values() ?? []) stop.abort();
  }

  /** Pages count their own: main makes them unique. */
  const ofPage = (page: WebContents, name: string | number): string => `${page.id}/${name}`;

  return {
    async 'history:query'({ queryId, chart, question }, page) {
      const workers = session()?.workers;
      if (workers === undefined) return noSession();
      const id = ofPage(page, queryId);
      const { queries } = workOf(page);
      queries.add(id);
      try {
        return await workers.ask(question, { queryId: id, chart: chart === null ? null : ofPage(page, chart) });
      } finally {
        queries.delete(id);
      }
    },
    'history:cancel'({ queryId }, page) {
      session()?.workers.cancelQuery(ofPage(page, queryId));
      return ok(null);
    },
    async 'history:export'(request, page) {
      const workers = session()?.workers;
      if (workers === undefined) return noSession();
      const { exports } = workOf(page);
      if (exports.has(request.exportId)) return fail('export-twice', 'This export is under way already.');
      const stop = new AbortController();
      exports.set(request.exportId, stop);
      try {
        return await exportToFile(workers, request, page, stop.signal);
      } finally {
        exports.delete(request.exportId);
      }
    },
    'history:cancelExport'({ exportId }, page) {
      pages.get(page.id)?.exports.get(exportId)?.abort();
      return ok(null);
    },
  };
}

async function exportToFile(workers: PollingWorkers, request: HistoryExportRequest, page: WebContents, signal: AbortSignal): Promise<Result<HistorySaved>> {
  const isCsv = request.format === 'csv';
  const file = await askForFile(page, { title: 'Export history', name: `groundtrack-history-${request.kind}`, extension: request.format, kind: isCsv ? 'Comma-separated values' : 'Parquet' });
  if (file === null || signal.aborted) return ok({ outcome: 'cancelled' });
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(4).toString('hex')}.part`);
  // Quitting waits for the worker, and that for the export's end; a worker that died can't clean up behind itself.
  const removeNow = (): void => rmSync(beside, { force: true });
  app.once('will-quit', removeNow);
  try {
    const exported = await workers.exportHistory(request, { file, beside }, signal, (progress) => {
      if (!page.isDestroyed()) page.send(EVENT_CHANNEL, 'history:exportProgress', progress);
    });
    if (exported.ok) return ok({ outcome: 'saved', file, ...exported.value });
    return exported.error.code === 'cancelled' ? ok({ outcome: 'cancelled' }) : exported;
  } finally {
    app.off('will-quit', removeNow);
    await removeBeginningWith(beside);
  }
}

/** The worker has done so already, unless it died. */
async function removeBeginningWith(beside: string): Promise<void> {
  const folder = path.dirname(beside);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (name.startsWith(path.basename(beside))) await rm(path.join(folder, name), { force: true }).catch(() => undefined);
}
