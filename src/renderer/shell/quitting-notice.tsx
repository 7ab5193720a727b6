// While quitting waits for a request in hand, every window says so: aborting it would lose rows for good.
import { Loader } from '@mantine/core';
import { useConsoleStatePart } from '../console-client/use-console.ts';
import classes from './quitting-notice.module.css';

export function QuittingNotice(): React.ReactNode {
  const reason = useConsoleStatePart((state) => state.quitting);
  if (reason === null) return null;
  return (
    <div className={classes.veil}>
      <div className={classes.card} role="status">
        <Loader size="sm" />
        <div>
          <h2>Groundtrack is quitting</h2>
          <p>{reason}</p>
        </div>
      </div>
    </div>
  );
}
