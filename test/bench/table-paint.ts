// Target 3: 10,000 changed rows until they are painted, and fast scrolling, against AG Grid Community in the same runtime, window size and run.
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { _electron, type Page } from 'playwright';
import { build, preview } from 'vite';
import { judge, measurePairs, median, type BenchResult, type BenchTarget, type Measured } from './bench-line.ts';
import { electronExecutable } from './start-program.ts';
import type { TableBench } from './table-app/page.tsx';
import { createTempFolder } from './temp-folder.ts';

const changed: BenchTarget = { target: '3a', name: '10,000 changed rows → sorted and painted', yardstick: 'AG Grid Community', counts: 'ratio', unit: 'ms', bar: 0.4, aim: 0.25 };
const scrolled: BenchTarget = { target: '3b', name: 'Fast scroll, frame p95', yardstick: 'AG Grid Community', counts: 'ratio', unit: 'ms', bar: 0.5, aim: 0.4 };

const ROWS = 10_000;
const ROUNDS = 12;
/** Not counted: the engine has not yet compiled what is hot. */
const WARM_UP_ROUNDS = 3;
const SCROLL_ROUNDS = 4;
const FRAMES = 60;
const STEP_PX = 900;

const pageFolder = path.resolve(import.meta.dirname, 'table-app');

interface BenchWindow {
  readonly tableBench: TableBench;
}

export function benchTablePaint(): Promise<BenchResult[]> {
  return inWindows([{ grid: 'ours', rows: ROWS }, { grid: 'ag', rows: ROWS }], async ([ours, ag]) => {
    const pairs = await paintPairs(ours!, ag!);
    const scrolls = [];
    for (let round = 0; round < SCROLL_ROUNDS; round++) scrolls.push({ ours: await scroll(ours!), ag: await scroll(ag!) });
    const framePairs = scrolls.map((each) => ({ figure: percentile(each.ours, 0.95), yardstick: percentile(each.ag, 0.95) }));
    const frames = measurePairs(framePairs);
    return [
      judge(changed, measurePairs(pairs)),
      judge(scrolled, { ...frames, detail: { ...frames.detail, 'frame p50': median(scrolls.flatMap((each) => each.ours)), 'AG Grid p50': median(scrolls.flatMap((each) => each.ag)) } }),
    ];
  });
}

/** Our table of all rows beside one of a share of them, each changed and painted in turn. */
export function measurePaintGrowth(share: number): Promise<Measured> {
  return inWindows([{ grid: 'ours', rows: ROWS }, { grid: 'ours', rows: ROWS * share }], async ([many, few]) => measurePairs(await paintPairs(many!, few!)));
}

async function paintPairs(figure: Page, yardstick: Page): Promise<{ figure: number; yardstick: number }[]> {
  const pairs = [];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const pair = { figure: await changeAllRows(figure), yardstick: await changeAllRows(yardstick) };
    if (round >= 0) pairs.push(pair);
  }
  return pairs;
}

/** Builds the page of the bench, and opens it in one Electron once for each of the grids. */
async function inWindows<Answer>(grids: readonly { readonly grid: 'ours' | 'ag'; readonly rows: number }[], use: (pages: readonly Page[]) => Promise<Answer>): Promise<Answer> {
  const outDir = createTempFolder();
  const userData = createTempFolder();
  const appFolder = createAppFolder();
  // As in the product's own build: minified, without React's checks.
  await build({ root: pageFolder, configFile: false, logLevel: 'error', plugins: [react()], build: { outDir, emptyOutDir: true, target: 'chrome130', chunkSizeWarningLimit: 10_000 } });
  const server = await preview({ root: pageFolder, configFile: false, logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const address = server.resolvedUrls!.local[0]!.replace('localhost', '127.0.0.1');
  const urls = grids.map(({ grid, rows }) => `${address}?grid=${grid}&rows=${rows}`);
  const noSandbox = process.env['GROUNDTRACK_NO_SANDBOX'] === '1' ? ['--no-sandbox'] : [];
  const app = await _electron.launch({ executablePath: electronExecutable(), args: [...noSandbox, appFolder, `--user-data-dir=${userData}`, ...urls], timeout: 30_000 });
  try {
    while (app.windows().length < urls.length) await app.waitForEvent('window');
    const pages = urls.map((url) => app.windows().find((page) => page.url() === url)!);
    for (const page of pages) {
      await page.waitForFunction(() => 'tableBench' in window);
      await page.evaluate(() => (window as unknown as BenchWindow).tableBench.isReady);
    }
    return await use(pages);
  } finally {
    await app.close();
    await server.close();
    for (const folder of [outDir, userData, appFolder]) rmSync(folder, { recursive: true, force: true });
  }
}

/** What Electron starts. A package.json beside the page itself would hide the checkout's own, which says where #shared is. */
function createAppFolder(): string {
  const folder = createTempFolder();
  copyFileSync(path.join(pageFolder, 'main.mjs'), path.join(folder, 'main.mjs'));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'table-bench', version: '0.0.0', type: 'module', main: 'main.mjs' }));
  return folder;
}

function changeAllRows(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as BenchWindow).tableBench.changeAllRows());
}

function scroll(page: Page): Promise<number[]> {
  return page.evaluate(([frames, step]) => (window as unknown as BenchWindow).tableBench.scroll(frames, step), [FRAMES, STEP_PX] as const);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
