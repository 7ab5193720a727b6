// A server that speaks the API just well enough to be polled, and echoes everything secret it was sent: in headers, bodies, addresses and error texts.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface HostileServer {
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Every token it ever gave. */
  readonly tokens: string[];
  /** How often each echo went out, by name. */
  readonly served: Map<string, number>;
  close(): Promise<void>;
}

/** Letters that every spelling treats differently, around a part that none of them changes. */
const buildSecret = (): string => `Zq7&x"K/9+w%L ü\\${randomBytes(16).toString('hex')}`;
/** No JSON web token: nothing but knowing it tells that it is one. */
const buildToken = (): string => `opaque.${randomBytes(24).toString('hex')}~${randomBytes(8).toString('hex')}`;

export async function startHostileServer(): Promise<HostileServer> {
  const clientId = 'hostile-client';
  const clientSecret = buildSecret();
  const tokens: string[] = [];
  const served = new Map<string, number>();
  const calls = new Map<string, number>();

  /** Everything secret that came, in every spelling, as one text. */
  function echo(request: IncomingMessage, clientSecret: string): string {
    const authorization = request.headers.authorization ?? '';
    const token = tokens.at(-1) ?? '';
    return [
      `Authorization: ${authorization}`, `you sent ${token}`, `twice ${token}${token}`, `shortened ${token.slice(0, 30)}…`, `base64 ${Buffer.from(token).toString('base64')}`,
      `secret ${clientSecret}`, `percent ${encodeURIComponent(clientSecret)}`, `lower ${encodeURIComponent(clientSecret).replace(/%../g, (code) => code.toLowerCase())}`,
      `form ${new URLSearchParams({ s: clientSecret }).toString()}`, `json ${JSON.stringify(clientSecret)}`, `twice json ${JSON.stringify(JSON.stringify({ why: clientSecret }))}`,
      `html ${escapeHtml(clientSecret)}`, `basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`, `url ${Buffer.from(clientSecret).toString('base64url')}`,
      `https://${clientId}:${encodeURIComponent(clientSecret)}@127.0.0.1/?access_token=${token}`, `client_secret=${clientSecret}`, `refresh_token=another-secret-${marker}`,
    ].join('\n');
  }

  const headersFor = (request: IncomingMessage): Record<string, string | string[]> => {
    const token = tokens.at(-1) ?? 'none';
    const plain = tokens.length === 0 ? 'none' : encodeURIComponent(clientSecret);
    return {
      'set-cookie': [`session=${token}; Path=/`, `s=${plain}`], 'x-echo': request.headers.authorization ?? plain, 'x-request-id': `id-${token}`,
      'www-authenticate': `Bearer realm="x", error_description="${token} and ${plain}"`, server: `hostile ${token}`, via: plain,
      location: `https://${clientId}:${plain}@elsewhere.example/${token}?code=${token}&secret=${plain}#${token}`,
    };
  };

  function answer(response: ServerResponse, request: IncomingMessage, name: string, status: number, type: string, body: string | Buffer, more: Record<string, string> = {}): void {
    served.set(name, (served.get(name) ?? 0) + 1);
    response.writeHead(status, { ...headersFor(request), 'content-type': type, ...more }).end(body);
  }

  const envelope = (content: unknown): string => JSON.stringify({ content, errors: [], warnings: [], information: [], isValid: true });

  function respond(request: IncomingMessage, response: ServerResponse, body: string): void {
    const path = (request.url ?? '').split('?')[0]!.replace(/^\/api\/public\/v2\//, '');
    const turn = calls.get(path) ?? 0;
    calls.set(path, turn + 1);
    const words = echo(request, clientSecret);
    const bearer = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const page = `<!doctype html><html><head><title>Error for ${tokens.at(-1)} ${escapeHtml(clientSecret)}</title></head><body><input name="access_token" value="page-secret-${marker}"><pre>${escapeHtml(words)}</pre></body></html>`;
    if (path.endsWith('connect/token')) {
      const received = new URLSearchParams(body).get('client_secret') ?? '';
      if (received !== clientSecret) {
        return answer(response, request, 'token refused', 400, 'application/json', JSON.stringify({ error: 'invalid_client', error_description: `${echo(request, received)} and ${body}` }));
      }
      tokens.push(buildToken());
      return answer(response, request, 'token', 200, 'application/json', JSON.stringify({ access_token: tokens.at(-1), expires_in: 900, token_type: 'Bearer', id_token: `id-secret-${marker}`, debug: { words } }));
    }
    switch (path) {
      // A readable account whose own name is the token: data must not carry it on either.
      case 'account': return answer(response, request, 'account', 200, 'application/json', envelope({ accountNumber: 'ACC-1', accountName: `Echo ${bearer}`, regionCode: 'BE', activeSuspensions: [], debug: request.headers.authorization }));
      case 'user-terminals':
        if (turn === 0) return answer(response, request, 'unauthorized', 401, 'application/json', JSON.stringify({ error: words }));
        return answer(response, request, 'page', 500, 'text/html', page);
      case 'service-lines': return answer(response, request, 'packed page', 503, 'text/html', gzipSync(page), { 'content-encoding': 'gzip' });
      case 'data-usage/query':
      case 'products': return answer(response, request, 'rejected', 422, 'application/json', JSON.stringify({ errors: [{ memberNames: [tokens.at(-1)], errorMessage: words }], information: [words], isValid: false }));
      case 'managed/accounts': {
        served.set('torn', (served.get('torn') ?? 0) + 1);
        const text = `{"content":{"results":[{"accountNumber":"${bearer.slice(0, 40)}`;
        response.writeHead(200, { ...headersFor(request), 'content-type': 'application/json', 'content-length': '5000' });
        response.write(text, () => response.destroy());
        return;
      }
      case 'telemetry/query': return answer(response, request, 'redirect', 302, 'text/plain', words);
      case 'telemetry/stream': {
        const columns = { u: ['DeviceType', 'UtcTimestampNs', 'DeviceId', 'RunningSoftwareVersion', 'Echo'] };
        const rows = [['u', Date.now() * 1e6, 'ut01000000-00000000-00a1b2c3', bearer, request.headers.authorization]];
        const whole = JSON.stringify({ data: { values: rows, columnNamesByDeviceType: columns } });
        if (turn % 3 === 0) return answer(response, request, 'stream page', 200, 'text/html', page);
        // Failures first: they are asked again within seconds.
        if (turn % 3 === 1) return answer(response, request, 'stream rejected', 200, 'application/json', JSON.stringify({ errors: [{ errorMessage: words }], isValid: false }));
        return answer(response, request, 'stream rows', 200, 'application/json', whole);
      }
      default: return answer(response, request, 'other', 404, 'text/plain', words);
    }
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => respond(request, response, Buffer.concat(parts).toString('utf8')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/api/public/v2`, tokenUrl: `${origin}/api/auth/connect/token`, clientId, clientSecret, tokens, served,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

/** In secrets that nobody told the console of: only their names give them away. */
export const marker = randomBytes(10).toString('hex');

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
