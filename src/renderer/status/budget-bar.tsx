// Requests of the last minute against the account's budget (250 a minute, starlink-api.md).
import classes from './budget-bar.module.css';

interface BudgetBarProps {
  readonly used: number;
  readonly budget: number;
}

export function BudgetBar({ used, budget }: BudgetBarProps): React.ReactNode {
  const share = budget > 0 ? Math.min(1, used / budget) : 0;
  // From four fifths on a burst may have to wait.
  const level = share >= 0.8 ? 'high' : 'normal';
  return (
    <span className={classes.budget}>
      <svg className={classes.bar} data-level={level} viewBox="0 0 52 6" width="52" height="6" aria-hidden="true">
        <rect className={classes.track} width="52" height="6" rx="3" />
        <rect className={classes.used} width={52 * share} height="6" rx="3" />
      </svg>
      {used}/{budget}
    </span>
  );
}
