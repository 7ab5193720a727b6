// An honest page for a tab whose function isn't built yet: what will stand here, and that it does not yet.
import { IconHammer } from '@tabler/icons-react';
import classes from './not-built-page.module.css';

interface NotBuiltPageProps {
  readonly name: string;
  readonly willShow: string;
}

export function NotBuiltPage({ name, willShow }: NotBuiltPageProps): React.ReactNode {
  return (
    <div className={classes.page}>
      <div className={classes.card}>
        <IconHammer size={26} stroke={1.4} aria-hidden />
        <h1>{name}</h1>
        <p className={classes.state}>Not built yet</p>
        <p>{willShow}</p>
      </div>
    </div>
  );
}
