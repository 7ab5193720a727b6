// Faults instead of an answer, page drift, refused connections, rates, and the control endpoint.
import { afterEach, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/simulator.ts';
import { connect, field, holdClock, mint, mintReply, parseStream, send } from './simulator-client.ts';
import { patient } from '../patient.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await createSimulator({ terminals: 20, accounts: 2, demoCruise: false, startBackS: 60, nowNs: holdClock().nowNs, ...options });
  running.push(simulator);
  return simulator;
}

test('unauthorized: one 401, the token is dead, a fresh one works, no rows are lost', async () => {
  const simulator = await start({ faults: [{ kind: 'unauthorized', call: 'stream' }] });
  const client = await connect(simulator);
  expect((await client.stream()).status).toBe(401);
  expect((await client.get('/account')).status).toBe(401);
  const again = await connect(simulator);
  const { rows } = parseStream((await again.stream()).text);
  expect(rows.length).toBeGreaterThan(60);
  expect(simulator.ledger.summary().accounts[0]?.rowsLost).toBe(0);
});

test('forbidden hits the calls of one feature only, with the body of the service', async () => {
  const simulator = await start({ faults: [{ kind: 'forbidden', feature: 'ServicePlan' }] });
  const client = await connect(simulator);
  const reply = await client.get('/service-lines');
  expect(reply.status).toBe(403);
  expect(JSON.parse(reply.text)).toMatchObject({
    content: { accountId: client.accountNumber, requiredPermission: { featureAccess: 9, permission: 0 }, featureAccessString: 'ServicePlan' }, isValid: false,
  });
  expect((await client.get('/products')).status).toBe(403);
  expect((await client.get('/user-terminals')).status).toBe(200);
  expect((await client.stream()).status).toBe(200);
  simulator.clearFaults();
  simulator.setFault({ kind: 'forbidden', call: 'account', bare: true });
  expect(await client.get('/account')).toMatchObject({ status: 403, text: '' });
});

test('each kind of answer in the call’s place', async () => {
  const simulator = await start();
  const client = await connect(simulator);
  simulator.setFault({ kind: 'tooManyRequests', retryAfterS: 7, call: 'account', times: 1 });
  simulator.setFault({ kind: 'tooManyRequests', call: 'products', times: 1 });
  simulator.setFault({ kind: 'unprocessable', message: 'The line is asleep.', call: 'serviceLines' });
  simulator.setFault({ kind: 'status', status: 404, call: 'stream', times: 1 });
  simulator.setFault({ kind: 'status', status: 500, body: 'boom', call: 'stream', times: 1, after: 1 });
  simulator.setFault({ kind: 'html', call: 'query' });
  simulator.setFault({ kind: 'invalid', message: 'Suspended.', call: 'userTerminals' });
  simulator.setFault({ kind: 'reset', call: 'managedAccounts' });

  const limited = await client.get('/account');
  expect([limited.status, limited.headers['retry-after']]).toEqual([429, '7']);
  expect((await client.get('/account')).status).toBe(200);
  expect((await client.get('/products')).headers['retry-after']).toBeUndefined();
  const unprocessable = await client.get('/service-lines');
  expect([unprocessable.status, field(JSON.parse(unprocessable.text), 'errors', 0, 'errorMessage')]).toEqual([422, 'The line is asleep.']);
  expect((await client.stream()).status).toBe(404);
  expect(await client.stream()).toMatchObject({ status: 500, text: 'boom' });
  expect(parseStream((await client.stream()).text).rows.length).toBeGreaterThan(60);
  const page = await client.post('/telemetry/query', '{}');
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(JSON.parse((await client.get('/user-terminals')).text)).toMatchObject({ isValid: false, errors: [{ errorMessage: 'Suspended.' }] });
  expect((await client.get('/managed/accounts')).status).toBeNull();
});

test('a fault can be aimed at one account, and taken away again', async () => {
  const simulator = await start();
  const [first, second] = [await connect(simulator, 0), await connect(simulator, 1)];
  const undo = simulator.setFault({ kind: 'status', status: 503, account: second.accountNumber });
  expect((await first.get('/account')).status).toBe(200);
  expect((await second.get('/account')).status).toBe(503);
  undo();
  expect((await second.get('/account')).status).toBe(200);
});

test('a fault can hit a share of the traffic', async () => {
  const simulator = await start({ rateLimitPerMinute: null });
  const client = await connect(simulator);
  simulator.setFault({ kind: 'status', status: 503, oneIn: 3, after: 1, times: 2 });
  const statuses: (number | null)[] = [];
  for (let call = 0; call < 9; call++) statuses.push((await client.get('/account')).status);
  expect(statuses).toEqual([200, 503, 200, 200, 503, 200, 200, 200, 200]);
});

test('a token fault has to name the token call', async () => {
  const simulator = await start();
  const credential = simulator.credentials[0];
  const fields = { grant_type: 'client_credentials', client_id: credential?.clientId ?? '', client_secret: credential?.clientSecret ?? '' };
  simulator.setFault({ kind: 'status', status: 500 });
  expect((await mintReply(simulator, fields)).status).toBe(200);
  simulator.setFault({ kind: 'status', status: 502, call: 'token' });
  expect((await mintReply(simulator, fields)).status).toBe(502);
});

test('page drift: one terminal twice, one missing, the count unchanged', async () => {
  const simulator = await start({ terminals: 250, accounts: 1 });
  const client = await connect(simulator);
  const walk = async (): Promise<string[]> => {
    const ids: string[] = [];
    for (const page of [0, 1, 2]) {
      const content = field(JSON.parse((await client.get(`/user-terminals?page=${page}`)).text), 'content');
      expect(field(content, 'totalCount')).toBe(250);
      ids.push(...field<{ userTerminalId: string }[]>(content, 'results').map((one) => one.userTerminalId));
    }
    return ids;
  };
  expect(new Set(await walk()).size).toBe(250);
  simulator.setFault({ kind: 'pageDrift' });
  const drifted = await walk();
  expect([drifted.length, new Set(drifted).size]).toEqual([250, 249]);
});

test('refused connections come back on the same port, with tokens and cursors as they were', async () => {
  const simulator = await start();
  const client = await connect(simulator);
  await simulator.refuseConnections();
  expect((await client.get('/account')).status).toBeNull();
  await simulator.acceptConnections();
  expect((await client.get('/account')).status).toBe(200);
});

test('more than the allowed requests a minute are 429, for that account alone', async () => {
  const simulator = await start({ rateLimitPerMinute: 5 });
  const [first, second] = [await connect(simulator, 0), await connect(simulator, 1)];
  const statuses: (number | null)[] = [];
  for (let call = 0; call < 7; call++) statuses.push((await first.get('/account')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  expect((await second.get('/account')).status).toBe(200);
});

test('the control endpoint sets, lists and clears faults and shows the ledger; without the option it is not there', async () => {
  const simulator = await start({ control: true, ledgerDetail: true });
  const origin = new URL(simulator.url).origin;
  const client = await connect(simulator);
  const set = await send(`${origin}/__simulator/faults`, { method: 'POST', body: '[{"kind":"truncated","rows":3,"times":1}]' });
  expect(JSON.parse(set.text)).toEqual([{ kind: 'truncated', rows: 3, times: 1 }]);
  await client.stream();
  const ledger = JSON.parse((await send(`${origin}/__simulator/ledger?account=${client.accountNumber}`)).text) as unknown;
  expect(ledger).toMatchObject({ replies: [{ end: 'truncated', rows: 3 }] });
  expect(field(ledger, 'replies', 0, 'detail')).toEqual(simulator.ledger.rows(client.accountNumber));
  expect(JSON.parse((await send(`${origin}/__simulator/ledger`)).text)).toEqual(simulator.ledger.summary());
  const wrong = await send(`${origin}/__simulator/faults`, { method: 'POST', body: '{"kind":"stalled"}' });
  expect([wrong.status, JSON.parse(wrong.text)]).toEqual([400, { error: 'fault stalled needs "rows"' }]);
  await send(`${origin}/__simulator/faults`, { method: 'POST', body: '{"kind":"status","status":500}' });
  await send(`${origin}/__simulator/faults`, { method: 'DELETE' });
  expect((await client.get('/account')).status).toBe(200);
  await send(`${origin}/__simulator/refuse?forMs=1`, { method: 'POST' });
  await vi.waitFor(async () => expect((await client.get('/account')).status).toBe(200), patient);

  const closed = await start();
  expect((await send(`${new URL(closed.url).origin}/__simulator/ledger`)).status).toBe(404);
});

test('tokens: wrong secret, wrong grant, basic authentication, expiry, counting', async () => {
  const simulator = await start({ tokenLifetimeS: 0 });
  const { clientId = '', clientSecret = '' } = simulator.credentials[0] ?? {};
  const reply = async (fields: Record<string, string>, headers?: Record<string, string>): Promise<[number | null, unknown]> => {
    const { status, text } = await mintReply(simulator, fields, headers);
    return [status, JSON.parse(text)];
  };
  expect(await reply({ grant_type: 'client_credentials', client_id: clientId, client_secret: 'no' })).toEqual([400, { error: 'invalid_client' }]);
  expect(await reply({ grant_type: 'client_credentials', client_id: 'nobody', client_secret: clientSecret })).toEqual([400, { error: 'invalid_client' }]);
  expect(await reply({ grant_type: 'password', client_id: clientId, client_secret: clientSecret })).toEqual([400, { error: 'unsupported_grant_type' }]);
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  expect(await reply({ grant_type: 'client_credentials' }, { Authorization: basic })).toMatchObject([200, { token_type: 'Bearer', expires_in: 0 }]);
  const token = await mint(simulator, clientId, clientSecret);
  expect((await send(`${simulator.url}/account`, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(401);
  expect((await send(`${simulator.url}/account`)).status).toBe(401);
  expect(simulator.ledger.summary()).toMatchObject({ tokenCalls: 5, tokenFailures: 3 });
});

test('a token lives 900 seconds unless told otherwise', async () => {
  const simulator = await start();
  const { clientId = '', clientSecret = '' } = simulator.credentials[0] ?? {};
  const reply = await mintReply(simulator, { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  expect(JSON.parse(reply.text)).toMatchObject({ expires_in: 900, token_type: 'Bearer' });
});

test('request lines tell the call and no secret', async () => {
  const lines: string[] = [];
  const simulator = await start({ log: (line) => lines.push(JSON.stringify(line)) });
  const client = await connect(simulator);
  await client.get('/user-terminals?page=0&client_secret=planted');
  await client.stream();
  await vi.waitFor(() => expect(lines).toHaveLength(3), patient);
  expect(lines[1]).toContain('/user-terminals?page=0&client_secret=***');
  expect(JSON.parse(lines[2] ?? '')).toMatchObject({ method: 'POST', path: '/api/public/v2/telemetry/stream', status: 200, accountNumber: client.accountNumber });
  expect(field<number>(JSON.parse(lines[2] ?? ''), 'rows')).toBeGreaterThan(60);
  const all = lines.join('\n');
  for (const secret of [client.token, 'planted', ...simulator.credentials.map((one) => one.clientSecret)]) expect(all).not.toContain(secret);
});
