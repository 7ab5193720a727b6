// The result of a test or of saving, inside the dialog: good news calmly, bad news as an alert with the words it came with.
import { IconAlertOctagon, IconCircleCheck } from '@tabler/icons-react';
import classes from './outcome-note.module.css';

export interface Outcome {
  readonly good: boolean;
  readonly title: string;
  readonly detail: string;
}

export function OutcomeNote({ outcome }: { readonly outcome: Outcome }): React.ReactNode {
  const Icon = outcome.good ? IconCircleCheck : IconAlertOctagon;
  return (
    <div className={classes.note} data-good={outcome.good} role={outcome.good ? 'status' : 'alert'}>
      <Icon size={17} stroke={1.8} aria-hidden />
      <div><b>{outcome.title}:</b> {outcome.detail}</div>
    </div>
  );
}
