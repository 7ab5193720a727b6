// A group of settings on the Configuration page.
import { useId } from 'react';
import classes from './settings-card.module.css';

interface SettingsCardProps {
  readonly title: string;
  readonly about?: React.ReactNode;
  readonly action?: React.ReactNode;
  readonly children?: React.ReactNode;
}

export function SettingsCard({ title, about, action, children }: SettingsCardProps): React.ReactNode {
  const titleId = useId();
  return (
    <section className={classes.card} aria-labelledby={titleId}>
      <div className={classes.head}>
        <div>
          <h2 id={titleId}>{title}</h2>
          {about !== undefined && <p>{about}</p>}
        </div>
        {action !== undefined && <div className={classes.action}>{action}</div>}
      </div>
      {children}
    </section>
  );
}
