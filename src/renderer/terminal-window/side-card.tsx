// A titled card in the right column of the terminal window.
import { useId } from 'react';
import classes from './side-card.module.css';

interface SideCardProps {
  readonly title: string;
  readonly children: React.ReactNode;
}

export function SideCard({ title, children }: SideCardProps): React.ReactNode {
  const titleId = useId();
  return (
    <section className={classes.card} aria-labelledby={titleId}>
      <h2 id={titleId}>{title}</h2>
      {children}
    </section>
  );
}

/** A row of a side card: what it is, and what stands for it. */
export function SideLine({ label, children }: { readonly label: string; readonly children: React.ReactNode }): React.ReactNode {
  return (
    <div className={classes.line}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function SideNote({ children }: { readonly children: React.ReactNode }): React.ReactNode {
  return <p className={classes.note}>{children}</p>;
}
