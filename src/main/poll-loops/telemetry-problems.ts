// The problems of one account's telemetry: says each once, and its end only when it stood.
import type { PollerPorts, ProblemTopic, RaisedProblem } from './poller-ports.ts';

export interface ProblemDesk {
  /** A problem that stands already with the same words is not raised again. */
  raise(problem: RaisedProblem): void;
  clear(topic: ProblemTopic): void;
  clearAll(): void;
}

export function createProblemDesk(ports: Pick<PollerPorts, 'raiseProblem' | 'clearProblem'>): ProblemDesk {
  const standing = new Map<ProblemTopic, string>();
  const clear = (topic: ProblemTopic): void => {
    if (standing.delete(topic)) ports.clearProblem(topic);
  };
  return {
    raise(problem) {
      const words = JSON.stringify(problem);
      if (standing.get(problem.topic) === words) return;
      standing.set(problem.topic, words);
      ports.raiseProblem(problem);
    },
    clear,
    clearAll: () => [...standing.keys()].forEach(clear),
  };
}
