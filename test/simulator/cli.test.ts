// The command line: its first line, its request lines, its end, and its refusals; and ten thousand terminals without their memory.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { parseCliArguments } from '../../src/simulator/cli-arguments.ts';
import { parseFault } from '../../src/simulator/parse-fault.ts';
import { field, mintReply, send } from './simulator-client.ts';

const program = fileURLToPath(new URL('../../src/simulator/cli.ts', import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Run {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  readonly errors: () => string;
  nextLine(): Promise<string>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
  const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  return {
    child,
    errors: () => errors,
    exit: new Promise((resolve) => child.once('close', (code) => resolve(code))),
    nextLine: async () => String((await lines.next()).value),
  };
}

// Starting TypeScript through tsx takes seconds on a loaded machine.
const slow = { timeout: 60_000 };

test('prints where it is and whom it lets in, then a line per request, and stops on SIGTERM', slow, async () => {
  const { child, exit, nextLine } = run('--port', '0', '--terminals', '30', '--accounts', '3', '--seed', '7');
  const first: unknown = JSON.parse(await nextLine());
  expect(Object.keys(first as object)).toEqual(['url', 'tokenUrl', 'credentials']);
  const credentials = field<{ accountNumber: string; clientId: string; clientSecret: string }[]>(first, 'credentials');
  expect(credentials.map((one) => Object.keys(one))).toEqual(Array(3).fill(['accountNumber', 'clientId', 'clientSecret']));
  const [url, tokenUrl] = [field<string>(first, 'url'), field<string>(first, 'tokenUrl')];
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/public\/v2$/);
  const { clientId = '', clientSecret = '' } = credentials[2] ?? {};
  const minted = await mintReply({ tokenUrl } as Parameters<typeof mintReply>[0], { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const token = field<string>(JSON.parse(minted.text), 'access_token');
  expect((await send(`${url}/account`, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(200);
  const lines = [await nextLine(), await nextLine()];
  expect(lines.map((line) => field<string>(JSON.parse(line), 'path'))).toEqual(['/api/auth/connect/token', '/api/public/v2/account']);
  expect(lines.join()).not.toContain(clientSecret);
  expect(lines.join()).not.toContain(token);
  child.kill('SIGTERM');
  expect(await exit).toBe(0);
});

test('bad arguments end in one clear line and status 2', slow, async () => {
  for (const [args, words] of [[['--terminals', 'many'], '--terminals must be'], [['--stream-body', 'no-such-file'], 'no-such-file']] as const) {
    const { exit, errors } = run(...args);
    expect(await exit).toBe(2);
    expect(errors()).toContain(words);
    expect(errors().trim().split('\n')).toHaveLength(1);
  }
});

test.each([
  [['--port', '70000'], '--port must be a whole number from 0 to 65535'],
  [['--accounts', '0'], '--accounts must be'],
  [['--start-back', '28801'], '--start-back must be'],
  [['--fault', 'nonsense'], '--fault must be JSON'],
  [['--fault', '{"kind":"earthquake"}'], 'unknown fault kind "earthquake"'],
  [['--clock-speed', 'fast'], '--clock-speed must be a number'],
  [['--start-at', 'noon'], '--start-at must be an ISO time'],
  [['--outage', '{"latitude":91}'], '"latitude" of an outage is a number from -90 to 90'],
  [['--nonsense'], '--nonsense'],
  [['stray'], 'stray'],
])('%j is refused', (args, words) => {
  expect(() => parseCliArguments(args)).toThrow(words);
});

test('every option arrives', () => {
  expect(parseCliArguments(['--help'])).toBeNull();
  expect(parseCliArguments([
    '--port', '8080', '--terminals', '10000', '--accounts', '5', '--service-accounts', '2', '--seed', '7', '--start-back', '28800', '--no-demo-cruise', '--stream-body', 'a', '--stream-body', 'b',
    '--fault', '{"kind":"stalled","rows":3,"times":1}', '--token-lifetime', '60', '--no-rate-limit', '--control', '--ledger-detail',
    '--clock-speed', '60', '--start-at', '2026-11-01T00:00:00Z', '--v1', '--reboot-silence', '30', '--opt-in-cool-down', '600',
    '--outage', '{"latitude":56,"longitude":3,"radiusKm":300,"durationS":1800}',
  ])).toEqual({
    port: 8080, terminals: 10_000, accounts: 5, serviceAccountsPerAccount: 2, seed: 7, startBackS: 28_800, demoCruise: false, streamBodyFiles: ['a', 'b'],
    faults: [{ kind: 'stalled', rows: 3, times: 1 }], tokenLifetimeS: 60, rateLimitPerMinute: null, control: true, ledgerDetail: true,
    clockSpeed: 60, startAt: '2026-11-01T00:00:00Z', rebootSilenceS: 30, optInCoolDownS: 600, v1: true,
    outages: [{ latitude: 56, longitude: 3, radiusKm: 300, durationS: 1800, inS: 0 }],
  });
});

test('faults as JSON: what is unclear is named', () => {
  expect(parseFault({ kind: 'forbidden', feature: 'ServicePlan', account: 'ACC-1', times: 2 })).toEqual({ kind: 'forbidden', feature: 'ServicePlan', account: 'ACC-1', times: 2 });
  expect(() => parseFault({ kind: 'status' })).toThrow('needs "status"');
  for (const status of [0, 100, 199, 600]) for (const kind of ['status', 'html']) expect(() => parseFault({ kind, status })).toThrow('HTTP status from 200 to 599');
  expect(() => parseFault({ kind: 'stalled', rows: -1 })).toThrow('"rows"');
  expect(() => parseFault({ kind: 'truncated', row: 5 })).toThrow('no field "row"');
  expect(() => parseFault({ kind: 'html', call: 'weather' })).toThrow('"call" of a fault is one of');
  expect(() => parseFault('truncated')).toThrow('an object');
});
