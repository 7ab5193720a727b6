// API V1 for old clients: only when asked for, the account in the path, the same content under other names.
import { afterEach, expect, test } from 'vitest';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { connect, field, holdClock, mintReply, parseStream, type ApiClient } from './simulator-client.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function start(options: SimulatorOptions = {}): Promise<{ simulator: Simulator; v2: ApiClient; v1: ApiClient }> {
  const simulator = await createSimulator({ terminals: 130, accounts: 2, seed: 7, demoCruise: false, startBackS: 60, nowNs: holdClock().nowNs, v1: true, ...options });
  running.push(simulator);
  const [v2, v1] = [await connect(simulator), await connect(simulator, 0, new URL(simulator.url).origin)];
  return { simulator, v2, v1 };
}

const contentOf = <T>(reply: { readonly text: string }): T => field<T>(JSON.parse(reply.text), 'content');

test('without the option V1 is gone, as it is at the service', async () => {
  const { v1 } = await start({ v1: false });
  for (const path of ['/enterprise/v1/accounts', `/enterprise/v1/account/${v1.accountNumber}/service-lines`]) expect((await v1.get(path)).status).toBe(404);
  expect((await v1.post('/telemetry/stream/v1/telemetry', '{}')).status).toBe(404);
});

test('lists: cut where the client wants, the same rows as V2', async () => {
  const { v1, v2 } = await start();
  expect(contentOf(await v1.get('/enterprise/v1/accounts?limit=100&page=0'))).toMatchObject({ totalCount: 1, results: [{ accountNumber: v1.accountNumber, accountName: 'Nordic Fleet', defaultRouterConfigId: 'DVC_CFG-10000000' }] });
  const account = `/enterprise/v1/account/${v1.accountNumber}`;
  const page = contentOf<{ results: Record<string, unknown>[]; limit: number; isLastPage: boolean; totalCount: number }>(await v1.get(`${account}/user-terminals?limit=20&page=1`));
  expect([page.limit, page.results.length, page.isLastPage]).toEqual([20, 20, false]);
  const newest = contentOf<{ results: Record<string, unknown>[] }>(await v2.get('/user-terminals')).results.slice(20, 40);
  expect(page.results.map((row) => row['userTerminalId'])).toEqual(newest.map((row) => row['userTerminalId']));
  expect(page.results.every((row) => typeof row['active'] === 'boolean')).toBe(true);
  expect(contentOf<{ limit: number }>(await v1.get(`${account}/service-lines?`)).limit).toBe(50);
  expect(contentOf(await v1.get(`${account}/service-lines/available-products?limit=100`))).toEqual(contentOf(await v2.get('/products')));
  expect((await v1.get('/enterprise/v1/account/ACC-000000-00000-00/service-lines')).status).toBe(403);
});

test('data usage: paging in the body, and one line by bucket', async () => {
  const { v1, v2 } = await start();
  const old = contentOf<{ results: Record<string, unknown>[]; totalCount: number }>(await v1.post(`/enterprise/v1/accounts/${v1.accountNumber}/billing-cycles/query`, '{"previousBillingCycles":2,"pageIndex":1,"pageLimit":10,"queryByBillingAccount":false}'));
  const now = contentOf<{ results: { serviceLineNumber: string; billingCycles: { dailyDataUsage: object[]; totalPriorityGB: number }[] }[]; totalCount: number }>(await v2.post('/data-usage/query?page=1&limit=10', '{"previousBillingCycles":2}'));
  expect(old).toEqual(now);
  const line = now.results.find((one) => (one.billingCycles.at(-1)?.totalPriorityGB ?? 0) > 0);
  const bins = contentOf<{ assetNumber: string; billingCycles: { dataUsage: { dataBucket: number; totalGB: number }[]; dailyDataUsages: object[] }[] }>(
    await v1.get(`/enterprise/v1/account/${v1.accountNumber}/service-lines/${line?.serviceLineNumber ?? ''}/billing-cycle/all`));
  expect(bins.assetNumber).toBe(line?.serviceLineNumber);
  const last = bins.billingCycles.at(-1);
  expect(last?.dataUsage.find((one) => one.dataBucket === 2 || one.dataBucket === 4)?.totalGB).toBe(line?.billingCycles.at(-1)?.totalPriorityGB);
  expect(last?.dailyDataUsages).toHaveLength(line?.billingCycles.at(-1)?.dailyDataUsage.length ?? -1);
});

test('writes: the line comes back, and V2 sees it', async () => {
  const { v1, v2 } = await start();
  const lines = contentOf<{ results: { serviceLineNumber: string; active: boolean; optInProductId: string | null }[] }>(await v2.get('/service-lines')).results;
  const line = lines.find((one) => one.active && one.optInProductId !== null)?.serviceLineNumber ?? '';
  const path = `/enterprise/v1/account/${v1.accountNumber}/service-lines/${line}`;
  expect(contentOf(await v1.call('PUT', `${path}/nickname`, { nickname: 'Old client' }))).toMatchObject({ serviceLineNumber: line, nickname: 'Old client' });
  expect(contentOf(await v1.call('DELETE', `${path}/opt-in`))).toMatchObject({ isCoolDown: true, activatedBySubjectId: null });
  expect(contentOf(await v2.get(`/service-lines/${line}`))).toMatchObject({ nickname: 'Old client', optInProductId: null });
});

test('the stream wants the account number, shares its cursor with V2, and the other token path mints', async () => {
  const { simulator, v1, v2 } = await start();
  expect((await v1.post('/telemetry/stream/v1/telemetry', '{"batchSize":10}')).status).toBe(400);
  const first = parseStream((await v1.post('/telemetry/stream/v1/telemetry', JSON.stringify({ accountNumber: v1.accountNumber, batchSize: 100, maxLingerMs: 0 }))).text).rows;
  expect(first).toHaveLength(100);
  const rest = parseStream((await v2.stream()).text).rows;
  const seen = new Set(first.map((row) => `${row.deviceId} ${row.timestampNs}`));
  expect(rest.filter((row) => seen.has(`${row.deviceId} ${row.timestampNs}`))).toEqual([]);
  const { clientId = '', clientSecret = '' } = simulator.credentials[0] ?? {};
  const other = { ...simulator, tokenUrl: `${new URL(simulator.url).origin}/auth/connect/token` };
  expect((await mintReply(other, { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret })).status).toBe(200);
});
