// The shape beside an alert's severity: told apart without colour too.
import classes from './cells.module.css';

export function SeverityMark({ path }: { readonly path: string }): React.ReactNode {
  return (
    <svg className={classes.mark} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d={path} fill="currentColor" />
    </svg>
  );
}
