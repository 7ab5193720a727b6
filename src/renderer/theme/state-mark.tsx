// The shape that stands beside a user terminal's state: told apart without colour too.
import type { UserTerminalState } from '#shared/table-schemas.ts';
import classes from './state-mark.module.css';

const shapes: Readonly<Record<UserTerminalState, React.ReactNode>> = {
  Online: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  Degraded: <path d="M6 0.8 11.2 6 6 11.2 0.8 6Z" fill="currentColor" />,
  Critical: <path d="M6 0.9 11.6 11H0.4Z" fill="currentColor" />,
  Stale: (
    <>
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M6 1.8a4.2 4.2 0 0 0 0 8.4Z" fill="currentColor" />
    </>
  ),
  Offline: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  Unknown: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2 1.8" />,
};

/**
 * Name of the class that colours text by state; an unexpected state looks like Unknown.
 * `isStale`: the state is the last known one, not of now. It keeps its word and shape and loses its colour.
 */
export function stateClass(state: string | null, isStale = false): string {
  return classes[(isStale ? 'Stale' : isState(state) ? state : 'Unknown').toLowerCase()] ?? '';
}

export function StateMark({ state, size = 12, isStale = false }: { readonly state: string | null; readonly size?: number; readonly isStale?: boolean | undefined }): React.ReactNode {
  const known = isState(state) ? state : 'Unknown';
  return (
    <svg className={`${classes.mark} ${stateClass(known, isStale)}`} viewBox="0 0 12 12" width={size} height={size} aria-hidden="true">
      {shapes[known]}
    </svg>
  );
}

function isState(state: string | null): state is UserTerminalState {
  return state !== null && state in shapes;
}
