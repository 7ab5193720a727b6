// A small honest client for the simulator's tests: plain node:http, so that broken bodies can be looked at.
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { constants, gunzipSync } from 'node:zlib';
import type { Simulator } from '../../src/simulator/simulator.ts';

/** 2026-11-23T02:13:20Z; tests that hold the clock hold it here. */
export const heldSecond = 1_795_400_000;

export interface HeldClock {
  second: number;
  readonly nowNs: () => bigint;
}

export function holdClock(second = heldSecond): HeldClock {
  const clock: HeldClock = { second, nowNs: () => BigInt(clock.second) * 1_000_000_000n };
  return clock;
}

export interface Reply {
  /** null = the connection broke before the headers. */
  readonly status: number | null;
  readonly headers: IncomingHttpHeaders;
  /** As far as it came, decompressed. */
  readonly text: string;
  /** False when the body broke off. */
  readonly whole: boolean;
}

export interface SendOptions {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
  /** Called with the text so far whenever bytes arrive. */
  readonly onText?: (text: string) => void;
}

export function send(url: string, options: SendOptions = {}): Promise<Reply> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let status: number | null = null;
    let headers: IncomingHttpHeaders = {};
    const text = (): string => decode(Buffer.concat(chunks), headers['content-encoding']);
    // Node frames the body of a DELETE only when told its length.
    const length = options.body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(options.body)) };
    const outgoing = httpRequest(url, { method: options.method ?? 'GET', headers: { ...length, ...options.headers } }, (incoming) => {
      status = incoming.statusCode ?? null;
      headers = incoming.headers;
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        options.onText?.(text());
      });
      incoming.on('error', () => undefined);
      incoming.on('close', () => resolve({ status, headers, text: text(), whole: incoming.complete }));
    });
    outgoing.on('error', () => {
      if (status === null) resolve({ status, headers, text: '', whole: false });
    });
    options.signal?.addEventListener('abort', () => outgoing.destroy());
    outgoing.end(options.body);
  });
}

function decode(bytes: Buffer, encoding: string | undefined): string {
  return encoding === 'gzip' ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8') : bytes.toString('utf8');
}

export interface ApiClient {
  readonly accountNumber: string;
  readonly token: string;
  get(path: string): Promise<Reply>;
  post(path: string, body: string, options?: SendOptions): Promise<Reply>;
  /** Any method, with a body or without one. */
  call(method: string, path: string, body?: unknown): Promise<Reply>;
  stream(fields?: object, options?: SendOptions): Promise<Reply>;
}

/** `url` in place of the simulator's own: a proxy in front of it. */
export async function connect(simulator: Simulator, position = 0, url = simulator.url): Promise<ApiClient> {
  const credential = simulator.credentials[position];
  if (credential === undefined) throw new Error('no such credential');
  const token = await mint(simulator, credential.clientId, credential.clientSecret);
  const authorized = { Authorization: `Bearer ${token}` };
  const post = (path: string, body: string, options: SendOptions = {}): Promise<Reply> =>
    send(url + path, { ...options, method: 'POST', body, headers: { ...authorized, 'Content-Type': 'application/json', ...options.headers } });
  return {
    accountNumber: credential.accountNumber,
    token,
    get: (path) => send(url + path, { headers: authorized }),
    post,
    call: (method, path, body) => send(url + path, {
      method, headers: { ...authorized, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    stream: (fields = { batchSize: 65_000, maxLingerMs: 0 }, options) => post('/telemetry/stream', JSON.stringify(fields), options),
  };
}

export async function mint(simulator: Simulator, clientId: string, secret: string): Promise<string> {
  const reply = await mintReply(simulator, { grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
  return field<string>(JSON.parse(reply.text), 'access_token');
}

export function mintReply(simulator: Simulator, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> {
  return send(simulator.tokenUrl, {
    method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  });
}

/** A value at a path of field names and positions. */
export function field<T>(value: unknown, ...path: (string | number)[]): T {
  let at = value;
  for (const step of path) at = (at as Record<string | number, unknown>)[step];
  return at as T;
}

export interface StreamRow {
  readonly letter: string;
  readonly deviceId: string;
  readonly timestampNs: bigint;
  readonly cells: Readonly<Record<string, unknown>>;
}

export interface StreamBody {
  readonly rows: readonly StreamRow[];
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly alertNames: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Exact: integers of 16 and more digits become text before JSON.parse can round them. */
export function parseStream(text: string): StreamBody {
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) => (/^\d{16,}$/.test(token) ? `"${token}"` : token));
  const body: unknown = JSON.parse(quoted);
  const columns = field<Record<string, string[]>>(body, 'data', 'columnNamesByDeviceType');
  const rows = field<unknown[][]>(body, 'data', 'values').map((cells): StreamRow => {
    const letter = String(cells[0]);
    const names = columns[letter] ?? ['DeviceType', 'UtcTimestampNs', 'DeviceId'];
    const named = Object.fromEntries(names.map((name, position) => [name, cells[position]]));
    return { letter, deviceId: String(named['DeviceId']), timestampNs: BigInt(String(named['UtcTimestampNs'])), cells: named };
  });
  return { rows, columns, alertNames: field(body, 'metadata', 'enums', 'AlertsByDeviceType') };
}

export function identityOf(row: { letter: string; deviceId: string; timestampNs: bigint | string }): string {
  return `${row.letter} ${row.deviceId} ${row.timestampNs}`;
}
