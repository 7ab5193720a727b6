// Coverage as the open history answers it: over failed writes, restarts and terminals that leave and come back.
import { describe, expect, onTestFinished, test } from 'vitest';
import { nothingMissing, type Coverage, type CoverageRequest } from '../../../../src/shared/coverage.ts';
import { openTelemetryHistory, type TelemetryHistory } from '../../../../src/main/history/telemetry-history.ts';
import { buildBatch, buildMeta, NOON_MS, nsAt } from '../build-batch.ts';
import { readTable } from '../read-table.ts';
import { createTempFolder } from '../temp-folder.ts';

const MIN = 60_000;
const HOUR = 60 * MIN;

async function open(folder = createTempFolder(), atPoint: (name: string) => void = () => undefined) {
  const history = await openTelemetryHistory({ folder, log: () => undefined, atPoint });
  onTestFinished(() => history.close().catch(() => undefined));
  return { folder, history };
}

/** A reply at this minute with the rows of the minute before, every 15 s, of these terminals. */
const minute = (atMin: number, ids: readonly string[]) =>
  buildBatch({ terminals: [60, 45, 30, 15].flatMap((back) => ids.map((id) => ({ id, ns: nsAt(NOON_MS + atMin * MIN - back * 1_000) }))) });
const metaAt = (atMin: number, credentialId = 'cred-1') => buildMeta({ credentialId, requestedAtMs: NOON_MS + atMin * MIN, receivedAtMs: NOON_MS + atMin * MIN });

async function poll(history: TelemetryHistory, fromMin: number, toMin: number, ids: readonly string[]): Promise<void> {
  for (let atMin = fromMin; atMin < toMin; atMin++) await history.append(minute(atMin, ids), metaAt(atMin));
}

const ask = (history: TelemetryHistory, atMin: number, part: Partial<CoverageRequest> = {}): Promise<Coverage> =>
  history.coverage({ deviceId: null, credentialId: null, fromMs: NOON_MS - 24 * HOUR, toMs: NOON_MS + atMin * MIN, ...part }, NOON_MS + atMin * MIN);

test('terminal, account and fleet agree, and a range cuts gaps at its ends', async () => {
  const { history } = await open();
  await poll(history, 1, 4, ['ut-a', 'ut-b']);
  await poll(history, 4, 14, ['ut-b']);
  await poll(history, 14, 16, ['ut-a', 'ut-b']);
  await history.append(minute(16, ['ut-c']), metaAt(16, 'cred-2'));
  const a = await ask(history, 15, { deviceId: 'ut-a' });
  // From 2:45 to 13:00, less the 30 s that a sample covers.
  expect(a.missingMs).toEqual({ ...nothingMissing, silent: 9 * MIN + 45_000 });
  expect(a.gaps).toEqual([{ fromMs: NOON_MS + 2.75 * MIN, toMs: NOON_MS + 13 * MIN, gapClass: 'silent', isOpen: false }]);
  expect(a.share).toBeCloseTo(1 - (9 * 60 + 45) / (15 * 60), 9);
  expect((await ask(history, 15, { deviceId: 'ut-b' }))).toMatchObject({ share: 1, gaps: [], observedMs: 15 * MIN });
  const account = await ask(history, 15, { credentialId: 'cred-1' });
  expect(account).toMatchObject({ terminals: 2, observedMs: 30 * MIN, missingMs: a.missingMs, gaps: [] });
  expect(await ask(history, 16)).toMatchObject({ terminals: 3, missingMs: { silent: a.missingMs.silent } });
  expect(history.accountsSeen()).toEqual(['cred-1', 'cred-2']);
  expect((await ask(history, 15, { deviceId: 'ut-a', fromMs: NOON_MS + 5 * MIN, toMs: NOON_MS + 7 * MIN })).share).toBe(0);
  expect((await ask(history, 7, { credentialId: 'cred-1', fromMs: NOON_MS + 5 * MIN })).missingMs.silent).toBe(2 * MIN);
});

test('what was never seen has no figure', async () => {
  const { history } = await open();
  expect(await ask(history, 1)).toMatchObject({ share: null, observedMs: 0, terminals: 0 });
  expect(await ask(history, 1, { deviceId: 'ut-nobody' })).toMatchObject({ share: null, gaps: [] });
  await poll(history, 1, 2, ['ut-a']);
  expect(await ask(history, 1, { deviceId: 'ut-a', fromMs: NOON_MS - 2 * HOUR, toMs: NOON_MS - HOUR }), 'before its first sight').toMatchObject({ share: null });
});

test('a write that fails leaves no gap behind, and the next try each of them once', async () => {
  let fails = false;
  const { folder, history } = await open(undefined, (name) => {
    if (fails && name === 'before-commit') throw new Error('ENOSPC: no space left on device');
  });
  await poll(history, 1, 2, ['ut-a']);
  fails = true;
  const meta = metaAt(9);
  await expect(history.append(minute(9, ['ut-a']), meta)).rejects.toThrow('ENOSPC');
  expect((await ask(history, 1, { deviceId: 'ut-a' })).gaps).toEqual([]);
  fails = false;
  await history.append(minute(9, ['ut-a']), meta);
  expect((await ask(history, 9, { deviceId: 'ut-a' })).gaps).toHaveLength(1);
  // A late row of the middle splits it, over a restart.
  await history.close();
  const again = await open(folder);
  await again.history.append(buildBatch({ terminals: [{ id: 'ut-a', ns: nsAt(NOON_MS + 5 * MIN) }] }), metaAt(10));
  expect((await ask(again.history, 10, { deviceId: 'ut-a' })).gaps.map(({ fromMs, toMs }) => [(fromMs - NOON_MS) / MIN, (toMs - NOON_MS) / MIN])).toEqual([[8.75, 10], [5, 8], [0.75, 5]]);
  await again.history.close();
  expect(await readTable(folder, 'SELECT count(*)::INTEGER AS gaps FROM terminal_gaps')).toEqual([{ gaps: 2 }]);
});

test('a terminal that left the tables counts up to its last sample; when it comes back the gap began there', async () => {
  const { folder, history } = await open();
  await poll(history, 1, 3, ['ut-a', 'ut-b']);
  await history.append(minute(3 * 1_440, ['ut-b']), metaAt(3 * 1_440));
  await history.expire(NOON_MS + 3 * 1_440 * MIN, 1, new Set());
  const gone = { deviceId: 'ut-a', fromMs: NOON_MS, toMs: NOON_MS + 3 * 1_440 * MIN };
  expect(await ask(history, 3 * 1_440, gone)).toMatchObject({ share: 1, observedMs: 1.75 * MIN });
  await history.close();
  const again = await open(folder);
  expect(await ask(again.history, 3 * 1_440, gone)).toMatchObject({ share: 1, observedMs: 1.75 * MIN });
  await again.history.append(minute(3 * 1_440 + 1, ['ut-a', 'ut-b']), metaAt(3 * 1_440 + 1));
  const back = await ask(again.history, 3 * 1_440 + 1, { ...gone, toMs: NOON_MS + (3 * 1_440 + 1) * MIN });
  expect(back.gaps.at(-1)!.fromMs).toBe(NOON_MS + 1.75 * MIN);
  expect(back.missingMs.lost).toBeGreaterThan(60 * HOUR);
});

test('a clock that stood a year ahead for a while changes no verdict once it is right again', async () => {
  const verdict = async (isWrong: boolean): Promise<Coverage> => {
    const { history } = await open();
    await poll(history, 1, 5, ['ut-a']);
    const yearMin = 365 * 1_440;
    if (isWrong) for (const atMin of [5, 6]) await history.append(minute(atMin, ['ut-a']), metaAt(yearMin + atMin));
    await poll(history, 5, 10, ['ut-a']);
    history.endPolls('cred-1');
    await history.writePolls();
    return ask(history, 70, { deviceId: 'ut-a' });
  };
  const right = await verdict(false);
  expect(right.missingMs['not-polled']).toBeGreaterThan(50 * MIN);
  expect(await verdict(true)).toEqual(right);
});

describe('attempts without a reply', () => {
  test('are known after a kill: what was not polled is no failure, and the other way round', async () => {
    const { folder, history } = await open();
    await poll(history, 1, 3, ['ut-a']);
    const attempt = { credentialId: 'cred-1', fromMs: NOON_MS + 3 * MIN, toMs: NOON_MS + 8 * MIN };
    history.notePoll({ ...attempt, state: 'failing', reason: 'server' });
    await history.writePolls();
    history.notePoll({ ...attempt, fromMs: NOON_MS + 9 * MIN, toMs: NOON_MS + 13 * MIN, state: 'paused', reason: 'disk' });
    await history.writePolls();
    // As a kill leaves it: nothing was told to end.
    await history.close();
    const { history: again } = await open(folder);
    const told = await ask(again, 20, { deviceId: 'ut-a' });
    expect(told.gaps.map(({ gapClass, isOpen }) => [gapClass, isOpen])).toEqual([['not-polled', true], ['api-failed', false]]);
    expect(told.missingMs['api-failed']).toBe(5.75 * MIN);
    expect(told.missingMs['not-polled']).toBe(12 * MIN);
  });
});
