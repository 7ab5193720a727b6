// A Starlink Enterprise API on loopback: for the demo, for tests, for load and for faults.
//
//   const simulator = await createSimulator({ terminals: 300, accounts: 2, seed: 7 });
//   simulator.url, simulator.tokenUrl, simulator.credentials   what a client needs
//   const undo = simulator.setFault({ kind: 'stalled', rows: 100, times: 1 });
//   simulator.ledger.summary()                                 what it sent, in complete rows
//   await simulator.stop();
//
// How it is made:
//   fleet.ts (terminals.ts, service-lines.ts, names.ts, plans.ts)   who there is, from the seed
//   motion.ts, traffic.ts, terminal-sample.ts, router-sample.ts, ip-allocations.ts   what each measures: pure in (seed, terminal, second)
//   line-state.ts, usage.ts           what a line is and has used: pure in (seed, line, its events, second)
//   world.ts (interventions.ts, line-events.ts, account-papers.ts)  what writes have done: the only things that change
//   stream-feed.ts → row-text.ts      which rows are due, in which order, as text
//   stream-cursor.ts → stream-call.ts → stream-body.ts   one poll
//   routes.ts → *-calls.ts (reads), *-writes.ts, query-call.ts, tokens.ts         the other calls; v1-routes.ts: as they were in V1
//   clock.ts                          the simulated time; tokens, rates and lingers run on the real one
//   faults.ts, row-faults.ts, ledger.ts, settings.ts, outages.ts, control-calls.ts what tests need
//
// To add a call: its name and permission in call-names.ts, a row in routes.ts, a handler (ManagementRequest → ApiAnswer) in the file of its
// subject. The contract test then validates its replies against Starlink's OpenAPI file.
// To add a write: as above; its effect is an event with a time (line-events.ts, interventions.ts) that pure functions read.
// To add a column: its name in streamColumns and its value at the same place in row-text.ts.
// To add a fault: its kind in faults.ts, its fields in parse-fault.ts, its effect where it belongs.
// No row is stored: a row that was sent can be made again, byte for byte, from its time.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { apiPath, routeApi, tokenPath, type ApiRouterParts, type ServiceDesk } from './api-router.ts';
import { createClock, type Clock } from './clock.ts';
import { controlPath, routeControl } from './control-calls.ts';
import { openExchange, type Exchange } from './exchange.ts';
import { createFaultBoard, type Fault, type FaultPlan } from './faults.ts';
import { buildFleet, type Account, type ServiceAccount } from './fleet.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { openListener } from './listener.ts';
import { createPlaces, stepS } from './motion.ts';
import type { OutageOrder } from './outage-order.ts';
import { createOutageMap } from './outages.ts';
import { createRateLimit } from './rate-limit.ts';
import { buildRequestLine, type RequestLine } from './request-line.ts';
import { foldSeed } from './seeded-numbers.ts';
import type { Settings } from './settings.ts';
import { createStreamCursor, retentionS } from './stream-cursor.ts';
import { createStreamFeed } from './stream-feed.ts';
import { createTerminalSamples } from './terminal-sample.ts';
import { createTokenOffice } from './tokens.ts';
import { v1StreamPath } from './v1-routes.ts';
import { createWorld } from './world.ts';

export type { Clock } from './clock.ts';
export type { Fault, FaultPlan } from './faults.ts';
export type { Ledger, LedgerRow, LedgerSummary, StreamReply } from './ledger.ts';
export type { OutageOrder } from './outage-order.ts';
export type { RequestLine } from './request-line.ts';
export type { Settings } from './settings.ts';

export interface SimulatorOptions {
  /** 0 (the default) = any free port. */
  readonly port?: number;
  readonly host?: '127.0.0.1';
  readonly seed?: number;
  /** In total, shared out evenly over the accounts; 0 gives accounts with empty lists. */
  readonly terminals?: number;
  readonly accounts?: number;
  /** More than one gives several credentials to the same account. */
  readonly serviceAccountsPerAccount?: number;
  /** 14 days of the demo cruise's track come first in every new stream; default true. */
  readonly demoCruise?: boolean;
  /** Nanoseconds since 1970; lets a test hold the clock. Tokens, rates and lingers run on the real clock. */
  readonly nowNs?: () => bigint;
  /** Simulated seconds per real one; default 1. */
  readonly clockSpeed?: number;
  /** ISO time at which the simulated clock starts; default: now. */
  readonly startAt?: string;
  /** About how long a rebooting terminal says nothing, on the simulated clock; default 150. */
  readonly rebootSilenceS?: number;
  /** How long a switched opt-in can't be switched again, on the simulated clock; default a day. */
  readonly optInCoolDownS?: number;
  /** Serves the shapes of API V1 too (/enterprise/v1, /telemetry/stream/v1/telemetry), for old clients; default false. */
  readonly v1?: boolean;
  /** Regions without service, besides those that come by themselves. */
  readonly outages?: readonly OutageOrder[];
  /** A new stream cursor starts so many seconds back, at most 28,800. */
  readonly startBackS?: number;
  readonly faults?: FaultPlan;
  /** Requests a minute and account before 429; null = no limit. Default 250. */
  readonly rateLimitPerMinute?: number | null;
  /** Default 900. */
  readonly tokenLifetimeS?: number;
  /** Keeps the identity of every row sent: for tests only, it costs memory. */
  readonly ledgerDetail?: boolean;
  /** Opens /__simulator/…: control-calls.ts. */
  readonly control?: boolean;
  readonly log?: (line: RequestLine) => void;
}

export interface Simulator {
  /** http://127.0.0.1:PORT/api/public/v2 */
  readonly url: string;
  /** http://127.0.0.1:PORT/api/auth/connect/token */
  readonly tokenUrl: string;
  readonly credentials: readonly ServiceAccount[];
  readonly ledger: Ledger;
  /** Stream requests that have arrived and are not answered yet. */
  streamsInHand(): number;
  /** Adds a fault; the returned function takes it away again. */
  setFault(fault: Fault): () => void;
  clearFaults(): void;
  /** The simulated clock: its speed can be changed, and it can jump ahead. */
  readonly clock: Clock;
  /** Changes what was given at the start. */
  applySettings(settings: Partial<Settings>): void;
  /** No service in a region for a while; begins within two minutes of the time given. */
  orderOutage(order: OutageOrder): void;
  /** Connections are refused (and open ones cut) until acceptConnections. */
  refuseConnections(): Promise<void>;
  acceptConnections(): Promise<void>;
  /**
   * The next stream calls (of one account, or of each) answer with these bodies as they are, and then with no rows.
   * null goes back to the fleet's own rows.
   */
  serveStreamBodies(bodies: readonly (string | Buffer)[] | null, accountNumber?: string): void;
  stop(): Promise<void>;
}

// The demo of the mock-ups: two accounts, a fleet that fills the map.
const defaultTerminals = 312;
const defaultAccounts = 2;
// Starlink's published limits: 250 a minute and account, 1000 token calls in 15 minutes and address.
const defaultRatePerMinute = 250;
const tokenCallsPerWindow = 1000;
const tokenWindowMs = 15 * 60_000;
const defaultTokenLifetimeS = 900;
// A dish boots and finds its satellites in two to four minutes.
const defaultRebootSilenceS = 150;
// Starlink documents no length; a day is what an operator should be prepared for.
const defaultCoolDownS = 86_400;

export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = createClock({
    ...(options.nowNs === undefined ? {} : { nowNs: options.nowNs }), ...(options.clockSpeed === undefined ? {} : { speed: options.clockSpeed }),
    ...(options.startAt === undefined ? {} : { startAtMs: Date.parse(options.startAt) }),
  });
  const { nowS } = clock;
  let settings: Settings = {
    tokenLifetimeS: options.tokenLifetimeS ?? defaultTokenLifetimeS,
    rateLimitPerMinute: options.rateLimitPerMinute === undefined ? defaultRatePerMinute : options.rateLimitPerMinute,
  };
  const accounts = buildFleet({
    seed: foldSeed(options.seed ?? 1), terminals: options.terminals ?? defaultTerminals, accounts: options.accounts ?? defaultAccounts,
    serviceAccountsPerAccount: options.serviceAccountsPerAccount ?? 1,
  });
  const credentials = accounts.flatMap((account) => account.serviceAccounts);
  const ledger = createLedger(credentials, options.ledgerDetail ?? false);
  const faults = createFaultBoard(options.faults ?? []);
  const world = createWorld(accounts, {
    optInCoolDownS: options.optInCoolDownS ?? defaultCoolDownS, rebootSilenceS: options.rebootSilenceS ?? defaultRebootSilenceS,
  });
  const outages = createOutageMap();
  options.outages?.forEach(orderOutage);
  const desks = new Map(accounts.flatMap((account) => buildDesks(account)));
  const parts: ApiRouterParts = {
    desks, faults, ledger, nowS, world, v1: options.v1 ?? false, samples: createTerminalSamples(createPlaces(outages), world.interventions),
    tokens: createTokenOffice(credentials, settings.tokenLifetimeS),
    accountLimit: createRateLimit(settings.rateLimitPerMinute, 60_000),
    tokenLimit: createRateLimit(settings.rateLimitPerMinute === null ? null : tokenCallsPerWindow, tokenWindowMs),
  };
  // Requests are read against it; the address for clients has the port.
  const origin = 'http://127.0.0.1';
  const openStreams = new Set<Exchange>();
  let reopening: NodeJS.Timeout | undefined;
  let stopped = false;

  function buildDesks(account: Account): [string, ServiceDesk][] {
    const feed = createStreamFeed(account.terminals, world.interventions);
    return account.serviceAccounts.map((serviceAccount) => [serviceAccount.clientId, {
      serviceAccount, account, feed, rawBodies: null,
      cursor: createStreamCursor({
        feed, nowS, startBackS: Math.min(options.startBackS ?? 0, retentionS), withCruise: options.demoCruise ?? true,
        onExpired: (seconds) => ledger.addExpired(serviceAccount.clientId, seconds),
      }),
    }]);
  }

  /** From the next step of motion on, so that no sample that was already made changes. */
  function orderOutage({ latitude, longitude, radiusKm, durationS, inS = 0 }: OutageOrder): void {
    const fromS = Math.ceil((nowS() + inS) / stepS) * stepS;
    outages.add({ latitude, longitude, radiusKm, fromS, untilS: fromS + durationS });
  }

  function applySettings(changed: Partial<Settings>): void {
    settings = { ...settings, ...changed };
    parts.tokens.setLifetime(settings.tokenLifetimeS);
    parts.accountLimit.setLimit(settings.rateLimitPerMinute);
  }

  function route(exchange: Exchange): Promise<void> {
    const control = exchange.url.pathname.startsWith(`${controlPath}/`) && options.control === true;
    return control ? routeControl(exchange, { faults, ledger, clock, refuseFor, applySettings, orderOutage, settings: () => settings, outages: outages.list, swaps: () => world.swaps(nowS()) }) : routeApi(exchange, parts);
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const startedMs = performance.now();
    // Only the path and the query matter; what is no address at all gets no answer.
    const url = URL.canParse(request.url ?? '/', origin) ? new URL(request.url ?? '/', origin) : null;
    if (url === null) {
      response.destroy();
      return;
    }
    const exchange = openExchange(request, response, url);
    if (url.pathname === `${apiPath}/telemetry/stream` || url.pathname === v1StreamPath) {
      openStreams.add(exchange);
      response.once('close', () => openStreams.delete(exchange));
    }
    response.once('close', () => options.log?.(buildRequestLine(exchange, performance.now() - startedMs)));
    route(exchange).catch(() => {
      // A client that breaks off in its own request is not worth more than the cut connection.
      response.destroy();
    });
  }

  const host = options.host ?? '127.0.0.1';
  const listener = await openListener(host, options.port ?? 0, handle);

  function refuseFor(ms: number): void {
    void listener.refuse().then(() => {
      if (!stopped) reopening = setTimeout(() => void listener.accept(), ms);
    });
  }

  return {
    url: `http://${host}:${listener.port}${apiPath}`,
    tokenUrl: `http://${host}:${listener.port}${tokenPath}`,
    credentials,
    ledger,
    streamsInHand: () => openStreams.size,
    setFault: (fault) => faults.set(fault),
    clearFaults: () => faults.clear(),
    clock,
    applySettings,
    orderOutage,
    refuseConnections: () => listener.refuse(),
    acceptConnections: () => listener.accept(),
    serveStreamBodies(bodies, accountNumber) {
      for (const desk of desks.values()) {
        if (accountNumber !== undefined && desk.account.accountNumber !== accountNumber) continue;
        // Latin-1 keeps every byte as one character, whatever the body is.
        desk.rawBodies = bodies?.map((body) => (typeof body === 'string' ? Buffer.from(body) : body).toString('latin1')) ?? null;
      }
    },
    async stop() {
      stopped = true;
      clearTimeout(reopening);
      await listener.refuse();
    },
  };
}
