// The command line of the simulator → options; what is unclear is refused in one line.
import { parseArgs } from 'node:util';
import type { Fault } from './faults.ts';
import { parseOutageOrder, type OutageOrder } from './outage-order.ts';
import { parseFaultPlan } from './parse-fault.ts';

export const usage = `A Starlink Enterprise API on 127.0.0.1, for tests and demos.

  npm run simulator -- [options]

  --port N              TCP port; 0 = any free one (default 0)
  --terminals N         terminals in total, over all accounts, 0 to 100000 (default 312)
  --accounts N          accounts, 1 to 100 (default 2)
  --service-accounts N  credentials of each account, each with a stream of its own, 1 to 20 (default 1)
  --seed N              another seed is another fleet (default 1)
  --start-back SECONDS  new stream cursors start so far back, 0 to 28800 (default 0)
  --no-demo-cruise      without the 14 days of track that come first in a new stream
  --stream-body FILE    stream calls answer with this file, then with no rows; may be given several times
  --fault JSON          a fault from the start, for example '{"kind":"status","status":500,"call":"stream","times":3}';
                        may be given several times (kinds and fields: src/simulator/faults.ts)
                        on writes {"kind":"reset","call":"topUp"} breaks the connection before it takes effect, with "afterEffect":true after
  --token-lifetime S    seconds a token lives (default 900)
  --rate-limit N        429 after N requests a minute and account (default 250)
  --no-rate-limit       no 429 at all
  --clock-speed N       simulated seconds per real second, 0.1 to 100000 (default 1); tokens, rates and lingers stay on the real clock
  --start-at TIME       ISO time at which the simulated clock starts (default now)
  --reboot-silence S    about how long a rebooting terminal says nothing, in simulated seconds (default 150)
  --opt-in-cool-down S  how long a switched opt-in can't be switched again, in simulated seconds (default 86400)
  --v1                  serves the shapes of API V1 too: /enterprise/v1/… and /telemetry/stream/v1/telemetry
  --outage JSON         no service in a region, for example '{"latitude":56,"longitude":3,"radiusKm":300,"durationS":1800,"inS":600}';
                        may be given several times
  --control             opens, under /__simulator: GET ledger · GET|POST|DELETE faults · POST refuse?forMs=N · GET|POST clock {speed, advanceS} ·
                        GET|POST settings {tokenLifetimeS, rateLimitPerMinute} · GET|POST outages · GET swaps
  --ledger-detail       the ledger keeps the identity of every row sent (costs memory)
  --help                this text

The first line on standard output is {"url", "tokenUrl", "credentials": [{"accountNumber", "clientId", "clientSecret"}]},
then one JSON line per request. Ctrl-C stops it.
`;

export interface CliArguments {
  readonly port: number;
  readonly terminals: number;
  readonly accounts: number;
  readonly serviceAccountsPerAccount: number;
  readonly seed: number;
  readonly startBackS: number;
  readonly demoCruise: boolean;
  readonly streamBodyFiles: readonly string[];
  readonly faults: readonly Fault[];
  readonly tokenLifetimeS: number;
  /** null = no limit. */
  readonly rateLimitPerMinute: number | null;
  readonly clockSpeed: number;
  readonly startAt: string | null;
  readonly rebootSilenceS: number;
  readonly optInCoolDownS: number;
  readonly v1: boolean;
  readonly outages: readonly OutageOrder[];
  readonly control: boolean;
  readonly ledgerDetail: boolean;
}

/** null = help was asked for. Throws an Error with one clear line. */
export function parseCliArguments(args: readonly string[]): CliArguments | null {
  const { values } = parseArgs({
    args: [...args],
    strict: true,
    options: {
      port: { type: 'string' }, terminals: { type: 'string' }, accounts: { type: 'string' }, 'service-accounts': { type: 'string' }, seed: { type: 'string' },
      'start-back': { type: 'string' }, 'no-demo-cruise': { type: 'boolean' }, 'stream-body': { type: 'string', multiple: true },
      fault: { type: 'string', multiple: true }, 'token-lifetime': { type: 'string' }, 'no-rate-limit': { type: 'boolean' },
      'rate-limit': { type: 'string' }, 'clock-speed': { type: 'string' }, 'start-at': { type: 'string' }, 'reboot-silence': { type: 'string' },
      'opt-in-cool-down': { type: 'string' }, outage: { type: 'string', multiple: true }, v1: { type: 'boolean' },
      control: { type: 'boolean' }, 'ledger-detail': { type: 'boolean' }, help: { type: 'boolean' },
    },
  });
  if (values.help === true) return null;
  return {
    port: parseNumber('--port', values.port, 0, 65_535, 0),
    terminals: parseNumber('--terminals', values.terminals, 0, 100_000, 312),
    accounts: parseNumber('--accounts', values.accounts, 1, 100, 2),
    // Starlink allows twenty.
    serviceAccountsPerAccount: parseNumber('--service-accounts', values['service-accounts'], 1, 20, 1),
    seed: parseNumber('--seed', values.seed, 0, Number.MAX_SAFE_INTEGER, 1),
    startBackS: parseNumber('--start-back', values['start-back'], 0, 28_800, 0),
    demoCruise: values['no-demo-cruise'] !== true,
    streamBodyFiles: values['stream-body'] ?? [],
    faults: (values.fault ?? []).flatMap((text) => parseFaultPlan(parseJson('--fault', text))),
    tokenLifetimeS: parseNumber('--token-lifetime', values['token-lifetime'], 1, 86_400, 900),
    rateLimitPerMinute: values['no-rate-limit'] === true ? null : parseNumber('--rate-limit', values['rate-limit'], 1, 1_000_000, 250),
    clockSpeed: parseSpeed(values['clock-speed']),
    startAt: parseTime('--start-at', values['start-at']),
    rebootSilenceS: parseNumber('--reboot-silence', values['reboot-silence'], 1, 86_400, 150),
    optInCoolDownS: parseNumber('--opt-in-cool-down', values['opt-in-cool-down'], 0, 31_536_000, 86_400),
    v1: values.v1 === true,
    outages: (values.outage ?? []).map((text) => parseOutageOrder(parseJson('--outage', text))),
    control: values.control === true,
    ledgerDetail: values['ledger-detail'] === true,
  };
}

function parseNumber(name: string, text: string | undefined, least: number, most: number, usual: number): number {
  if (text === undefined) return usual;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) throw new Error(`${name} must be a whole number from ${least} to ${most}, not "${text}"`);
  return value;
}

function parseSpeed(text: string | undefined): number {
  const value = text === undefined ? 1 : Number(text);
  if (!(value >= 0.1 && value <= 100_000)) throw new Error(`--clock-speed must be a number from 0.1 to 100000, not "${text ?? ''}"`);
  return value;
}

function parseTime(name: string, text: string | undefined): string | null {
  if (text !== undefined && Number.isNaN(Date.parse(text))) throw new Error(`${name} must be an ISO time, not "${text}"`);
  return text ?? null;
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name} must be JSON, not "${text}"`);
  }
}
