// Engine, token manager and budget together against the simulator, over real HTTP and on a real file.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ok } from '#shared/result.ts';
import { createRequestBudget } from '../../../src/main/credentials/request-budget.ts';
import { createTokenManager, type TokenOutcome } from '../../../src/main/credentials/token-manager.ts';
import { createManagementEngine } from '../../../src/main/poll-loops/management-engine.ts';
import { fetchToken } from '../../../src/main/starlink/token-api.ts';
import { createSimulator, type SimulatorOptions } from '../../../src/simulator/simulator.ts';
import { createTestPorts, roundOver } from './management-ports.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function setUp(options: SimulatorOptions, secret?: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'groundtrack-simulator-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  const simulator = await createSimulator({ accounts: 1, seed: 7, ...options });
  closers.push(() => simulator.stop());
  const [credential] = simulator.credentials;
  if (!credential) throw new Error('the simulator has no credential');
  const held = { secret: secret ?? credential.clientSecret };
  const tokens = createTokenManager({
    fetchToken: ({ clientId, clientSecret }) => fetchToken({ tokenUrl: simulator.tokenUrl, clientId, clientSecret, now: Date.now, timeoutMs: 10_000 }),
    secretOf: () => Promise.resolve(ok(held.secret)), clientIdOf: () => credential.clientId, now: Date.now,
  });
  const outcomes: TokenOutcome[] = [];
  tokens.onOutcome((outcome) => outcomes.push(outcome));
  const budget = createRequestBudget({ now: Date.now });
  const engine = await createManagementEngine({ folder, log: () => undefined, onCurrent: () => undefined });
  closers.push(() => engine.close());
  const ports = createTestPorts(simulator.url);
  ports.changeable.token = (rejected) => tokens.token('c1', rejected);
  ports.changeable.lease = (group) => budget.lease('c1', group);
  const nextRound = async (start: () => unknown) => {
    const over = ports.until(roundOver);
    await start();
    return over;
  };
  const current = () => engine.current()[0];
  return { simulator, credential, held, tokens, outcomes, budget, ports, current, engine, start: () => nextRound(() => engine.startAccount(ports)), pollAgain: () => nextRound(() => engine.pollNow('c1')) };
}

describe('against the simulator', () => {
  test('a fleet of 1,234 terminals comes whole, once each, inside the budget', async () => {
    const { credential, current, start, budget, outcomes, ports } = await setUp({ terminals: 1_234 });
    expect(await start()).toMatchObject({ phase: 'waiting', lastError: null });
    expect(current()?.account).toMatchObject({ accountNumber: credential.accountNumber });
    const ids = current()?.terminals?.map((row) => row.deviceId) ?? [];
    expect(ids).toHaveLength(1_234);
    expect(new Set(ids).size).toBe(1_234);
    const lines = new Set(current()?.serviceLines?.map((row) => row.serviceLineNumber));
    for (const terminal of current()?.terminals ?? []) if (terminal.serviceLineNumber !== null) expect(lines).toContain(terminal.serviceLineNumber);
    const products = new Set(current()?.products?.map((row) => row.productReferenceId));
    for (const line of current()?.serviceLines ?? []) expect(products).toContain(line.productReferenceId);
    expect(budget.used('c1')).toBe(ports.exchanges.length);
    expect(outcomes).toMatchObject([{ authentication: 'Successful' }]);
    expect(ports.problems.size).toBe(0);
  });

  test('thirteen cycles of usage come whole, add up, and are asked for inside the budget; the second round tells hardly anything', async () => {
    const { current, start, pollAgain, ports, budget, engine } = await setUp({ terminals: 60 });
    await start();
    expect([...ports.problems.values()]).toEqual([]);
    const usage = (await engine.loadUsage())[0]?.usage;
    const cyclesOf = new Map<string, number>();
    for (const { serviceLineNumber } of usage?.months ?? []) cyclesOf.set(serviceLineNumber ?? '', (cyclesOf.get(serviceLineNumber ?? '') ?? 0) + 1);
    const lines = new Set(current()?.serviceLines?.map((row) => row.serviceLineNumber));
    for (const line of cyclesOf.keys()) expect(lines).toContain(line);
    expect(Math.max(...cyclesOf.values())).toBe(13);
    expect(new Set(usage?.months.map(({ side }) => side)).has(null)).toBe(false);
    // Days are exact, totals are rounded to two decimals.
    for (const month of usage?.months ?? []) {
      const days = (usage?.days ?? []).filter((row) => row.serviceLineNumber === month.serviceLineNumber && (row.dateMs ?? 0) >= (month.cycleStartMs ?? 0) && (row.dateMs ?? 0) < (month.cycleEndMs ?? 0));
      const sum = days.reduce((total, row) => total + (row.fixedPriorityGB ?? 0) + (row.mobilePriorityGB ?? 0), 0);
      expect(Math.abs(sum - (month.priorityGB ?? NaN))).toBeLessThan(0.5);
    }
    const calls = ports.exchanges.length;
    await pollAgain();
    expect(ports.exchanges.length - calls).toBeLessThan(calls);
    expect(budget.used('c1')).toBe(ports.exchanges.length);
  });

  test('page drift removes nothing and says so until it ends', async () => {
    const { simulator, current, start, pollAgain, ports } = await setUp({ terminals: 350 });
    await start();
    const undo = simulator.setFault({ kind: 'pageDrift', call: 'userTerminals' });
    await pollAgain();
    expect(current()?.terminals).toHaveLength(350);
    expect([...ports.problems.keys()]).toEqual(['user-terminals']);
    undo();
    await pollAgain();
    expect(ports.problems.size).toBe(0);
    expect(current()?.terminals).toHaveLength(350);
  });

  test('a token that is suddenly worth nothing is replaced without a word', async () => {
    const { simulator, start, outcomes, ports } = await setUp({ terminals: 250 });
    simulator.setFault({ kind: 'unauthorized', call: 'userTerminals', after: 1 });
    expect(await start()).toMatchObject({ phase: 'waiting', lastError: null });
    expect(ports.exchanges.filter(({ status }) => status === 401)).toHaveLength(1);
    expect(outcomes).toMatchObject([{ authentication: 'Successful' }, { authentication: 'Successful' }]);
    expect(ports.problems.size).toBe(0);
  });

  test('a wrong secret fails with the reason; the right one polls at once', async () => {
    const { credential, held, tokens, current, start, pollAgain, outcomes, ports } = await setUp({ terminals: 5 }, 'not-the-secret');
    const status = await start();
    expect(status).toMatchObject({ phase: 'failing' });
    expect(outcomes).toMatchObject([{ authentication: 'Failed' }]);
    expect(JSON.stringify([status, outcomes, ports.logged, ports.exchanges])).not.toContain('not-the-secret');
    held.secret = credential.clientSecret;
    tokens.forget('c1');
    expect(await pollAgain()).toMatchObject({ phase: 'waiting', lastError: null });
    expect(current()?.terminals).toHaveLength(5);
    expect(outcomes.at(-1)).toMatchObject({ authentication: 'Successful' });
  });

  test('a missing permission blanks one list only and names it', async () => {
    const { simulator, current, start, ports } = await setUp({ terminals: 5 });
    simulator.setFault({ kind: 'forbidden', feature: 'ServicePlan' });
    await start();
    expect([current()?.serviceLines, current()?.products]).toEqual([undefined, undefined]);
    expect(current()?.terminals).toHaveLength(5);
    expect([...ports.problems.keys()].sort()).toEqual(['data-usage', 'products', 'service-lines']);
    expect(ports.problems.get('products')?.cause).toContain('Service plan, View');
  });
});
