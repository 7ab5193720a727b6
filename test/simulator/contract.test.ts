// Every management reply against Starlink's own OpenAPI file, and every management request of our client. Skipped where the file is absent.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createManagementEngine } from '../../src/main/poll-loops/management-engine.ts';
import { ok } from '#shared/result.ts';
import { createSimulator, type Fault, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { selfSigned } from '../main/starlink/self-signed-certificate.ts';
import { createTestPorts, roundOver } from '../main/poll-loops/management-ports.ts';
import { loadContract, type Contract } from './openapi-contract.ts';
import { openRecordingProxy, type RecordingProxy } from './recording-proxy.ts';
import { connect, field, holdClock, mint, type ApiClient } from './simulator-client.ts';

// Only a guard against hanging: two cores may be busy with other things.
vi.setConfig({ testTimeout: 120_000 });

const loaded = loadContract();
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Stage {
  readonly contract: Contract;
  readonly simulator: Simulator;
  readonly proxy: RecordingProxy;
  client(position?: number): Promise<ApiClient>;
  /** Everything that went over the wire so far, both ways, against the file. */
  problems(): string[];
}

async function setUp(options: SimulatorOptions): Promise<Stage> {
  const contract = loaded;
  if (contract === null) throw new Error('skipped without the file');
  const simulator = await createSimulator({ accounts: 1, demoCruise: false, rateLimitPerMinute: null, nowNs: holdClock().nowNs, ...options });
  closers.push(() => simulator.stop());
  const proxy = await openRecordingProxy(simulator.url);
  closers.push(() => proxy.close());
  return {
    contract, simulator, proxy,
    client: (position = 0) => connect(simulator, position, proxy.url),
    problems: () => [...new Set(proxy.seen.flatMap((seen) => contract.checkReply(seen)))],
  };
}

/** All pages of a list, whichever way it is paged; gives the rows. */
async function walk(client: ApiClient, method: string, list: string, body?: unknown): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (let page = 0; ; page++) {
    const reply = await client.call(method, `${list}${list.includes('?') ? '&' : '?'}page=${page}`, body);
    const content = field<{ results: Record<string, unknown>[]; isLastPage: boolean; totalCount: number }>(JSON.parse(reply.text), 'content');
    rows.push(...content.results);
    if (content.isLastPage) {
      expect([list, rows.length]).toEqual([list, content.totalCount]);
      return rows;
    }
  }
}

const lists = ['/products', '/addresses', '/billing/invoices', '/contacts', '/service-lines', '/user-terminals', '/routers/configs', '/routers/configs/tls', '/routers/sandbox/clients'];
const others = [
  '/account', '/account?', '/billing/balance', '/managed/accounts', '/managed/accounts/tree', '/managed/accounts?cursor=nonsense', '/data-pools', '/data-pools/usage',
  '/routers/configs/default', '/routers/local-content', '/user-terminals/l2vpn', '/routers/configs/DVC_CFG-10000000', '/routers/configs/none', '/routers/none',
  '/mobile/map/2026-11-23T00:00:00Z', '/mobile/timeseries/2026-11-23T00:00:00Z', '/mobile/radio-access-network/2026-11-23T00:00:00Z',
  '/service-lines/none', '/service-lines/none/billing-cycles/partial-periods', '/billing/invoices/none', '/addresses/none', '/addresses/00000000-0000-4000-8000-000000000000',
  '/addresses?addressIds=none', '/user-terminals?hasServiceLine=maybe', '/user-terminals?hasServiceLine=false', '/service-lines?orderByCreatedDateDescending=false&searchString=a',
  '/routers/sandbox/clients?sandboxId=1&expiryAfter=2026-01-01T00%3A00%3A00Z', ...lists.flatMap((list) => [`${list}?page=99`, `${list}?page=x`]),
];

/** Every read there is, every page, every item. */
async function readEverything(client: ApiClient, itemsOf: (rows: Record<string, unknown>[]) => Record<string, unknown>[] = (rows) => rows): Promise<void> {
  const rows = new Map<string, Record<string, unknown>[]>();
  for (const list of lists) rows.set(list, await walk(client, 'GET', list));
  for (const other of others) await client.get(other);
  for (const one of itemsOf(rows.get('/service-lines') ?? [])) {
    const line = `/service-lines/${encodeURIComponent(String(one['serviceLineNumber']))}`;
    await client.get(line);
    await client.get(`${line}/billing-cycles/partial-periods`);
  }
  for (const one of itemsOf(rows.get('/addresses') ?? [])) await client.get(`/addresses/${String(one['addressReferenceId'])}`);
  for (const one of itemsOf(rows.get('/billing/invoices') ?? [])) await client.get(`/billing/invoices/${String(one['invoiceId'])}`);
  for (const one of itemsOf(rows.get('/user-terminals') ?? []).slice(0, 30)) {
    for (const router of one['routers'] as { routerId: string }[]) await client.get(`/routers/${router.routerId}`);
  }
  await walk(client, 'POST', '/data-usage/query?limit=250', { previousBillingCycles: 12, activeServiceLinesOnly: false });
  await walk(client, 'POST', '/data-usage/query', {});
  for (const body of [{ previousBillingCycles: -1 }, { serviceLineNumbers: 'x' }, { stray: 1 }, { serviceLineNumbers: [], queryStartDate: '2026-09-12T00:00:00Z' }]) await client.call('POST', '/data-usage/query', body);
  await client.call('POST', '/data-usage/query?limit=251', {});
}

describe.skipIf(loaded === null)('the OpenAPI file as an oracle', () => {
  test.each([
    { seed: 1, terminals: 0, accounts: 1 }, { seed: 7, terminals: 40, accounts: 3 }, { seed: 3, terminals: 620, accounts: 2 }, { seed: 11, terminals: 25, accounts: 6 },
  ])('every read of every account is as declared: %j', async (fleet) => {
    const stage = await setUp(fleet);
    for (let account = 0; account < fleet.accounts; account++) await readEverything(await stage.client(account), (rows) => rows.slice(0, 60));
    expect(stage.problems()).toEqual([]);
    const requests = stage.proxy.seen.filter((seen) => seen.status < 300).flatMap((seen) => stage.contract.checkRequest(seen));
    expect([...new Set(requests)]).toEqual([]);
    expect(stage.proxy.seen.length).toBeGreaterThan(60);
  });

  test('ten thousand terminals: the pages of a large account', async () => {
    const stage = await setUp({ seed: 7, terminals: 10_000 });
    const client = await stage.client();
    for (const list of ['/user-terminals', '/service-lines', '/addresses']) await walk(client, 'GET', list);
    for (const page of [0, 20, 39]) await client.call('POST', `/data-usage/query?limit=250&page=${page}`, { previousBillingCycles: 12, activeServiceLinesOnly: false });
    expect(stage.problems()).toEqual([]);
  });

  test('every write, accepted and refused, and what is read afterwards; no call of the file is left out', async () => {
    const stage = await setUp({ seed: 7, terminals: 60, accounts: 2 });
    const client = await stage.client();
    await client.get('/managed/accounts');
    await writeEverything(client);
    await readEverything(client);
    expect(stage.problems()).toEqual([]);
    const done = new Set(stage.proxy.seen.filter((seen) => seen.status < 300 || gated.test(seen.path)).map((seen) => stage.contract.operationOf(seen.method, seen.path)));
    expect(stage.contract.operations().filter((operation) => !done.has(operation))).toEqual([]);
    const accepted = stage.proxy.seen.filter((seen) => seen.status < 300).flatMap((seen) => stage.contract.checkRequest(seen));
    expect(accepted).toEqual([]);
  });

  test('faults that speak JSON speak it as declared', async () => {
    const stage = await setUp({ seed: 7, terminals: 30 });
    const faults: Fault[] = [
      { kind: 'forbidden' }, { kind: 'forbidden', bare: true }, { kind: 'tooManyRequests' }, { kind: 'unprocessable', message: 'No.' }, { kind: 'unauthorized', times: 1 },
      { kind: 'status', status: 500 }, { kind: 'status', status: 503 }, { kind: 'status', status: 404 }, { kind: 'unprocessable', afterEffect: true },
    ];
    for (const fault of faults) {
      const client = await stage.client();
      stage.simulator.setFault(fault);
      const bare = 'bare' in fault;
      const calls = fault.kind === 'unauthorized' ? ['/account'] : [...lists, '/account', '/managed/accounts', '/managed/accounts/tree'];
      // A 403 without a body is real, but not where the file declares one.
      for (const call of calls.filter((one) => !bare || !/contacts|managed/.test(one))) await client.get(call);
      stage.simulator.clearFaults();
    }
    const client = await stage.client();
    stage.simulator.setFault({ kind: 'pageDrift' });
    await client.call('POST', '/data-usage/query?limit=10&page=1', {});
    await client.get('/nothing/here');
    await client.get('/managed/accounts');
    expect(stage.problems()).toEqual([]);
  });

  test('an envelope that says isValid false on 200 lacks what the call declares: the file shows it', async () => {
    const stage = await setUp({ terminals: 5 });
    stage.simulator.setFault({ kind: 'invalid' });
    await (await stage.client()).get('/account');
    expect(stage.problems()).toEqual(['GET /account 200: content is missing']);
  });

  test('whatever our management poller asks for is as declared, and so are the answers', async () => {
    const stage = await setUp({ seed: 7, terminals: 230, accounts: 2, nowNs: () => BigInt(Date.now()) * 1_000_000n });
    const { clientId = '', clientSecret = '' } = stage.simulator.credentials[0] ?? {};
    const accessToken = await mint(stage.simulator, clientId, clientSecret);
    const folder = await mkdtemp(path.join(tmpdir(), 'groundtrack-contract-'));
    closers.push(() => rm(folder, { recursive: true, force: true }));
    const engine = await createManagementEngine({ folder, log: () => undefined, onCurrent: () => undefined });
    closers.push(() => engine.close());
    const ports = createTestPorts(stage.proxy.url);
    ports.changeable.token = () => Promise.resolve(ok({ accessToken, expiresAtMs: Infinity }));
    const over = ports.until(roundOver);
    await engine.startAccount(ports);
    await over;
    const asked = new Set(stage.proxy.seen.map((seen) => stage.contract.operationOf(seen.method, seen.path)));
    for (const call of ['GET /account', 'GET /managed/accounts', 'GET /user-terminals', 'GET /service-lines', 'GET /products']) expect(asked).toContain(call);
    expect(stage.proxy.seen.flatMap((seen) => stage.contract.checkRequest(seen))).toEqual([]);
    expect(stage.problems()).toEqual([]);
  });

  test('the oracle itself: it sees a stray field, a missing one, a wrong type, a null, and lets exactly the honest nulls pass', async () => {
    const stage = await setUp({ terminals: 5 });
    await (await stage.client()).get('/service-lines');
    const [seen] = stage.proxy.seen;
    if (seen === undefined) throw new Error('nothing seen');
    const bent = (change: (line: Record<string, unknown>) => void): string[] => {
      const body = JSON.parse(seen.replyBody) as { content: { results: Record<string, unknown>[] } };
      change(body.content.results[0] ?? {});
      return stage.contract.checkReply({ ...seen, replyBody: JSON.stringify(body) });
    };
    expect(bent(() => undefined)).toEqual([]);
    expect(bent((line) => { line['colour'] = 'red'; })).toHaveLength(1);
    expect(bent((line) => { delete line['publicIp']; })).toHaveLength(1);
    expect(bent((line) => { line['active'] = 'yes'; })).toHaveLength(1);
    expect(bent((line) => { line['productReferenceId'] = null; })).toHaveLength(1);
    expect(bent((line) => { line['dataBlocks'] = null; })).toHaveLength(1);
    expect(bent((line) => { line['startDate'] = 'yesterday'; })).toHaveLength(1);
    expect(stage.contract.checkReply({ ...seen, status: 418 })).toHaveLength(1);
    const ask = (query: string, body: string): string[] => stage.contract.checkRequest({ method: 'POST', path: `/data-usage/query${query}`, requestType: 'application/json', requestBody: body });
    expect(ask('?page=0&limit=50', '{"previousBillingCycles":12}')).toEqual([]);
    expect(ask('?pageIndex=0', '{}')).toHaveLength(1);
    expect(ask('?page=first', '{}')).toHaveLength(1);
    expect(ask('', '{"pageLimit":50}')).toHaveLength(1);
    expect(ask('', '{"activeServiceLinesOnly":null}')).toHaveLength(1);
  });
});

const gated = /^\/(data-pools|mobile|flights|managed\/customers)|consume-from-pool/;

const tlsCertificate = Buffer.from(selfSigned.cert).toString('base64');

async function writeEverything(client: ApiClient): Promise<void> {
  const lines = await walk(client, 'GET', '/service-lines');
  const products = await walk(client, 'GET', '/products');
  const productOf = (line: Record<string, unknown>): Record<string, unknown> => products.find((one) => one['productReferenceId'] === line['productReferenceId']) ?? {};
  const topUpOf = (line: Record<string, unknown>): string => field<string>(productOf(line), 'dataProducts', 'topUpProduct', 'productId');
  const active = lines.filter((line) => line['active'] === true);
  const fine = active.find((line) => productOf(line)['dataProducts'] !== null && line['optInProductId'] === null) ?? {};
  const restricted = active.find((line) => productOf(line)['dataProducts'] === null) ?? {};
  const ended = lines.find((line) => line['active'] === false) ?? { serviceLineNumber: 'none' };
  const at = (line: Record<string, unknown>, what: string): string => `/service-lines/${String(line['serviceLineNumber'])}${what}`;
  const block = field<string>(productOf(fine), 'dataProducts', 'dataBlockProducts', 0, 'productId');
  const addresses = await walk(client, 'GET', '/addresses');
  const [terminal, second] = (await walk(client, 'GET', '/user-terminals?hasServiceLine=true'));
  const router = field<string>((await walk(client, 'GET', '/user-terminals')).find((one) => (one['routers'] as unknown[]).length > 0), 'routers', 0, 'routerId');
  const place = { addressLines: ['1 Quay'], formattedAddress: '1 Quay, Port', latitude: 50, longitude: 3 };
  const certificate = Buffer.from('-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----').toString('base64');

  const writes: readonly (readonly [string, string, unknown?])[] = [
    ['PUT', at(fine, '/nickname'), { nickname: 'MV Renamed' }], ['PUT', at(fine, '/nickname'), { nickname: '' }], ['PUT', at(fine, '/nickname'), { name: 'x' }],
    ['PUT', '/service-lines/none/nickname', { nickname: 'x' }],
    ['PUT', at(fine, '/public-ip'), { publicIp: true }], ['PUT', at(fine, '/public-ip'), {}],
    ['POST', at(fine, '/data/top-up'), { productId: topUpOf(fine), count: 2 }], ['POST', at(fine, '/data/top-up'), { productId: topUpOf(fine), count: 2 }],
    ['POST', at(fine, '/data/top-up'), { productId: 'other', count: 1 }], ['POST', at(fine, '/data/top-up'), { productId: topUpOf(fine), count: 0 }],
    ['POST', at(fine, '/data/top-up'), { count: 1 }], ['POST', at(restricted, '/data/top-up'), { productId: topUpOf(fine), count: 1 }],
    ['POST', at(ended, '/data/top-up'), { productId: topUpOf(fine), count: 1 }],
    ['POST', at(fine, '/data/opt-in')], ['POST', at(fine, '/data/opt-out')], ['POST', at(restricted, '/data/opt-in')],
    ['POST', at(active.find((line) => line['optInProductId'] !== null) ?? {}, '/data/opt-out')],
    ['PUT', at(fine, '/data/recurring'), { recurringDataBlocks: [{ productId: block, count: 5 }], applyToCurrentMonth: true }],
    ['PUT', at(fine, '/data/recurring'), { recurringDataBlocks: [{ productId: 'none', count: 5 }] }], ['PUT', at(fine, '/data/recurring'), { dataPoolId: 'pool' }],
    ...products.map((product) => ['PUT', at(fine, '/product'), { productReferenceId: product['productReferenceId'], delayUpdate: true }] as const),
    ['PUT', at(fine, '/product'), { productReferenceId: 'none' }],
    ['PATCH', at(fine, '/consume-from-pool?consumeFromPool=true')], ['POST', '/data-pools/pool/set-automatic-top-up?enabled=true'],
    ['POST', '/flights/status', { tailNumber: 'N1', flightNumber: 'AB12', eventType: 'Departure' }],
    ['POST', '/managed/customers', { firstName: 'A', lastName: 'B', email: 'a@b.example', phone: '1', locale: 'en' }],
    ['POST', '/service-lines', { addressReferenceId: addresses[0]?.['addressReferenceId'], productReferenceId: products[0]?.['productReferenceId'], dataBlockProducts: { recurringDataBlocks: [{ productId: block, count: 1 }] } }],
    ['POST', '/service-lines', { addressReferenceId: addresses[0]?.['addressReferenceId'], productReferenceId: 'none' }], ['POST', '/service-lines', {}],
    ['DELETE', at(active.at(-1) ?? {}, '?endNow=true&reasonForCancellation=sold')], ['DELETE', at(active.at(-2) ?? {}, '')], ['DELETE', '/service-lines/none'],
    ['DELETE', `/user-terminals/${String(terminal?.['kitSerialNumber'])}`],
    ['DELETE', at({ serviceLineNumber: terminal?.['serviceLineNumber'] }, `/user-terminals/${String(terminal?.['userTerminalId'])}`)],
    ['DELETE', `/user-terminals/${String(terminal?.['kitSerialNumber'])}`], ['POST', '/user-terminals', { deviceId: terminal?.['dishSerialNumber'] }], ['POST', '/user-terminals', { deviceId: 'none' }],
    ['POST', at({ serviceLineNumber: terminal?.['serviceLineNumber'] }, '/user-terminals'), { deviceId: terminal?.['kitSerialNumber'] }],
    ['POST', at({ serviceLineNumber: terminal?.['serviceLineNumber'] }, '/user-terminals'), { deviceId: second?.['kitSerialNumber'] }],
    ['POST', `/user-terminals/${String(terminal?.['kitSerialNumber'])}/reboot`], ['POST', '/user-terminals/none/reboot'], ['POST', `/routers/${router}/reboot`], ['POST', '/routers/none/reboot'],
    ['PUT', '/user-terminals/configs/assign', { configId: null, userTerminalIds: [terminal?.['userTerminalId']] }], ['PUT', '/user-terminals/configs/assign', { userTerminalIds: ['none'] }],
    ['PUT', `/user-terminals/${String(terminal?.['userTerminalId'])}/l2vpn`, []], ['PUT', `/user-terminals/${String(terminal?.['userTerminalId'])}/l2vpn`, [{ circuitIds: ['c'], customerVlans: [1] }]],
    ['POST', '/addresses', place], ['POST', '/addresses', { ...place, latitude: 91 }], ['POST', '/addresses', { formattedAddress: 'x' }],
    ['PUT', `/addresses/${String(addresses[0]?.['addressReferenceId'])}`, { ...place, metadata: 'home', administrativeArea: 'West' }],
    ['POST', '/contacts', { firstName: 'A', lastName: 'B', email: 'a@b.example', phoneNumber: '1', locale: 'en', roles: ['Admin'] }], ['POST', '/contacts', { firstName: 'A' }],
    ['POST', '/routers/configs', { nickname: 'Crew', routerConfigJson: '{}' }], ['POST', '/routers/configs', { routerConfigJson: '{' }],
    ['PUT', '/routers/configs/DVC_CFG-11111111', { routerConfigJson: '{"a":1}' }], ['PUT', '/routers/configs/default', { configId: 'DVC_CFG-11111111' }], ['PUT', '/routers/configs/default', { configId: 'none' }],
    ['PUT', '/routers/configs/assign', { configId: 'DVC_CFG-11111111', routerIds: [router] }], ['PUT', '/routers/configs/assign', { routerIds: ['none'] }],
    ['POST', '/routers/configs/tls', { certificateBase64Pem: certificate, keyBase64Pem: 'a2V5' }], ['POST', '/routers/configs/tls', { certificateBase64Pem: tlsCertificate, keyBase64Pem: 'a2V5' }],
    ['DELETE', '/routers/configs/tls', { certificateBase64Pem: certificate }], ['GET', '/routers/configs/tls'], ['DELETE', '/routers/configs/tls', { certificateBase64Pem: tlsCertificate }],
    ['POST', '/routers/sandbox/clients', [{ clientId: 'aa:bb', sandboxId: 1, expiry: '2026-12-01T00:00:00Z' }]], ['POST', '/routers/sandbox/clients', [{ clientId: 'aa:bb' }]],
    ['PUT', '/routers/sandbox/heartbeat', { healthy: true }], ['PUT', '/routers/sandbox/heartbeat', {}],
  ];
  for (const [method, where, body] of writes) await client.call(method, where, body);
  const made = (await walk(client, 'GET', '/contacts')).at(-1)?.['subjectId'];
  for (const [method, body] of [['PUT', { roles: ['Technical'] }], ['DELETE', undefined], ['DELETE', undefined]] as const) await client.call(method, `/contacts/${String(made)}`, body);
  const form = '--b\r\nContent-Disposition: form-data; name="File"; filename="port.html"\r\nContent-Type: text/html\r\n\r\n<p>Welcome</p>\r\n--b--\r\n';
  await client.post('/routers/local-content', form, { headers: { 'Content-Type': 'multipart/form-data; boundary=b' } });
}
