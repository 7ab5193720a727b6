// The API as it was until June 2026, for old exporters as test clients: the account in the path, other names, the same content. Off unless asked for.
import { answerAddress, answerAddresses, answerCreateAddress } from './address-calls.ts';
import type { CallName } from './call-names.ts';
import { answerDataUsage } from './data-usage-call.ts';
import { answer, answerPage, refusal, type ApiAnswer } from './envelope.ts';
import type { ManagementRequest } from './management-request.ts';
import { createPathReader } from './path-reader.ts';
import { answerProducts } from './product-calls.ts';
import { answerRouterConfig, answerRouterConfigs } from './router-config-calls.ts';
import type { Answer, Route } from './routes.ts';
import { answerPartialPeriods, answerServiceLine, answerServiceLines } from './service-line-calls.ts';
import { answerOptIn, answerOptOut, answerSetNickname, answerSetProduct, answerSetPublicIp, answerSetRecurring, answerTopUp } from './service-line-writes.ts';
import { answerRouter, answerUserTerminals } from './terminal-calls.ts';

export const v1Path = '/enterprise/v1';
export const v1StreamPath = '/telemetry/stream/v1/telemetry';

type Json = Readonly<Record<string, unknown>>;

const line = '/account/{accountNumber}/service-lines/{serviceLineNumber}';

const calls: readonly (readonly [method: string, path: string, call: CallName, answer: Answer])[] = [
  ['GET', '/accounts', 'account', answerV1Accounts],
  ['GET', '/account/{accountNumber}/user-terminals', 'userTerminals', withRows(answerUserTerminals, buildV1Terminal)],
  ['GET', '/account/{accountNumber}/addresses', 'addresses', answerAddresses],
  ['POST', '/account/{accountNumber}/addresses', 'createAddress', answerCreateAddress],
  ['POST', '/account/{accountNumber}/addresses/check-capacity', 'addresses', () => answer({ availableCapacity: 25 })],
  ['GET', '/account/{accountNumber}/addresses/{addressReferenceId}', 'address', answerAddress],
  ['GET', '/account/{accountNumber}/routers/configs', 'routerConfigs', withRows(answerRouterConfigs, withAccount)],
  ['GET', '/account/{accountNumber}/routers/configs/{configId}', 'routerConfig', withContent(answerRouterConfig, withAccount)],
  ['GET', '/account/{accountNumber}/routers/{routerId}', 'router', withContent(answerRouter, buildV1Router)],
  ['GET', '/account/{accountNumber}/service-lines/available-products', 'products', answerProducts],
  ['GET', '/account/{accountNumber}/service-lines', 'serviceLines', answerServiceLines],
  ['GET', line, 'serviceLine', answerServiceLine],
  ['PUT', `${line}/nickname`, 'setNickname', thenLine(answerSetNickname)],
  ['PUT', `${line}/public-ip`, 'setPublicIp', thenLine(answerSetPublicIp)],
  ['PUT', `${line}/product/{productReferenceId}`, 'setProduct', thenLine((request) =>
    answerSetProduct({ ...request, body: JSON.stringify({ productReferenceId: request.params['productReferenceId'] }) }))],
  ['PUT', `${line}/recurring-data`, 'setRecurring', answerSetRecurring],
  ['POST', `${line}/top-up-data`, 'topUp', answerTopUp],
  ['POST', `${line}/opt-in`, 'optIn', withContent(answerOptIn, buildV1OptIn)],
  ['DELETE', `${line}/opt-in`, 'optOut', withContent(answerOptOut, buildV1OptIn)],
  ['DELETE', `${line}/opt-out`, 'optOut', withContent(answerOptOut, buildV1OptIn)],
  ['GET', `${line}/billing-cycle/all`, 'dataUsage', answerV1BillingCycles],
  ['GET', `${line}/billing-cycle/partial-periods`, 'partialPeriods', answerPartialPeriods],
  ['POST', '/accounts/{accountNumber}/billing-cycles/query', 'dataUsage', answerV1DataUsage],
];

const readPath = createPathReader(calls.map(([method, path, call, answered]) => ({ method, path, call, answered })));
// V1 cut its lists where the client wanted.
const usualLimit = 50;
const mostLimit = 100;

/** null = no such call. */
export function findV1Route(method: string, pathname: string, url: URL): Route | null {
  const found = readPath(method, pathname.slice(v1Path.length));
  if (found === null) return null;
  const limit = Number(url.searchParams.get('limit') ?? usualLimit);
  return {
    call: found.row.call, params: found.params, paging: { limit: Number.isInteger(limit) && limit > 0 ? Math.min(limit, mostLimit) : usualLimit },
    answer: (request) => (request.params['accountNumber'] === undefined || request.params['accountNumber'] === request.account.accountNumber
      ? found.row.answered(request)
      : { status: 403 }),
  };
}

/** The stream's body without the account, or what is wrong with it. */
export function readV1StreamBody(body: string, accountNumber: string): string | ApiAnswer {
  const { accountNumber: wanted, ...rest } = parse(body);
  if (wanted === undefined) return refusal(400, 'The field accountNumber is required.', ['accountNumber']);
  return wanted === accountNumber ? JSON.stringify(rest) : { status: 403 };
}

function answerV1Accounts({ account, world, url, paging }: ManagementRequest): ApiAnswer {
  const { accountNumber, regionCode, accountName } = account;
  return answerPage([account], url, () => ({
    accountNumber, regionCode, accountName, defaultRouterConfigId: world.papers(account).defaultConfigId, defaultRouterTlsDomain: null,
  }), paging);
}

/** Paging stood in the body, and fields had other names. */
function answerV1DataUsage(request: ManagementRequest): ApiAnswer {
  const { serviceLinesFilter, previousBillingCycles, queryStartDateParam, pageIndex, pageLimit, activeServiceLinesOnly } = parse(request.body);
  const url = new URL(request.url);
  url.searchParams.set('page', String(pageIndex ?? 0));
  // V1 allowed pages of 500; what the lines hold is the same.
  url.searchParams.set('limit', String(Math.min(250, typeof pageLimit === 'number' ? pageLimit : usualLimit)));
  return answerDataUsage({
    ...request, url,
    body: JSON.stringify({ serviceLineNumbers: serviceLinesFilter, previousBillingCycles, queryStartDate: queryStartDateParam, activeServiceLinesOnly }),
  });
}

/** One line's cycles, by data bucket: where mobile and fixed, priority and standard still stood apart. */
function answerV1BillingCycles(request: ManagementRequest): ApiAnswer {
  const url = new URL(request.url);
  url.search = '';
  const reply = answerDataUsage({ ...request, url, body: JSON.stringify({ serviceLineNumbers: [request.params['serviceLineNumber']], previousBillingCycles: 12, activeServiceLinesOnly: false }) });
  const [usage] = rowsOf(reply);
  if (usage === undefined) return refusal(422, 'The service line was not found on this account.', ['serviceLineNumber']);
  const { serviceLineNumber, billingCycles, ...rest } = usage;
  const mobile = (usage['servicePlan'] as Json)['isMobilePlan'] === true;
  const bins = (priority: unknown, standard: unknown, nonBillable: unknown): object[] =>
    [[mobile ? 2 : 4, priority], [mobile ? 1 : 3, standard], [5, nonBillable]].filter(([, totalGB]) => totalGB !== 0).map(([dataBucket, totalGB]) => ({ dataBucket, totalGB }));
  return answer({
    ...rest, assetNumber: serviceLineNumber,
    billingCycles: (billingCycles as readonly Json[]).map((cycle) => ({
      startDate: cycle['startDate'], endDate: cycle['endDate'], overageLines: cycle['overageLines'],
      dataUsage: bins(cycle['totalPriorityGB'], cycle['totalStandardGB'], cycle['totalNonBillableGB']),
      dailyDataUsages: (cycle['dailyDataUsage'] as readonly Json[]).map((day) => ({ date: day['date'], dataUsageBins: bins(day['priorityGB'], day['standardGB'], day['nonBillableGB']) })),
    })),
  });
}

function buildV1Terminal(terminal: Json, request: ManagementRequest): Json {
  const { l2VpnCircuits: _later, ...rest } = terminal;
  return { ...rest, active: terminal['serviceLineNumber'] !== null, routers: (terminal['routers'] as readonly Json[]).map((router) => buildV1Router(router, request)) };
}

function buildV1Router(router: Json, { account }: ManagementRequest): Json {
  return { ...router, accountNumber: account.accountNumber, hardwareVersion: 'v3', directLinkToDish: router['nickname'] === null };
}

function buildV1OptIn(optIn: Json): Json {
  const { isInOptInCoolDown, ...rest } = optIn;
  return { ...rest, isCoolDown: isInOptInCoolDown, activatedBySubjectId: null, deactivatedBySubjectId: null };
}

function withAccount(row: Json, { account }: ManagementRequest): Json {
  return { ...row, accountNumber: account.accountNumber };
}

type Change = (row: Json, request: ManagementRequest) => Json;

function withRows(answered: Answer, change: Change): Answer {
  return withContent(answered, (content, request) => ({ ...content, results: (content['results'] as readonly Json[]).map((row) => change(row, request)) }));
}

/** Refusals stay as they are. */
function withContent(answered: Answer, change: Change): Answer {
  return (request) => {
    const reply = answered(request);
    const body = reply.body as { readonly content?: Json } | undefined;
    return body?.content === undefined ? reply : { ...reply, body: { ...body, content: change(body.content, request) } };
  };
}

/** V1's writes gave the line back. */
function thenLine(answered: Answer): Answer {
  return (request) => {
    const reply = answered(request);
    return reply.status === 200 ? answerServiceLine(request) : reply;
  };
}

function rowsOf(reply: ApiAnswer): readonly Json[] {
  return (reply.body as { readonly content?: { readonly results?: readonly Json[] } }).content?.results ?? [];
}

function parse(body: string): Json {
  try {
    const value: unknown = JSON.parse(body === '' ? '{}' : body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
