// Serves the built page as app://console/…: files of out/renderer only, each with a strict CSP.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Protocol } from 'electron';
import { buildContentPolicy } from './content-policy.ts';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://console';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

export function registerAppProtocol(target: Protocol, rendererFolder: string): void {
  target.handle(APP_SCHEME, async (request) => serveFile(request, rendererFolder));
}

async function serveFile(request: Request, rendererFolder: string): Promise<Response> {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.host !== new URL(APP_ORIGIN).host) return new Response(null, { status: 404 });
  const relative = url.pathname === '/' ? 'index.html' : decodePath(url.pathname);
  const file = relative === null ? null : path.resolve(rendererFolder, relative);
  const type = file === null ? undefined : contentTypes[path.extname(file)];
  if (file === null || type === undefined || !file.startsWith(rendererFolder + path.sep)) return new Response(null, { status: 404 });
  try {
    const content = await readFile(file);
    if (path.extname(file) !== '.html') return new Response(content, { headers: { 'content-type': type, 'x-content-type-options': 'nosniff' } });
    const nonce = randomBytes(18).toString('base64');
    const page = content.toString('utf8').replaceAll('__CSP_NONCE__', nonce);
    return new Response(page, { headers: { 'content-type': type, 'content-security-policy': buildContentPolicy(nonce), 'x-content-type-options': 'nosniff' } });
  } catch {
    return new Response(null, { status: 404 });
  }
}

function decodePath(pathname: string): string | null {
  try {
    const decoded = decodeURIComponent(pathname).slice(1);
    return decoded.includes('\0') ? null : decoded;
  } catch {
    return null;
  }
}
