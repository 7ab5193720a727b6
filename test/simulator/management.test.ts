// Management reads: envelope, paging, filters, and the snapshot call telemetry/query.
import { isValidCell } from 'h3-js';
import { afterEach, expect, test } from 'vitest';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { connect, field, holdClock, parseStream, type ApiClient } from './simulator-client.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await createSimulator({ terminals: 530, accounts: 2, demoCruise: false, rateLimitPerMinute: null, nowNs: holdClock().nowNs, ...options });
  running.push(simulator);
  return simulator;
}

interface Item { readonly [name: string]: unknown }

async function walk(client: ApiClient, path: string): Promise<{ items: Item[]; totals: Set<number>; pages: number }> {
  const items: Item[] = [];
  const totals = new Set<number>();
  for (let page = 0; ; page++) {
    const reply: unknown = JSON.parse((await client.get(`${path}${path.includes('?') ? '&' : '?'}page=${page}`)).text);
    expect(reply).toMatchObject({ errors: [], warnings: [], information: [], isValid: true, content: { pageIndex: page, limit: 100 } });
    items.push(...field<Item[]>(reply, 'content', 'results'));
    totals.add(field(reply, 'content', 'totalCount'));
    if (field(reply, 'content', 'isLastPage')) return { items, totals, pages: page + 1 };
  }
}

test('account: who this credential is', async () => {
  const simulator = await start();
  for (const [position, name] of ['Nordic Fleet', 'Channel Ops'].entries()) {
    const client = await connect(simulator, position);
    expect(JSON.parse((await client.get('/account?')).text)).toMatchObject({
      content: { accountNumber: client.accountNumber, accountName: name, activeSuspensions: [] }, isValid: true,
    });
  }
});

test.each(['/user-terminals', '/service-lines', '/products'])('%s: the pages hold exactly totalCount different rows', async (path) => {
  const client = await connect(await start());
  const { items, totals, pages } = await walk(client, path);
  expect([...totals]).toEqual([items.length]);
  expect(new Set(items.map((item) => item['userTerminalId'] ?? item['serviceLineNumber'] ?? item['productReferenceId'])).size).toBe(items.length);
  expect(pages).toBe(path === '/products' ? 1 : 3);
  const past = await client.get(`${path}?page=9`);
  expect(field(JSON.parse(past.text), 'content')).toMatchObject({ results: [], isLastPage: true });
  const farthest = 2_147_483_647;
  expect(field(JSON.parse((await client.get(`${path}?page=${farthest}`)).text), 'content')).toMatchObject({ pageIndex: farthest, results: [], isLastPage: true });
  for (const page of ['-1', '', '1.5', 'x', farthest + 1]) expect((await client.get(`${path}?page=${page}`)).status).toBe(400);
});

test('paths: percent-encoded parts, a slash at the end, a question mark without a query', async () => {
  const client = await connect(await start());
  const { items } = await walk(client, '/service-lines');
  const number = String(items[3]?.['serviceLineNumber']);
  const encoded = `/service-lines/${number.replaceAll('-', '%2D')}`;
  for (const path of [encoded, `${encoded}/`, `${encoded}?`]) expect(field(JSON.parse((await client.get(path)).text), 'content', 'serviceLineNumber')).toBe(number);
  expect((await client.post('/telemetry/query/', '{}')).status).toBe(200);
  expect(JSON.parse((await client.get('/service-lines/SL%2Fnone')).text)).toMatchObject({ errors: [{ memberNames: ['serviceLineNumber'] }] });
  for (const query of ['orderByCreatedDateDescending=maybe', 'addressReferenceId=here']) expect((await client.get(`/service-lines?${query}`)).status).toBe(400);
});

test('one account in six owes money: suspended, its last bill overdue; the others are in order', async () => {
  const simulator = await start({ accounts: 6, terminals: 60 });
  const found: [number, string[], number][] = [];
  for (const position of [0, 4]) {
    const client = await connect(simulator, position);
    const invoices = field<{ status: string; dueAmount: number }[]>(JSON.parse((await client.get('/billing/invoices')).text), 'content', 'results');
    found.push([field<unknown[]>(JSON.parse((await client.get('/account')).text), 'content', 'activeSuspensions').length, [...new Set(invoices.map((invoice) => invoice.status))], invoices.length]);
    const due = invoices.reduce((sum, invoice) => sum + invoice.dueAmount, 0);
    expect(field<number>(JSON.parse((await client.get('/billing/balance')).text), 'content', 'balances', 0, 'dueAmount')).toBeCloseTo(due, 2);
  }
  expect(found).toEqual([[0, ['Paid'], 12], [1, ['Overdue', 'Paid'], 12]]);
});

test('managed accounts go by cursor, and only the first account has any', async () => {
  const simulator = await start();
  const first = await connect(simulator, 0);
  const names: string[] = [];
  let key: string | null = '';
  let pages = 0;
  do {
    const reply: unknown = JSON.parse((await first.get(`/managed/accounts${key === '' ? '' : `?cursor=${key}`}`)).text);
    names.push(...field<{ accountName: string }[]>(reply, 'content', 'results').map((one) => one.accountName));
    key = field<string | null>(reply, 'content', 'nextKey');
    pages++;
  } while (key !== null);
  expect([names, pages]).toEqual([['Channel Ops', 'Nordic Fleet Charter', 'Nordic Fleet Training'], 2]);
  expect((await first.get('/managed/accounts?cursor=nonsense')).status).toBe(422);
  const second = await connect(simulator, 1);
  expect(field(JSON.parse((await second.get('/managed/accounts')).text), 'content')).toEqual({ nextKey: null, results: [] });
});

test('user terminals: the filters', async () => {
  const client = await connect(await start());
  const { items } = await walk(client, '/user-terminals');
  const withLine = await walk(client, '/user-terminals?hasServiceLine=true');
  const without = await walk(client, '/user-terminals?hasServiceLine=false');
  expect(without.items.length).toBeGreaterThan(0);
  expect(withLine.items.length + without.items.length).toBe(items.length);
  expect(without.items.every((item) => item['serviceLineNumber'] === null)).toBe(true);
  const [a, b] = withLine.items;
  const two = await walk(client, `/user-terminals?userTerminalIds=${String(a?.['userTerminalId'])}&userTerminalIds=${String(b?.['userTerminalId'])}`);
  expect(two.items).toEqual([a, b]);
  expect((await walk(client, `/user-terminals?serviceLineNumbers=${String(a?.['serviceLineNumber'])}`)).items[0]).toEqual(a);
  expect((await walk(client, `/user-terminals?searchString=${String(a?.['kitSerialNumber']).toLowerCase()}`)).items).toContainEqual(a);
  expect((await client.get('/user-terminals?hasServiceLine=maybe')).status).toBe(400);
});

test('service lines: newest first, the other way round on request, and every terminal’s line exists', async () => {
  const client = await connect(await start());
  const newest = await walk(client, '/service-lines');
  const dates = newest.items.map((item) => String(item['startDate']));
  expect(dates).toEqual([...dates].sort().reverse());
  expect((await walk(client, '/service-lines?orderByCreatedDateDescending=false')).items).toEqual([...newest.items].reverse());
  const numbers = new Set(newest.items.map((item) => item['serviceLineNumber']));
  const used = (await walk(client, '/user-terminals?hasServiceLine=true')).items.map((item) => item['serviceLineNumber']);
  expect(used.filter((number) => !numbers.has(number))).toEqual([]);
  expect(used.length).toBeGreaterThan(new Set(used).size);
  expect(numbers.size).toBeGreaterThan(new Set(used).size);
  const products = new Set((await walk(client, '/products')).items.map((item) => item['productReferenceId']));
  expect(newest.items.every((item) => products.has(item['productReferenceId']))).toBe(true);
});

test('one product cannot be topped up', async () => {
  const { items } = await walk(await connect(await start()), '/products');
  expect(items.filter((item) => item['dataProducts'] === null)).toHaveLength(1);
});

test.each(['/nothing', '/user-terminals/x', '/telemetry/stream'])('GET %s is a 404 with an envelope', async (path) => {
  const client = await connect(await start());
  const reply = await client.get(path);
  expect([reply.status, field(JSON.parse(reply.text), 'isValid')]).toEqual([404, false]);
});

test('telemetry/query paints the newest values and consumes nothing', async () => {
  const clock = holdClock();
  const simulator = await start({ nowNs: clock.nowNs });
  const client = await connect(simulator);
  await client.stream();
  clock.second += 45;
  const content = field(JSON.parse((await client.post('/telemetry/query', '{"includeUserTerminals":true,"includeRouters":true}')).text), 'content');
  const terminals = field<Record<string, Item>>(content, 'userTerminals');
  const { rows } = parseStream((await client.stream()).text);
  const newest = new Map<string, (typeof rows)[number]>();
  for (const row of rows) if ((newest.get(row.deviceId)?.timestampNs ?? 0n) < row.timestampNs) newest.set(row.deviceId, row);
  let compared = 0;
  for (const [id, entry] of Object.entries(terminals)) {
    expect(entry['userTerminalId']).toBe(id);
    expect(isValidCell(String(entry['h3CellId']))).toBe(true);
    const row = newest.get(`ut${id}`);
    const atS = Date.parse(String(entry['timestamp'])) / 1000;
    if (row === undefined || BigInt(atS) * 1_000_000_000n !== row.timestampNs) continue;
    compared++;
    expect(BigInt(`0x${String(entry['h3CellId'])}`).toString()).toBe(row.cells['H3CellId']);
    expect([entry['downlinkThroughputMbps'], entry['popPingLatencyMsAvg'], entry['uptimeSeconds'], entry['countryCode']])
      .toEqual([row.cells['DownlinkThroughput'], row.cells['PingLatencyMsAvg'], row.cells['Uptime'], row.cells['CountryCode']]);
    expect(entry['alertHighTimeObstruction']).toBe((row.cells['ActiveAlerts'] as number[]).includes(66));
  }
  expect(compared).toBeGreaterThan(200);
  const routers = field<Record<string, Item>>(content, 'routers');
  expect(Object.values(routers).every((router) => String(router['userTerminalId']) in terminals)).toBe(true);
  expect(Object.values(terminals).some((entry) => entry['ipAllocations'] !== null)).toBe(true);
  expect(Object.values(terminals).some((entry) => entry['secondsUntilSoftwareUpdateRebootPossible'] === null)).toBe(true);
  expect(simulator.ledger.summary().accounts[0]?.rows).toBe(rows.length);
});

test('telemetry/query: include flags, id filters, refusals', async () => {
  const client = await connect(await start());
  const query = async (body: object): Promise<{ terminals: string[]; routers: string[]; reply: unknown }> => {
    const reply: unknown = JSON.parse((await client.post('/telemetry/query', JSON.stringify(body))).text);
    return { reply, terminals: Object.keys(field<object>(reply, 'content', 'userTerminals')), routers: Object.keys(field<object>(reply, 'content', 'routers')) };
  };
  const everything = await query({ includeUserTerminals: true, includeRouters: true });
  const [terminal = '', router = ''] = [everything.terminals[3], everything.routers[5]];
  expect(await query({ includeUserTerminals: true })).toMatchObject({ terminals: everything.terminals, routers: [] });
  expect(await query({ includeUserTerminals: true, userTerminalIds: [] })).toMatchObject({ terminals: everything.terminals, routers: [] });
  expect(await query({ includeUserTerminals: true, userTerminalIds: [terminal, 'none'], includeRouters: true, routerIds: [router] }))
    .toMatchObject({ terminals: [terminal], routers: [router] });
  // The never unpacked ones are not in the cache.
  expect(everything.terminals.length).toBeLessThan((await walk(client, '/user-terminals')).items.length);
  for (const body of ['{"accountNumber":"x"}', '{"includeRouters":1}', '{"routerIds":[1]}', 'x']) expect((await client.post('/telemetry/query', body)).status).toBe(400);
});

test('telemetry/query keeps the last sample of a terminal that fell silent', async () => {
  const clock = holdClock();
  const client = await connect(await start({ nowNs: clock.nowNs }));
  const findAges = async (): Promise<number[]> => {
    const reply: unknown = JSON.parse((await client.post('/telemetry/query', '{"includeUserTerminals":true}')).text);
    return Object.values(field<Record<string, Item>>(reply, 'content', 'userTerminals')).map((entry) => clock.second - Date.parse(String(entry['timestamp'])) / 1000);
  };
  let ages = await findAges();
  // Some terminal is silent for half an hour out of every few.
  for (let step = 0; step < 24 && Math.max(...ages) < 60; step++) {
    clock.second += 1200;
    ages = await findAges();
  }
  expect(Math.max(...ages)).toBeGreaterThan(60);
  expect(Math.max(...ages)).toBeLessThan(71 * 60);
  expect(Math.min(...ages)).toBeGreaterThan(0);
  expect(ages.filter((age) => age > 15).length).toBeLessThan(20);
});
