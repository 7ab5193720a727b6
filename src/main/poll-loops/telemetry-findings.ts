// What is odd in replies: each oddity is logged once a run; short rows and clocks from the future also stand as a problem until a reply is free of them.
import type { Finding, TelemetryBatch } from '../starlink/telemetry-batch.ts';
import type { PollerPorts, ProblemTopic } from './poller-ports.ts';
import type { ProblemDesk } from './telemetry-problems.ts';

export interface FindingReporter {
  report(batch: TelemetryBatch): void;
}

interface Watched {
  readonly topic: ProblemTopic;
  readonly kinds: ReadonlySet<string>;
  readonly nextStep: string;
}

const watched: readonly Watched[] = [
  {
    topic: 'telemetry-rows', kinds: new Set(['short-row', 'bad-row']),
    nextStep: 'Nothing to do: everything readable is stored, and the rest is kept word for word.',
  },
  {
    topic: 'telemetry-clock', kinds: new Set(['future-clock']),
    nextStep: 'Check the clock of this computer; if it is right, restart the terminal or router named here.',
  },
];

/** A run that meets more oddities than this is odd as a whole; the log need not hold them all. */
const MAX_REMEMBERED = 5_000;
/** The tear itself is told by the problem of the body, once an episode. */
const toldElsewhere: ReadonlySet<string> = new Set(['truncated', 'damaged']);

/** Things of the API, not of an account: an unknown column is the same news in all of them. */
const saidOnceInAll: ReadonlySet<string> = new Set(['unknown-column', 'unknown-alert', 'unknown-letter', 'missing-column', 'wrong-type']);

/** `loggedInRun`: what the loops of all accounts have said of the API itself in this run. */
export function createFindingReporter(log: PollerPorts['log'], problems: ProblemDesk, loggedInRun: Set<string> = new Set()): FindingReporter {
  const loggedHere = new Set<string>();

  function logOnce({ kind, subject, text }: Finding): void {
    const key = `${kind}\n${subject}`;
    const logged = saidOnceInAll.has(kind) ? loggedInRun : loggedHere;
    if (toldElsewhere.has(kind) || logged.has(key) || logged.size >= MAX_REMEMBERED) return;
    logged.add(key);
    log(0, text);
    if (logged.size === MAX_REMEMBERED) log(0, `More than ${MAX_REMEMBERED} oddities in this run: further ones are not logged`);
  }

  return {
    report(batch) {
      batch.findings.forEach(logOnce);
      for (const { topic, kinds, nextStep } of watched) {
        const found = batch.findings.filter(({ kind }) => kinds.has(kind));
        const [first] = found;
        if (first !== undefined) {
          const others = found.length > 1 ? ` (and ${found.length - 1} more)` : '';
          problems.raise({ topic, call: 'Telemetry stream', cause: `${first.text}${others}.`, nextStep, severity: 'warning' });
        } else if (batch.rowCount > 0) {
          problems.clear(topic);
        }
      }
    },
  };
}
