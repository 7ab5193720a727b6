// Exchanges as an HTTP archive (HAR 1.2), piece by piece: http://www.softwareishard.com/blog/har-12-spec/
import { STATUS_CODES } from 'node:http';
import { exchangeGroups, type BodyExcerpt, type ExchangeDetails, type ExchangeRow, type ShownHeader } from '#shared/exchange.ts';

/** Bodies are texts, exactly as they came (but for masks): numbers beyond 2^53 stay exact. Fields with an underscore are ours. */
export async function* writeHar(rows: readonly ExchangeRow[], detailsOf: (exchangeId: string) => Promise<ExchangeDetails | null>, version: string): AsyncGenerator<string> {
  const creator = JSON.stringify({ name: 'Groundtrack', version });
  yield `{"log":{"version":"1.2","creator":${creator},"comment":"Secrets and tokens are masked; long bodies are cut.","entries":[`;
  for (const [index, row] of rows.entries()) yield `${index === 0 ? '' : ','}\n${JSON.stringify(buildEntry(row, await detailsOf(row.exchangeId)))}`;
  yield '\n]}}\n';
}

function buildEntry(row: ExchangeRow, details: ExchangeDetails | null): object {
  const waitMs = details?.waitMs ?? null;
  return {
    startedDateTime: new Date(row.atMs).toISOString(),
    time: row.durationMs,
    request: buildRequest(row, details),
    response: buildResponse(row, details),
    cache: {},
    // What undici does not tell apart counts as waiting; -1: does not apply.
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: waitMs ?? row.durationMs, receive: waitMs === null ? 0 : Math.max(0, row.durationMs - waitMs) },
    ...(details === null ? { comment: 'Headers and bodies were no longer kept.' } : {}),
    _account: row.account,
    _group: `${row.group} ${exchangeGroups[row.group]}`,
    _attempt: row.attempt,
    _error: row.error,
  };
}

function buildRequest(row: ExchangeRow, details: ExchangeDetails | null): object {
  const body = details?.requestBody ?? null;
  const headers = details?.requestHeaders ?? [];
  return {
    method: row.method, url: row.url, httpVersion: 'HTTP/1.1', cookies: [], headers, queryString: queryOf(row.url), headersSize: -1,
    bodySize: body === null ? (details === null ? -1 : 0) : (body.decodedBytes ?? -1),
    ...(body === null ? {} : { postData: { mimeType: valueOf(headers, 'content-type'), params: [], text: body.text } }),
  };
}

function buildResponse(row: ExchangeRow, details: ExchangeDetails | null): object {
  const headers = details?.responseHeaders ?? [];
  return {
    // HAR has no word for "no answer": browsers write status 0.
    status: row.status ?? 0,
    statusText: row.status === null ? '' : (STATUS_CODES[row.status] ?? ''),
    httpVersion: row.status === null ? '' : 'HTTP/1.1',
    cookies: [], headers, content: buildContent(details?.responseBody ?? null, valueOf(headers, 'content-type')),
    redirectURL: valueOf(headers, 'location'), headersSize: -1, bodySize: row.status === null ? -1 : row.bytes,
    ...(row.error === null ? {} : { comment: row.error }),
  };
}

function buildContent(body: BodyExcerpt | null, mimeType: string): object {
  if (body === null) return { size: 0, mimeType };
  const size = body.decodedBytes ?? Buffer.byteLength(body.text);
  const comments = [body.isCut ? 'Only the beginning of the body.' : null, body.note].filter((comment) => comment !== null);
  return { size, mimeType, text: body.text, ...(comments.length === 0 ? {} : { comment: comments.join(' ') }) };
}

function queryOf(url: string): { readonly name: string; readonly value: string }[] {
  try {
    return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
  } catch {
    return [];
  }
}

function valueOf(headers: readonly ShownHeader[], name: string): string {
  return headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';
}
