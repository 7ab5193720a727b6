// Says in every window that what is on screen is not Starlink: the simulation, or another server.
import { Tooltip } from '@mantine/core';
import { IconFlask, IconServer } from '@tabler/icons-react';
import { useConsoleState } from '../console-client/use-console.ts';
import classes from './mode-banner.module.css';

export function ModeBanner(): React.ReactNode {
  const { mode, testServerHost } = useConsoleState();
  if (mode === 'live') return null;
  const isSimulation = mode === 'simulation';
  const explanation = isSimulation
    ? 'Everything shown comes from the simulator inside Groundtrack. No request goes to Starlink.'
    : `Requests go to ${testServerHost ?? 'a server named on the command line'}, not to Starlink.`;
  return (
    <Tooltip label={explanation}>
      <div className={classes.banner} data-mode={mode} role="note" tabIndex={0}>
        {isSimulation ? <IconFlask size={14} aria-hidden /> : <IconServer size={14} aria-hidden />}
        <span>{isSimulation ? 'SIMULATION' : `TEST SERVER ${testServerHost ?? ''}`}</span>
      </div>
    </Tooltip>
  );
}

/** A hatched line along the window's upper edge, seen even when the header is not looked at. */
export function ModeEdge(): React.ReactNode {
  const { mode } = useConsoleState();
  return mode === 'live' ? null : <div className={classes.edge} data-mode={mode} aria-hidden="true" />;
}
