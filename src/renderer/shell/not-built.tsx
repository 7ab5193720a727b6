// Wraps a control whose function isn't built yet: visible, disabled, and it says why, by pointer, keyboard and screen reader.
import { Tooltip } from '@mantine/core';
import { cloneElement } from 'react';
import classes from './not-built.module.css';

interface NotBuiltProps {
  readonly reason: string;
  readonly children: React.ReactElement<{ disabled?: boolean; 'aria-description'?: string }>;
}

export function NotBuilt({ reason, children }: NotBuiltProps): React.ReactNode {
  return (
    <Tooltip label={reason}>
      {/* Disabled controls take no focus and no pointer events: the wrapper does, so that the reason can be reached. */}
      <span className={classes.wrapper} tabIndex={0}>
        {/* By aria-description: the kit's fields set aria-describedby themselves, to nothing. */}
        {cloneElement(children, { disabled: true, 'aria-description': reason })}
        <span className="gt-visually-hidden">{reason}</span>
      </span>
    </Tooltip>
  );
}
