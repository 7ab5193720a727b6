// Tells the Stream Viewer of one attempt, masked: the row at once, headers and bodies when they are asked for.
import { randomBytes } from 'node:crypto';
import { excerptOfReply, excerptOfText, type BodyMask } from './body-excerpt.ts';
import type { Exchange, RecordedBody, RecordedDetails, ReportExchange } from './exchange.ts';
import type { Redactor } from './masked-text.ts';
import { buildShownHeaders } from './shown-headers.ts';
import type { Tally } from './tally.ts';

export interface Attempt {
  readonly atMs: number;
  readonly endedAtMs: number;
  readonly credentialId: string;
  readonly group: Exchange['group'];
  readonly method: Exchange['method'];
  readonly url: string;
  readonly attempt: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | null;
  readonly tally: Tally;
  readonly mask: Redactor;
  readonly maskBody: BodyMask;
  /** Stands in for the masked body where no part of it may be shown as it came. */
  readonly replyBody?: () => RecordedBody;
}

/** Ids of this process: no two processes share the beginning. */
const idBeginning = randomBytes(6).toString('hex');
let attempts = 0;

export function reportAttempt(report: ReportExchange, attempt: Attempt): void {
  const { atMs, credentialId, group, method, tally, mask } = attempt;
  attempts += 1;
  const exchange: Exchange = {
    exchangeId: `${idBeginning}-${attempts}`, atMs, credentialId, group, method, url: mask(attempt.url), status: tally.status,
    durationMs: attempt.endedAtMs - atMs, bytes: tally.bytes, attempt: attempt.attempt, error: tally.error === null ? null : mask(tally.error),
    ...(tally.retryAfterMs === null ? {} : { retryAfterMs: tally.retryAfterMs }),
  };
  report(exchange, () => readDetails(attempt));
}

async function readDetails({ atMs, requestHeaders, requestBody, tally, mask, maskBody, replyBody }: Attempt): Promise<RecordedDetails> {
  return {
    requestHeaders: buildShownHeaders(requestHeaders, mask),
    responseHeaders: buildShownHeaders(tally.headers ?? {}, mask),
    requestBody: requestBody === null ? null : excerptOfText(requestBody, maskBody),
    responseBody: replyBody === undefined || tally.bytes === 0 ? await excerptOfReply(tally, maskBody) : replyBody(),
    waitMs: tally.answeredAtMs === null ? null : tally.answeredAtMs - atMs,
  };
}
