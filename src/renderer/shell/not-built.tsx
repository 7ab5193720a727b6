// Wraps a control whose function isn't built yet: visible, disabled, and it says why, by pointer, keyboard and screen reader.
import { Tooltip } from '@mantine/core';
import { cloneElement, useId } from 'react';
import classes from './not-built.module.css';

interface NotBuiltProps {
  readonly reason: string;
  readonly children: React.ReactElement<{ disabled?: boolean; 'aria-describedby'?: string }>;
}

export function NotBuilt({ reason, children }: NotBuiltProps): React.ReactNode {
  const reasonId = useId();
  return (
    <Tooltip label={reason}>
      {/* Disabled controls take no focus and no pointer events: the wrapper does, so that the reason can be reached. */}
      <span className={classes.wrapper} tabIndex={0}>
        {cloneElement(children, { disabled: true, 'aria-describedby': reasonId })}
        <span id={reasonId} className="gt-visually-hidden">{reason}</span>
      </span>
    </Tooltip>
  );
}
