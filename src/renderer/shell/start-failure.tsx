// What a window shows when main did not answer at all: words instead of a blank page. Needs no theme provider.
import classes from './start-failure.module.css';

export function StartFailure({ message }: { readonly message: string }): React.ReactNode {
  return (
    <div className={classes.page} role="alert">
      <h1>This window could not start</h1>
      <p>Groundtrack did not answer: {message}</p>
      <p>Close the window and open it again. If that does not help, restart Groundtrack; nothing already stored is lost.</p>
    </div>
  );
}
