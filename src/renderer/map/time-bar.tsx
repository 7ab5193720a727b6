// The time slider's place: the map as it was comes with time travel; until then it is visible, disabled, and says why.
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { NotBuilt } from '../shell/not-built.tsx';
import classes from './map-page.module.css';

const reason = 'The map as it was comes in a later version. Samples and snapshots are stored already, so the past will be there.';

export function TimeBar(): React.ReactNode {
  return (
    <div className={classes.timeBar}>
      <NotBuilt reason={reason}>
        <Button variant="default" size="compact-sm" aria-label="Play"><IconPlayerPlay size={13} aria-hidden /></Button>
      </NotBuilt>
      <span>−24 h</span>
      <div className={classes.timeSlider}>
        <NotBuilt reason={reason}>
          <input type="range" aria-label="Time" min={-24} max={0} defaultValue={0} />
        </NotBuilt>
      </div>
      <span>now</span>
      <span className={classes.timeReason}>The map as it was: in a later version</span>
    </div>
  );
}
