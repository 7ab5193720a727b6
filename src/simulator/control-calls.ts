// The control endpoint for tests that run the simulator as a process of its own. Off unless asked for.
//   GET    /__simulator/ledger[?account=ACC-…]   summary, or with an account its replies and rows
//   GET    /__simulator/faults                   the faults in force
//   POST   /__simulator/faults                   one fault or a list of them, added to those in force
//   DELETE /__simulator/faults                   none any more
//   POST   /__simulator/refuse?forMs=N           connections are refused for so long
//   GET    /__simulator/clock                    {now, speed}
//   POST   /__simulator/clock                    {speed?, advanceS?}: runs so fast from now on; jumps ahead
//   GET    /__simulator/settings                 {tokenLifetimeS, rateLimitPerMinute}
//   POST   /__simulator/settings                 either of them; rateLimitPerMinute null = no limit
//   GET    /__simulator/swaps                    the next swap of each pair of kits: who leaves, who comes, when
//   GET    /__simulator/outages                  the regional outages that were ordered
//   POST   /__simulator/outages                  {latitude, longitude, radiusKm, durationS, inS?}: no service there for so long
import { wordsOf } from '#shared/error-words.ts';
import { isoTime } from './billing-cycles.ts';
import type { Clock } from './clock.ts';
import { readBody, sendJson, type Exchange } from './exchange.ts';
import type { FaultBoard } from './faults.ts';
import { parseJsonObject } from './json-body.ts';
import type { LedgerBook } from './ledger.ts';
import type { Outage } from './outages.ts';
import { parseOutageOrder, type OutageOrder } from './outage-order.ts';
import { parseFaultPlan } from './parse-fault.ts';
import { parseSettings, type Settings } from './settings.ts';
import type { KitSwap } from './world.ts';

export const controlPath = '/__simulator';

export interface ControlParts {
  readonly faults: FaultBoard;
  readonly ledger: LedgerBook;
  readonly clock: Clock;
  readonly refuseFor: (ms: number) => void;
  readonly settings: () => Settings;
  readonly applySettings: (settings: Partial<Settings>) => void;
  readonly swaps: () => readonly KitSwap[];
  readonly outages: () => readonly Outage[];
  readonly orderOutage: (order: OutageOrder) => void;
}

export async function routeControl(exchange: Exchange, parts: ControlParts): Promise<void> {
  const what = `${exchange.request.method ?? 'GET'} ${exchange.url.pathname.slice(controlPath.length)}`;
  const call = controlCalls[what];
  if (call === undefined) {
    sendJson(exchange, 404, { error: `the control endpoint has no ${what}` });
    return;
  }
  try {
    sendJson(exchange, 200, call(parts, await readBody(exchange), exchange));
  } catch (error) {
    sendJson(exchange, 400, { error: wordsOf(error) });
  }
}

/** Each gives what is answered, or throws what is wrong. */
const controlCalls: Readonly<Record<string, (parts: ControlParts, body: string, exchange: Exchange) => unknown>> = {
  'GET /ledger': ({ ledger }, _, { url }) => {
    const account = url.searchParams.get('account');
    return account === null ? ledger.summary() : { replies: ledger.replies(account) };
  },
  'GET /faults': ({ faults }) => faults.list(),
  'POST /faults': ({ faults }, body) => {
    for (const fault of parseFaultPlan(JSON.parse(body))) faults.set(fault);
    return faults.list();
  },
  'DELETE /faults': ({ faults }) => {
    faults.clear();
    return faults.list();
  },
  'POST /refuse': ({ refuseFor }, _, { url, response }) => {
    const refusedForMs = Number(url.searchParams.get('forMs'));
    if (!Number.isInteger(refusedForMs) || refusedForMs <= 0) throw new Error('forMs must be a whole number of milliseconds');
    // The answer first: afterwards there is no connection to send it on.
    response.once('finish', () => refuseFor(refusedForMs));
    return { refusedForMs };
  },
  'GET /clock': ({ clock }) => readClock(clock),
  'POST /clock': ({ clock }, body) => {
    const fields = parseFields(body, ['speed', 'advanceS']);
    const [speed, advanceS] = [fields['speed'], fields['advanceS']];
    if (speed !== undefined && !isWithin(speed, mostSpeed)) throw new Error(`speed must be a number from 0 to ${mostSpeed}`);
    if (advanceS !== undefined && !isWithin(advanceS, mostAdvanceS)) throw new Error(`advanceS must be a number of seconds from 0 to ${mostAdvanceS}`);
    if (advanceS !== undefined) clock.advance(advanceS);
    if (speed !== undefined) clock.setSpeed(speed);
    return readClock(clock);
  },
  'GET /settings': ({ settings }) => settings(),
  'POST /settings': ({ settings, applySettings }, body) => {
    applySettings(parseSettings(parseFields(body, ['tokenLifetimeS', 'rateLimitPerMinute'])));
    return settings();
  },
  'GET /swaps': ({ swaps }) => swaps().map(({ atS, ...swap }) => ({ ...swap, at: isoTime(atS) })),
  'GET /outages': ({ outages }) => outages(),
  'POST /outages': ({ outages, orderOutage }, body) => {
    orderOutage(parseOutageOrder(JSON.parse(body)));
    return outages();
  },
};

// As on the command line; beyond it, and beyond ten years at once, dates end.
const mostSpeed = 100_000;
const mostAdvanceS = 10 * 365 * 86_400;

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

function readClock(clock: Clock): { now: string; speed: number } {
  return { now: new Date(Number(clock.nowNs() / 1_000_000n)).toISOString(), speed: clock.speed };
}

function parseFields(body: string, known: readonly string[]): Record<string, unknown> {
  const fields = parseJsonObject(body, known);
  if (typeof fields === 'string') throw new Error(fields);
  return fields;
}
