// Floats over a list that has been scrolled away from its end.
import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { formatCount } from '../formats/format-number.ts';
import classes from './jump-to-newest.module.css';

interface JumpToNewestProps {
  readonly onJump: () => void;
  /** What came meanwhile; 0 shows no count. */
  readonly waiting?: number;
}

export function JumpToNewest({ onJump, waiting = 0 }: JumpToNewestProps): React.ReactNode {
  return (
    <Button className={classes.jump ?? ''} variant="default" leftSection={<IconArrowDown size={14} aria-hidden />} onClick={onJump}>{waiting === 0 ? 'Newest' : `Newest (${formatCount(waiting)} more)`}</Button>
  );
}
