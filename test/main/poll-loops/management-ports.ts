// A Management API on 127.0.0.1 whose lists a test changes, and ports that remember what a poller told.
import type { PollerStatus } from '#shared/account-status.ts';
import { ok, type Result } from '#shared/result.ts';
import { defaultSettings, type Settings } from '#shared/settings.ts';
import type { PollerPorts, ProblemTopic, RaisedProblem } from '../../../src/main/poll-loops/poller-ports.ts';
import type { Exchange, ExchangeGroup } from '../../../src/main/starlink/exchange.ts';
import type { BearerToken } from '../../../src/main/starlink/token-source.ts';
import { answerJson, startLocalServer, type Answer, type LocalServer, type SeenRequest } from '../starlink/local-server.ts';

export const calls = ['account', 'user-terminals', 'service-lines', 'products', 'managed/accounts', 'data-usage/query'] as const;
export type Call = (typeof calls)[number];

export interface FakeManagement extends LocalServer {
  readonly apiUrl: string;
  readonly account: Record<string, unknown>;
  readonly lists: Record<Exclude<Call, 'account'>, unknown[]>;
  /** Answers in place of the lists, by call or for all of them. */
  readonly faults: Map<Call | 'all', Answer>;
}

const content = (value: unknown): Answer => answerJson(200, { content: value, errors: [], warnings: [], information: [], isValid: true });

export async function startFakeManagement(): Promise<FakeManagement> {
  const account = { accountNumber: 'ACC-1', accountName: 'Example Maritime', regionCode: 'BE', activeSuspensions: [] };
  const lists: FakeManagement['lists'] = {
    'user-terminals': [{ userTerminalId: 'a', nickname: 'fore' }, { userTerminalId: 'b', nickname: 'aft' }],
    'service-lines': [{ serviceLineNumber: 'SL-1', nickname: 'line', active: true }],
    products: [{ productReferenceId: 'p', name: 'Plan', price: 5, isoCurrencyCode: 'EUR' }],
    'managed/accounts': [{ accountNumber: 'ACC-2', accountName: 'Two', regionCode: 'BE' }],
    'data-usage/query': [],
  };
  const faults: FakeManagement['faults'] = new Map();
  const server = await startLocalServer((response, request) => {
    const call = calls.find((name) => request.url.split('?')[0]?.endsWith(`/v2/${name}`));
    const fault = (call && faults.get(call)) ?? faults.get('all');
    if (fault) return fault(response, request);
    if (call === undefined) return answerJson(404, {})(response, request);
    if (call === 'account') return content(account)(response, request);
    const rows = call === 'data-usage/query' ? askedUsage(lists[call], request) : lists[call];
    const page = call === 'managed/accounts' ? { nextKey: null, results: rows } : { pageIndex: 0, limit: 100, isLastPage: true, totalCount: rows.length, results: rows };
    return content(page)(response, request);
  });
  return { ...server, apiUrl: `${server.origin}/api/public/v2`, account, lists, faults };
}

interface UsageRow {
  readonly billingCycles?: readonly unknown[];
  readonly ended?: boolean;
}

/** As the API does: the current cycle and as many before it as the body asks for; ended lines where it asks for them. A test marks those `ended`. */
function askedUsage(rows: readonly unknown[], request: SeenRequest): unknown[] {
  const { previousBillingCycles = 1, activeServiceLinesOnly = true } = JSON.parse(request.body) as { previousBillingCycles?: number; activeServiceLinesOnly?: boolean };
  return (rows as readonly UsageRow[]).filter((row) => !(activeServiceLinesOnly && row.ended === true)).map((row) => ({ ...row, billingCycles: row.billingCycles?.slice(-1 - previousBillingCycles) }));
}

export interface TestPorts extends PollerPorts {
  readonly statuses: PollerStatus[];
  readonly problems: Map<ProblemTopic, RaisedProblem>;
  /** Every raise and clear, in order: a raise that repeats its words is one episode and stands once. */
  readonly episodes: string[];
  readonly exchanges: Exchange[];
  readonly logged: string[];
  readonly changeable: { now: () => number; settings: Settings; token: (rejected: string | null) => Promise<Result<BearerToken>>; lease: (group: ExchangeGroup) => Promise<void> };
  /** Resolves at the next status that fits, or with the last one when that fits already and `fromNow` is not set. */
  until(fits: (status: PollerStatus) => boolean): Promise<PollerStatus>;
}

export function createTestPorts(apiUrl: string, credentialId = 'c1'): TestPorts {
  const statuses: PollerStatus[] = [];
  const problems = new Map<ProblemTopic, RaisedProblem>();
  const episodes: string[] = [];
  const exchanges: Exchange[] = [];
  const logged: string[] = [];
  const waiting = new Set<{ fits: (status: PollerStatus) => boolean; resolve: (status: PollerStatus) => void }>();
  const changeable: TestPorts['changeable'] = {
    now: Date.now,
    settings: { ...defaultSettings, managementPollMin: 60 },
    token: () => Promise.resolve(ok({ accessToken: 'token', expiresAtMs: Infinity })),
    lease: () => Promise.resolve(),
  };
  return {
    statuses, problems, episodes, exchanges, logged, changeable,
    account: { credentialId, accountNumber: `client of ${credentialId}` },
    apiUrl,
    tokens: { token: (rejected) => changeable.token(rejected) },
    settings: () => changeable.settings,
    leaseRequest: (group) => changeable.lease(group),
    reportStatus(status) {
      statuses.push(status);
      for (const waiter of [...waiting]) {
        if (!waiter.fits(status)) continue;
        waiting.delete(waiter);
        waiter.resolve(status);
      }
    },
    raiseProblem(problem) {
      if (problems.get(problem.topic)?.cause !== problem.cause) episodes.push(`raised ${problem.topic}`);
      problems.set(problem.topic, problem);
    },
    clearProblem(topic) {
      if (problems.delete(topic)) episodes.push(`cleared ${topic}`);
    },
    reportExchange: (exchange) => void exchanges.push(exchange),
    log: (level, text) => void logged.push(`${String(level)} ${text}`),
    now: () => changeable.now(),
    until: (fits) => new Promise((resolve) => waiting.add({ fits, resolve })),
  };
}

/** A round is over: waiting for the next, or failing. */
export const roundOver = (status: PollerStatus): boolean => status.phase === 'waiting' || status.phase === 'failing';
