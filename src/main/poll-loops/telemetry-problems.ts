// The problems of one account's telemetry: says each once, and its end only when it stood.
import type { PollerPorts, ProblemTopic, RaisedProblem } from './poller-ports.ts';

export interface ProblemDesk {
  /** A problem that stands already with the same words is not raised again. */
  raise(problem: RaisedProblem): void;
  clear(topic: ProblemTopic): void;
  /** Raises it while it stands, else ends it. */
  tell(problem: RaisedProblem, stands: boolean): void;
  clearAll(): void;
}

export function createProblemDesk(ports: Pick<PollerPorts, 'raiseProblem' | 'clearProblem'>): ProblemDesk {
  const standing = new Map<ProblemTopic, string>();
  const clear = (topic: ProblemTopic): void => {
    if (standing.delete(topic)) ports.clearProblem(topic);
  };
  const raise = (problem: RaisedProblem): void => {
    const words = JSON.stringify(problem);
    if (standing.get(problem.topic) === words) return;
    standing.set(problem.topic, words);
    ports.raiseProblem(problem);
  };
  return {
    raise,
    clear,
    tell: (problem, stands) => (stands ? raise(problem) : clear(problem.topic)),
    clearAll: () => [...standing.keys()].forEach(clear),
  };
}

export const sharedAccount: RaisedProblem = {
  topic: 'telemetry-shared', call: 'Telemetry stream', severity: 'warning',
  cause: 'Rows of most terminals are missing again and again, as if another client read this service account.',
  nextStep: 'Give every client a service account of its own: Starlink sends each row once, to whoever asks first.',
};

/** Asked at once again and again, such a server would take the account's whole budget and fill the disk. */
export const repeatedBatch: RaisedProblem = {
  topic: 'telemetry-repeated', call: 'Telemetry stream', severity: 'error',
  cause: 'The server sends the very same full batch again: its read position does not move on.',
  nextStep: 'The next poll asks again; if it stays so, report it to Starlink.',
};
