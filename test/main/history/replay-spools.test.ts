import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { replaySpools, type ReplayOutcome } from '../../../src/main/history/replay-spools.ts';
import { createSpool, listSpools, spoolFolderOf, type SpoolHeader } from '../../../src/main/history/spool.ts';
import { openTelemetryHistory, type TelemetryHistory } from '../../../src/main/history/telemetry-history.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt } from './build-batch.ts';
import { readTable } from './read-table.ts';
import { streamBody, terminalRow, tornStreamBody } from './stream-body.ts';
import { createTempFolder } from './temp-folder.ts';

interface Bench {
  readonly folder: string;
  readonly spoolFolder: string;
  readonly history: TelemetryHistory;
  readonly lines: string[];
  replay(atPoint?: (name: string) => void): Promise<ReplayOutcome>;
  stored(): Promise<unknown[]>;
}

async function open(): Promise<Bench> {
  const folder = createTempFolder();
  const spoolFolder = spoolFolderOf(folder);
  const lines: string[] = [];
  const history = await openTelemetryHistory({ folder, log: () => undefined });
  onTestFinished(() => history.close());
  return {
    folder, spoolFolder, history, lines,
    replay: (atPoint = () => undefined) => replaySpools({ spoolFolder, history, log: (level, text) => lines.push(`${level} ${text}`), atPoint }),
    async stored() {
      await history.close();
      return readTable(folder, 'SELECT account_number AS account, device_id AS id, timestamp_ns AS ns FROM terminal_history ORDER BY ns');
    },
  };
}

function spool(bench: Bench, name: string, body: Buffer | string, whole: boolean, header: Partial<SpoolHeader> = {}): void {
  const spoolId = `${String(NOON_MS).padStart(14, '0')}-${name}`;
  const writer = createSpool(bench.spoolFolder, {
    version: 1, spoolId, credentialId: 'cred-1', accountNumber: 'ACC-1', requestedAtMs: NOON_MS, batchSize: 2, lingerMs: 15_000, contentEncoding: null, ...header,
  });
  writer.write(Buffer.from(body));
  writer.finish(whole ? { receivedAtMs: NOON_MS + 1_000 } : null);
}

const [a, b, c] = [nsAt(NOON_MS), nsAt(NOON_MS, 1n), nsAt(NOON_MS, 2n)];
const wholeBody = streamBody([terminalRow('ut1', a), terminalRow('ut1', b)]);

test('stores whole and torn replies once, compressed too, and removes them', async () => {
  const bench = await open();
  spool(bench, '1', gzipSync(wholeBody), true, { contentEncoding: 'gzip' });
  spool(bench, '2', tornStreamBody([terminalRow('ut2', c), terminalRow('ut2', c + 5n)]), false, { accountNumber: 'ACC-1' });
  const outcome = await bench.replay();
  expect(outcome).toMatchObject({ storedFiles: 2, waiting: [], quarantined: [] });
  expect(outcome.changed.flatMap((news) => news.terminals.map((row) => row.deviceId))).toEqual(['ut1', 'ut2']);
  expect(outcome.changed[0]!.terminals[0]).toMatchObject({ receivedAtMs: NOON_MS + 1_000 });
  expect(outcome.changed[1]!.terminals[0]).toMatchObject({ receivedAtMs: NOON_MS + 15_000 });
  expect(await listSpools(bench.spoolFolder)).toEqual([]);
  expect(await bench.replay()).toMatchObject({ storedFiles: 0, storedRows: 0 });
  expect(bench.lines).toHaveLength(2);
  expect(await bench.stored()).toMatchObject([{ account: 'ACC-1', id: 'ut1', ns: a }, { id: 'ut1', ns: b }, { id: 'ut2', ns: c }]);
});

test('a reply that was stored before the kill is only removed', async () => {
  const bench = await open();
  spool(bench, '1', wholeBody, true);
  await bench.history.append(buildBatch({ terminals: [{ id: 'ut1', ns: a }] }), buildMeta({ spoolId: `${String(NOON_MS).padStart(14, '0')}-1` }));
  expect(await bench.replay()).toMatchObject({ storedFiles: 0, storedRows: 0 });
  expect(await listSpools(bench.spoolFolder)).toEqual([]);
  expect(await bench.stored()).toHaveLength(1);
});

test('a torn reply without known columns waits for a whole one of its account, also a later file', async () => {
  const bench = await open();
  spool(bench, '1', tornStreamBody([terminalRow('ut1', a), terminalRow('ut1', b)]), false);
  spool(bench, '2', streamBody([terminalRow('ut9', b)]), true, { credentialId: 'cred-2', accountNumber: 'ACC-2' });
  const first = await bench.replay();
  expect(first).toMatchObject({ storedFiles: 1, waiting: [{ credentialId: 'cred-1' }] });
  expect(await listSpools(bench.spoolFolder)).toHaveLength(1);
  spool(bench, '3', streamBody([terminalRow('ut1', c)]), true);
  expect(await bench.replay()).toMatchObject({ storedFiles: 2, waiting: [] });
  expect(await bench.stored()).toEqual([
    { account: 'ACC-1', id: 'ut1', ns: a }, { account: 'ACC-2', id: 'ut9', ns: b }, { account: 'ACC-1', id: 'ut1', ns: c },
  ]);
});

test('what can’t be read is set aside with one line, and the others are stored', async () => {
  const bench = await open();
  spool(bench, '1', '<html>sign in</html>', true);
  spool(bench, '2', wholeBody, true, { contentEncoding: 'zstd' });
  spool(bench, '3', wholeBody, true);
  writeFileSync(join(bench.spoolFolder, '0.spool'), 'garbage');
  writeFileSync(join(bench.spoolFolder, '00.spool'), '');
  const outcome = await bench.replay();
  expect(outcome).toMatchObject({ storedFiles: 1, storedRows: 2 });
  expect(outcome.quarantined).toHaveLength(3);
  expect(bench.lines.filter((line) => line.startsWith('error'))).toHaveLength(3);
  expect(readdirSync(bench.spoolFolder)).toEqual(['quarantine']);
  expect(readdirSync(join(bench.spoolFolder, 'quarantine'))).toHaveLength(3);
});

test('what is set aside has lost its secrets, as in the run that received it; pages and proxies’ answers are kept apart', async () => {
  const bench = await open();
  spool(bench, '1', gzipSync('<html>Authorization: Bearer eyJhbGciOi.abc.def, secret hunter2hunter2</html>'), true, { contentEncoding: 'gzip' });
  spool(bench, '2', '{"data":{"values":"access_token=abcdefgh"}}', true);
  const { quarantined } = await replaySpools({
    spoolFolder: bench.spoolFolder, history: bench.history, log: () => undefined, maskSecrets: (text) => Promise.resolve(text.replaceAll('hunter2hunter2', '•••')),
  });
  const kept = quarantined.map((place) => readFileSync(place, 'utf8'));
  expect(kept.join('')).not.toMatch(/eyJhbGciOi|hunter2|abcdefgh/);
  expect(kept[0]).toContain('<html>Authorization: Bearer •••');
  expect(quarantined.map((place) => place.endsWith('.stray'))).toEqual([true, false]);
});

test('what the disk can’t read, or is no file, keeps nothing else waiting', async () => {
  const bench = await open();
  mkdirSync(join(bench.spoolFolder, '0.spool'), { recursive: true });
  spool(bench, '1', wholeBody, true);
  expect(await bench.replay()).toMatchObject({ storedFiles: 1, quarantined: [join(bench.spoolFolder, 'quarantine', '0.spool')] });
  expect(readdirSync(bench.spoolFolder)).toEqual(['quarantine']);
});

test('a reply whose secrets can’t be found out stays where it is, and those after it are stored', async () => {
  const bench = await open();
  spool(bench, '1', '<html>sign in</html>', true);
  spool(bench, '2', wholeBody, true);
  const replay = (maskSecrets: (text: string) => Promise<string>): Promise<ReplayOutcome> =>
    replaySpools({ spoolFolder: bench.spoolFolder, history: bench.history, log: (level, text) => bench.lines.push(`${level} ${text}`), maskSecrets });
  expect(await replay(() => Promise.reject(new Error('main is gone')))).toMatchObject({ storedFiles: 1, quarantined: [] });
  expect(bench.lines[0]).toMatch(/^error A stored telemetry reply can't be read \(.*\), nor set aside: main is gone\. .* stays\.$/);
  expect(await listSpools(bench.spoolFolder)).toHaveLength(1);
  expect((await replay((text) => Promise.resolve(text))).quarantined).toHaveLength(1);
});

test('a history that can’t store leaves the files for the next time', async () => {
  const bench = await open();
  spool(bench, '1', wholeBody, true);
  await expect(
    bench.replay((name) => {
      if (name === 'during-replay') throw new Error('ENOSPC');
    }),
  ).rejects.toThrow('ENOSPC');
  expect(await listSpools(bench.spoolFolder)).toHaveLength(1);
  expect(await bench.replay()).toMatchObject({ storedFiles: 1 });
});
