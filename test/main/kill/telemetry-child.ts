// A telemetry engine in a process of its own that ends itself with SIGKILL at a named point; run by the kill tests, never by vitest.
// argv[2] is a ChildOrder as JSON. Lines on stdout: `ready`, `caught-up`, `parsed` (only in a run that is to die inside a parse).
import { writeSync } from 'node:fs';
import { ok } from '../../../src/shared/result.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';
import { createTelemetryEngine } from '../../../src/main/poll-loops/telemetry-engine.ts';
import type { ChildOrder } from './child-order.ts';

const order = JSON.parse(process.argv[2]!) as ChildOrder;
const settings = { ...defaultSettings, telemetryBatchSize: order.batchSize, telemetryLingerMs: 0, telemetryPollS: 300 };
let hits = 0;

/** Points that lie around a parse; the process is to die inside it. */
const parsePoints: ReadonlySet<string> = new Set(['mid-parse', 'during-replay']);

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal ends all threads; nothing may happen until then.
  for (;;);
}

/** The parser reads rows by JSON.parse, some hundred at a time: the n-th call from here is in the middle of it. */
function dieInsideParse(call: number): void {
  const parse = JSON.parse;
  let calls = 0;
  JSON.parse = (...input: Parameters<typeof parse>): unknown => {
    if (++calls >= call) die();
    return parse(...input) as unknown;
  };
}

const preparing = createTelemetryEngine({
  folder: order.folder,
  log: (level, text) => level === 'error' && say(`error ${text}`),
  onCurrent: () => undefined,
  onProgress: (_credentialId, progress) => progress.caughtUp && say('caught-up'),
  retentionDays: () => 1,
  atPoint(name) {
    if (name === 'parsed') say('parsed');
    if (name !== order.point || ++hits < order.hit) return;
    if (parsePoints.has(name)) dieInsideParse(order.parseCall);
    else die();
  },
});
// Without top-level await, so that it can be one CommonJS file: that starts in half the time.
void preparing.then((engine) => {
  say('ready');
  return engine.startAccount({
    account: { credentialId: order.credentialId, accountNumber: order.accountNumber },
    apiUrl: order.apiUrl,
    tokens: { token: () => Promise.resolve(ok({ accessToken: order.accessToken, expiresAtMs: Date.now() + 900_000 })) },
    settings: () => settings,
    leaseRequest: () => Promise.resolve(),
    reportStatus: () => undefined,
    raiseProblem: () => undefined,
    clearProblem: () => undefined,
    reportExchange: () => undefined,
    log: (level, text) => level === 'error' && say(`error ${text}`),
    now: Date.now,
  });
});
