// The shape beside an account: the same language as terminal states, so that colour never stands alone.
import type { Health } from './account-health.ts';
import classes from './health-mark.module.css';

const diamond = <path d="M6 0.8 11.2 6 6 11.2 0.8 6Z" fill="currentColor" />;

const shapes: Readonly<Record<Health, React.ReactNode>> = {
  failing: <path d="M6 0.9 11.6 11H0.4Z" fill="currentColor" />,
  hindered: diamond,
  behind: diamond,
  starting: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2 1.8" />,
  fine: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  off: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
};

export function HealthMark({ health }: { readonly health: Health }): React.ReactNode {
  return <svg className={`${classes.mark} ${classes[health]}`} viewBox="0 0 12 12" width={11} height={11} aria-hidden="true">{shapes[health]}</svg>;
}
